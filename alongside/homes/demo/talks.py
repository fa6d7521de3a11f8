"""What Sam and Maya write to each other in the demo, and a time that Maya offers."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alongside.core import ids
from alongside.rights import actions as rights
from alongside.support import actions as support
from alongside.threads import actions as threads
from alongside.threads import policy

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

SAID = (  # by whom, how many hours ago
    ("sam", 52, "I got the letter from the housing office. I don’t understand page two."),
    ("maya", 50, "Bring it along. We read it together, with coffee."),
    ("sam", 27, "Okay. Can we go there together, too? I’d rather not go alone."),
    ("maya", 20, "Of course. I offer you two times, take the one that suits you."),
    ("sam", 2, "Thank you. I’ll look."),
)


@dataclass
class Talks:
    demo: "Demo"

    def live(self) -> None:
        self._open_the_way()
        sam, maya = self.demo.lives["Sam"], self.demo.hats["maya"]
        with self.demo.ago(days=30):
            choice = threads.Choice(
                way="text", address="506 555 0142", says="reminder", reminds=("evening", "hours")
            )
            threads.choose(by=sam.self, choice=choice, version=0)
        for who, hours, words in SAID:
            by = sam.self if who == "sam" else maya
            with self.demo.ago(hours=hours):
                threads.have_read(by=by, participant=sam.id)
                threads.write(by=by, id=ids.new(), participant=sam.id, words=words)
                self._deliver()
        with self.demo.ago(hours=20):
            wanted = support.Wanted(
                what="meeting",
                times=[self._at(3, 10), self._at(4, 15)],
                zone=self.demo.organisation.time_zone,
                place="In front of the housing office",
                words="It takes an hour, and I have the whole morning.",
            )
            support.offer_time(by=maya, id=ids.new(), participant=sam.id, wanted=wanted)

    def _deliver(self) -> None:
        """As the worker does, that same minute."""
        for row in policy.notices_of(self.demo.lives["Sam"].id).filter(state="queued"):
            threads.deliver(by=self.demo.system, notice=row.pk)

    def _open_the_way(self) -> None:
        """What the law asks for is signed, and everybody reads when somebody is there."""
        today = self.demo.now.date()
        with self.demo.ago(days=39):
            rights.record_agreement(
                by=self.demo.hats["piet"],
                id=ids.new(),
                service="sms",
                with_whom="Fundy Text Gateway",
                signed_on=today - timedelta(days=50),
            )
            threads.say_hours(
                by=self.demo.system,
                id=ids.new(),
                days=range(5),
                from_time=time(9),
                until_time=time(19),
            )

    def _at(self, days: int, hour: int) -> datetime:
        there = self.demo.now.astimezone(ZoneInfo(self.demo.organisation.time_zone))
        day = there + timedelta(days=days)
        return day.replace(hour=hour, minute=0, second=0, microsecond=0)
