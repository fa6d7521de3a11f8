"""Supplies of the demo: a cupboard, a van and a bag, four weeks of hand-outs, and a true book."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from alongside.accounts.actors import Actor
from alongside.core import ids
from alongside.supplies import actions
from alongside.supplies.rules.stock import Received

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

NASAL, INJECTABLE, SYRINGE = "naloxone-nasal-4mg", "naloxone-injectable-04mg", "syringe"
PLACES = (("Mill Street cupboard", "site"), ("The van", "van"), ("Maya’s bag", "bag"))
# What came in first: thing, how many, the number on the box, good for so many days from today.
BOXES = (
    (NASAL, 90, "NX4402", 30, "Province"),
    (NASAL, 60, "NX5120", 430, "Province"),
    (INJECTABLE, 40, "IJ0071", -20, "Province"),
    (INJECTABLE, 30, "IJ0093", 300, "Province"),
    ("fentanyl-strip", 200, "FS19", 200, "City"),
)
LOOSE = (
    (SYRINGE, 2400), ("cooker", 900), ("filter", 900), ("sterile-water", 900), ("stem", 160),
    ("bowl-pipe", 90), ("condom", 600), ("wound-kit", 40), ("socks", 120), ("water", 260),
    ("snack", 200), ("hygiene-kit", 35), ("blanket", 18),
)  # fmt: skip
TO_THE_VAN = {SYRINGE: 900, "cooker": 300, NASAL: 40, "stem": 70, "water": 140, "socks": 60}
TO_THE_BAG = {SYRINGE: 100, NASAL: 8, "wound-kit": 6, "condom": 60}
TAKEN = (
    {SYRINGE: 10, "cooker": 10}, {SYRINGE: 20}, {"stem": 1, "water": 1}, {"water": 2},
    {NASAL: 1}, {"socks": 1, "snack": 1}, {SYRINGE: 30, NASAL: 1},
)  # fmt: skip
DAYS = 28


@dataclass
class Shelves:
    demo: "Demo"
    at: dict[str, uuid.UUID] = field(default_factory=dict)

    @property
    def maya(self) -> Actor:
        return self.demo.hats["maya"]

    def live(self) -> None:
        with self.demo.ago(days=DAYS + 3):
            self._furnish()
        for back in range(DAYS, 0, -1):
            if (self.demo.now - timedelta(days=back)).weekday() < 5:
                self._shift(back)
        with self.demo.ago(days=1):
            self._count()
        with self.demo.ago(hours=5):
            self._today()

    def _furnish(self) -> None:
        dana, today = self.demo.hats["dana"], self.demo.now.date()
        for name, kind in PLACES:
            self.at[kind] = actions.add_place(
                by=dana, id=ids.new(), name=name, kind=kind,
                site=self.demo.site.pk if kind == "site" else None,
            ).pk  # fmt: skip
        boxes = [
            Received(item, count, number, today + timedelta(days=days), funder)
            for item, count, number, days, funder in BOXES
        ]
        loose = [Received(item, count) for item, count in LOOSE]
        self._do(actions.take_in, "site", lines=boxes)
        self._do(actions.take_in, "site", lines=loose)
        self._do(actions.transfer, "site", to=self.at["van"], lines=TO_THE_VAN)
        self._do(actions.transfer, "site", to=self.at["bag"], lines=TO_THE_BAG)
        for kind, item, count in (
            ("site", NASAL, 40), ("van", SYRINGE, 300), ("van", "water", 40), ("bag", NASAL, 6),
        ):  # fmt: skip
            actions.set_enough(by=dana, place=self.at[kind], item=item, count=count)

    def _shift(self, back: int) -> None:
        chance = self.demo.chance
        for _ in range(chance.randint(2, 5)):
            with self.demo.ago(days=back, hours=-chance.random() * 6):
                others = chance.choice((0, 0, 0, 1, 3))
                place = chance.choice(("van", "van", "site"))
                try:
                    self._do(actions.hand_out, place, lines=chance.choice(TAKEN), for_others=others)
                except actions.Short:  # it had run out that day
                    continue
        if back % 3 == 0:
            with self.demo.ago(days=back, hours=-7):
                self._do(actions.take_back, "van", item=SYRINGE, count=10 * chance.randint(2, 9))
        if back % 9 == 0:
            with self.demo.ago(days=back, hours=-8):
                self._do(actions.take_back, "van", count=chance.randint(3, 25), outside=True)

    def _count(self) -> None:
        """Somebody looks, and the book is put right."""
        self._do(actions.count, "van", lines={"water": 22, "socks": 31})
        self._do(actions.write_off, "site", lines={"wound-kit": 2}, why="lost")

    def _today(self) -> None:
        sam = self.demo.lives["Sam"].id
        self._do(actions.hand_out, "bag", lines={NASAL: 1, "wound-kit": 1}, participant=sam)
        self._do(actions.hand_out, "site", lines={NASAL: 6}, people=0, bulk_to="housing")
        actions.ask_refill(
            by=self.maya, id=ids.new(), place=self.at["van"], item="water", count=96, why="low"
        )

    def _do(self, act: object, kind: str, **said: object) -> None:
        act(by=self.maya, id=ids.new(), place=self.at[kind], **said)  # type: ignore[operator]
