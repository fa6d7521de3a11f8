"""May something go out to somebody, now? Asked at the moment of sending, also inside a task.

What goes out says nothing and opens nothing; this decides whether it goes at all. Plain values
only: `now` is aware, `zone` names the time zone that quiet hours are meant in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.participants import rules

GO, LATER, STOP = "go", "later", "stop"

# Why something does not go out; the first that holds is said.
DIED, AWAY, WITHDRAWN, NEVER, QUIET = "died", "away", "withdrawn", "never", "quiet"


@dataclass(frozen=True, slots=True)
class Ways:
    """What somebody's record says of being reached. `agreed`: they agree to be supported now.
    `away`: paused, or moved on, as they said."""

    agreed: bool
    died: bool = False
    away: bool = False
    never_ways: Collection[str] = ()
    quiet_from: time | None = None
    quiet_until: time | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`until` is when to ask again, where it is LATER."""

    what: str
    why: str = ""
    until: datetime | None = None

    @property
    def goes(self) -> bool:
        return self.what == GO


def verdict(ways: Ways, way: str, *, now: datetime, zone: str) -> Verdict:
    """`way` is a slug of `accounts.words.NEVER`: text or email."""
    if ways.died:
        return Verdict(STOP, DIED)
    if not ways.agreed:
        return Verdict(STOP, WITHDRAWN)
    if ways.away:
        return Verdict(STOP, AWAY)
    if way in ways.never_ways:
        return Verdict(STOP, NEVER)
    if ways.quiet_from is None or ways.quiet_until is None:
        return Verdict(GO)
    if ways.quiet_from == ways.quiet_until:
        return Verdict(STOP, QUIET)  # the whole day, every day
    if rules.is_quiet(ways.quiet_from, ways.quiet_until, at=now.astimezone(ZoneInfo(zone)).time()):
        return Verdict(LATER, QUIET, quiet_ends(ways.quiet_until, now=now, zone=zone))
    return Verdict(GO)


def quiet_ends(until: time, *, now: datetime, zone: str) -> datetime:
    """The next moment at which the clock on the wall says `until`. Where the clocks skip it, an
    hour on; where it comes twice, the second time: later is kinder than too early."""
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()
    for ahead in (0, 1, 2):
        at = datetime.combine(day + timedelta(days=ahead), until, place)
        ends = max(at, at.replace(fold=1), key=lambda one: one.astimezone(UTC)).astimezone(UTC)
        if ends > now:
            return ends
    raise AssertionError("the day after tomorrow at that time is always later")
