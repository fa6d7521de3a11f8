"""What was owed to people in the demo: a note answered, a letter from a court, a lost phone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from alongside.core import clock, ids
from alongside.rights import actions as rights
from alongside.support import actions as support
from alongside.support import queries

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo


@dataclass
class Owed:
    demo: "Demo"

    def settle(self) -> None:
        """Where it runs is agreed before anybody is written down."""
        rights.record_agreement(
            by=self.demo.hats["piet"],
            id=ids.new(),
            service="hosting",
            with_whom="Fundy Hosting Cooperative",
            signed_on=(clock.now() - timedelta(days=2)).date(),
        )

    def live(self) -> None:
        self._answer_a_note()
        piet = self.demo.hats["piet"]
        today = self.demo.now.date()
        with self.demo.ago(days=4):
            rights.register_incident(
                by=piet,
                id=ids.new(),
                what="A work phone was left on the bus. It was locked, and signed out soon.",
                found_at=self.demo.now - timedelta(days=4, hours=1),
                people=5,
                is_risky=True,
                contact="Piet, 506 555 0120",
            )
        with self.demo.ago(days=1):
            rights.register_demand(
                by=piet,
                id=ids.new(),
                kind="subpoena",
                from_whom="A lawyer’s office in Moncton",
                asks_for="Everything about a person who, they say, has support here.",
                came_on=today - timedelta(days=1),
                answer_by=today + timedelta(days=9),
            )

    def _answer_a_note(self) -> None:
        """Sam remembers one time otherwise."""
        sam = self.demo.lives["Sam"].self
        row = next((r for r in queries.own_contacts(sam) if r.note), None)
        if row is not None:
            with self.demo.ago(hours=30):
                support.answer_note(
                    by=sam,
                    id=ids.new(),
                    contact=row.pk,
                    words="It was the other clinic, and I did want to go in.",
                    wants_correction=True,
                )
