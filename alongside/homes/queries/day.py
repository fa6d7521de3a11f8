"""What stands on Today, for whoever works here: put together once, said in words or in pictures."""

from dataclasses import dataclass
from datetime import datetime

from alongside.accounts import actors
from alongside.core import clock
from alongside.followups import queries as followups
from alongside.homes.queries import out_there
from alongside.participants import models as records
from alongside.participants.queries import knowing
from alongside.support import models as walking
from alongside.support import queries
from alongside.threads import queries as threads
from alongside.welcome import queries as desk


@dataclass(frozen=True, slots=True)
class Day:
    now: datetime
    walking: list[queries.Walking]
    mourned: list[records.Passing]
    ways_ending: list[records.Participant]  # a way to find them again is erased soon
    out_there: out_there.OutThere
    would_talk: int  # at the desk
    after_overdose: int  # wait to hear from us

    @property
    def needing(self) -> list[queries.Walking]:
        return queries.needing(self.walking)

    @property
    def gone_by(self) -> list[queries.Walking]:
        """A day in their plan has gone by."""
        return [each for each in self.walking if each.due]

    @property
    def planned(self) -> list[tuple[queries.Walking, str]]:
        """What was planned with them for these days, gently called to mind; of nobody of whom
        nothing is to be written down."""
        what = walking.Planned.What
        return [
            (each, str(what(each.planned).label))
            for each in self.walking
            if each.planned and each.recorded
        ]

    @property
    def wrote(self) -> list[queries.Walking]:
        return [each for each in self.walking if each.wrote]


def day(by: actors.Actor, *, zone: str) -> Day:
    """The same number of queries for any number of people; for what is seldom there, only one
    for all of it."""
    now = clock.now()
    waiting = out_there.waiting(by, now=now)
    return Day(
        now=now,
        walking=queries.walking(by, now=now, zone=zone, wrote=threads.wrote()),
        mourned=knowing.mourned(by),
        ways_ending=knowing.ways_ending(by, now=now),
        out_there=out_there.of(by, waiting, now=now),
        would_talk=desk.waiting_to_talk(by) if waiting.has("talks") else 0,
        after_overdose=followups.waiting(by, now=now) if waiting.has("after") else 0,
    )
