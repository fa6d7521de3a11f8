"""What people told about listings, and what editors made of it."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from alongside.accounts import actors
from alongside.core import clock, ids
from alongside.directory import policy as listings
from alongside.directory.actions import areas, deciding, editing, telling
from alongside.referrals import actions as referrals

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

SOMEBODY = actors.system("demo")


@dataclass
class Truths:
    demo: "Demo"

    def live(self) -> None:
        with self.demo.ago(days=20):
            areas.give_area(
                by=self.demo.hats["omar"],
                id=ids.new(),
                person=self.demo.hats["maya"].person_id,
                area=areas.Area("town", place="Moncton"),
            )
        self._soup()
        self._closed()
        with self.demo.ago(days=2):
            self._tell(
                telling.Told(
                    "new",
                    "services",
                    changes={
                        "name": "Tuesday porridge",
                        "town": "Moncton",
                        "address": "Mill Street",
                    },
                    words="Every Tuesday from seven until it is gone.",
                )
            )

    def _soup(self) -> None:
        """A service of which people, editors and the place itself say something."""
        soup = self._service("Soup at the Kettle")
        if soup is None:
            return
        for days, said in (
            (12, {"kind/": True, "knows/": True, "culturally-safe/women": True}),
            (6, {"kind/": True, "no-papers/": False}),
        ):
            with self.demo.ago(days=days):
                told = self._tell(telling.Told("facts", "services", soup, changes=said))
            with self.demo.ago(days=days - 1):
                deciding.accept(by=self.demo.hats["omar"], suggestion=told, version=1)
        with self.demo.ago(days=4):
            editing.say_facts(
                by=self.demo.hats["maya"],
                kind="services",
                listing=soup,
                said={("support", "material"): True, ("setting", "community"): True},
            )
        with self.demo.ago(days=1):
            self._tell(
                telling.Told(
                    "change",
                    "services",
                    soup,
                    changes={"opening_words": "Every day from 6 p.m. to midnight."},
                    words="Since November they open an hour later.",
                )
            )
        for username in ("maya", "ines", "lucia", "vera"):
            self._rate(self.demo.hats[username], soup)

    def _closed(self) -> None:
        """A door found closed five days ago: hidden, and nobody has answered yet."""
        row = listings.meetings().filter(name__startswith="Toda la Noche").order_by("pk").first()
        if row is not None:
            with self.demo.ago(days=5):
                told = telling.Told(
                    "closed",
                    "meetings",
                    row.pk,
                    happened_on=clock.now().date(),
                    words="The light was off, and nobody came by half past two.",
                )
                self._tell(told)

    def _rate(self, by: actors.Actor, service: uuid.UUID) -> None:
        with self.demo.ago(days=3):
            referrals.rate(by=by, id=ids.new(), service=service, useful=3, kind=3)

    def _service(self, name: str) -> uuid.UUID | None:
        rows = listings.services().filter(name=name)
        return rows.values_list("pk", flat=True).first()

    def _tell(self, told: telling.Told) -> uuid.UUID:
        """As if somebody had taken a minute to fill in the form."""
        shown = int((clock.now() - timedelta(minutes=1)).timestamp() * 1000)
        made = uuid.UUID(int=shown << 80 | ids.new().int & ((1 << 80) - 1))
        telling.tell(by=SOMEBODY, id=made, told=told, address="")
        return made
