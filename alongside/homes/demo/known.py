"""How people in the demo are known: in their own words, found again, missed; and two records that
may be of one person."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from alongside.accounts import actors
from alongside.core import clock, ids
from alongside.participants import actions as participants
from alongside.participants.rules import Reach
from alongside.support import actions as support

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

NUMBER = "506 555 0177"


@dataclass
class Known:
    demo: "Demo"

    def live(self) -> None:
        with self.demo.ago(days=20):
            self._sam()
        with self.demo.ago(days=2):
            self._twice()

    def _sam(self) -> None:
        sam = self.demo.lives["Sam"]
        participants.write_portrait(
            by=sam.self,
            id=ids.new(),
            participant=sam.id,
            texts={
                "helps": "A walk along the river. Somebody who does not hurry me.",
                "not_to_do": "Do not stand behind me.",
            },
            languages=["en"],
            brings=["opioids", "grief"],
            version=0,
        )
        participants.say_who_i_am(
            by=sam.self,
            id=ids.new(),
            participant=sam.id,
            texts={"pronouns": "they, them", "culture": "My grandmother’s songs, and the sea"},
            shows={"pronouns": "all", "culture": "peer"},
            version=1,
        )
        participants.say_way(
            by=sam.self,
            id=ids.new(),
            participant=sam.id,
            what="person",
            words="Ruth at the bicycle kitchen",
            may="leave",
            hours="Saturday mornings",
            say="It is about the blue bicycle.",
        )
        participants.be_at(by=sam.self, participant=sam.id, where="with-us")
        since = clock.now().date() - timedelta(days=40)
        words = "Mornings I went for a walk"
        support.count_days(by=sam.self, id=ids.new(), words=words, since=since)

    def _twice(self) -> None:
        """Somebody was welcomed twice, under two names, with one telephone."""
        omar = self.demo.hats["omar"]
        for alias in ("Wren", "W."):
            participants.welcome(
                by=omar,
                id=ids.new(),
                alias=alias,
                language="en",
                reach=Reach(way="call", how=NUMBER),
                asks=alias == "Wren",
            )
        night = actors.system(
            "noticing who may be here twice", organisation_id=omar.organisation_id
        )
        participants.find_likenesses(by=night)
