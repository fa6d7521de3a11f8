"""What happened at the walls in the demo: somebody was looked for, a record was opened in an
emergency, a mother and a son made a link, a peer stepped back."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from alongside.accounts import actors
from alongside.core import ids
from alongside.participants import actions as participants
from alongside.peers import actions as peers

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

EVERY_DAY = list(range(7))
COMMUNITY = "River Nation"


@dataclass
class Walls:
    demo: "Demo"

    def live(self) -> None:
        self._answer_the_phone()
        with self.demo.ago(days=1, hours=3):
            self._break_the_glass()
        with self.demo.ago(hours=5):
            self._ask()
        with self.demo.ago(weeks=2):
            self._link()
        with self.demo.ago(days=6):
            self._step_back()
        self._be_decided_by_stewards()

    def _answer_the_phone(self) -> None:
        """Two who take turns, and Omar for all of the day."""
        kit = self.demo.hats["kit"]
        for called, phone, hours in (
            ("Dana, by day", "506 555 0110", (time(8), time(20))),
            ("Omar, by night", "506 555 0111", (time(20), time(8))),
        ):
            participants.put_on_call(
                by=kit,
                id=ids.new(),
                called=called,
                phone=phone,
                days=EVERY_DAY,
                from_time=hours[0],
                until_time=hours[1],
            )

    def _break_the_glass(self) -> None:
        """Dana could not wait: Kestrel called and fell silent."""
        participants.break_glass(
            by=self.demo.hats["dana"],
            id=ids.new(),
            words="Kestrel",
            why="They called the centre, said they had used alone, and the line went quiet.",
        )

    def _ask(self) -> None:
        participants.ask_blind(
            by=self.demo.hats["vera"],
            id=ids.new(),
            words="Gil, perhaps Gilles. Grey coat, comes on Thursdays.",
            why="He left his medicine on the bench and I have it here.",
        )

    def _link(self) -> None:
        """Sam and his mother, who each have support of their own, let each other know."""
        sam, rosa = (self.demo.lives[name].self for name in ("Sam", "Rosa"))
        gives = ["supported", "words"]
        words = participants.offer_link(
            by=sam, id=ids.new(), gives=gives, says="I am all right, Mum."
        )
        participants.agree_link(by=rosa, words=words, gives=gives, says="I am here.")

    def _step_back(self) -> None:
        """Jonah shows Dana two things of it, and keeps the rest."""
        peers.step_back(
            by=self.demo.hats["jonah"],
            id=ids.new(),
            version=0,
            words="Pete’s funeral took more than I thought.",
            helps="Nobody new for a while, and soup on Fridays.",
            until_on=(self.demo.now + timedelta(days=12)).date(),
            shows=["that", "helps"],
        )

    def _be_decided_by_stewards(self) -> None:
        by = actors.system("demo", organisation_id=self.demo.organisation.pk)
        steward = self.demo.hats["lucia"].person_id
        row = participants.name_stewards(by=by, name=COMMUNITY, people=[steward])
        with self.demo.ago(days=3):
            participants.ask_use(
                by=self.demo.hats["max"],
                id=ids.new(),
                community=row.pk,
                kind="figure",
                what_for="How many of the community we supported this year, for their own council.",
            )
