"""What happened at the walls in the demo: somebody was looked for, a record was opened in an
emergency, a mother and a son made a link, a peer stepped back and showed how the work is."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from alongside.accounts import actors
from alongside.core import ids
from alongside.measures import actions as measures
from alongside.measures import rules
from alongside.participants import actions as participants
from alongside.peers import actions as peers

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

EVERY_DAY = list(range(7))
COMMUNITY = "River Nation"
# How the work was for them, so many days ago: an answer each to `rules.WORK_ITEMS`.
WORK = {
    "maya": (
        (30, (1, 2, 2, 2, 2, 4, 3), ""),
        (16, (2, 2, 1, 3, 2, 4, 3), "Two in one week. I keep hearing the sirens."),
        (2, (3, 3, 2, 3, 2, 4, 3), "Slept. Walking home by the river helps."),
    ),
    "jonah": (
        (36, (3, 3, 3, 2, 3, 4, 3), ""),
        (20, (2, 1, 1, 2, 3, 3, 2), ""),
        (8, (1, 0, 1, 2, 3, 3, 1), "I said yes to too much, and then the funeral."),
    ),
}


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
        self._say_how_the_work_is()
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

    def _say_how_the_work_is(self) -> None:
        """Maya keeps it to herself; Jonah shows Dana the last time, and asks for a talk."""
        for name, times in WORK.items():
            by = self.demo.hats[name]
            for days, said, words in times:
                with self.demo.ago(days=days):
                    answers = dict(zip(rules.WORK_ITEMS, said, strict=True))
                    last = measures.answer_work(by=by, id=ids.new(), answers=answers, words=words)
        with self.demo.ago(days=6):
            measures.show_work(
                by=self.demo.hats["jonah"],
                id=ids.new(),
                to=self.demo.hats["dana"].person_id or actors.NOWHERE,
                what="moment",
                moment=last.pk,
                asks=["talk", "lighter"],
                words="Friday, after the soup?",
                days=28,
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
