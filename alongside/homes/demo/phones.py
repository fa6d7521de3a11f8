"""Phones of the demo that go into the field: what one of them brought and could not be written
down, and one that was left on a bus."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec

from alongside.capture import actions, queries
from alongside.capture.queries import things
from alongside.core import clock, ids, outbox

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo


@dataclass
class Phones:
    demo: "Demo"

    def live(self) -> None:
        with self.demo.ago(days=20):
            maya = self._made_ready("maya", "Maya’s work phone")
            jonah = self._made_ready("jonah", "The van’s phone")
            self._made_ready("lucia", "Blue phone")
        with self.demo.ago(hours=6):
            self._brings("maya", maya, self._with_lee(), self._more_than_there_was())
        with self.demo.ago(hours=2):
            self._brings("jonah", jonah, self._not_yet())
        self._is_passed_on()
        self._is_lost()

    def _made_ready(self, who: str, name: str) -> str:
        key = ec.generate_private_key(outbox.CURVE).public_key()
        return actions.register(
            by=self.demo.hats[who], id=ids.new(), name=name, public_key=outbox.jwk(key)
        )

    def _brings(self, who: str, secret: str, *captures: dict[str, Any]) -> None:
        numbered = [one | {"seq": seq} for seq, one in enumerate(captures, start=1)]
        now = clock.now()
        actions.replay(by=self.demo.hats[who], secret=secret, captures=numbered, phone_now=now)

    def _with_lee(self) -> dict[str, Any]:
        """Lee wants nothing written down, so this waits until Maya decides."""
        body = {"kinds": ["emotional"], "minutes": 25, "setting": "street"}
        lee = self.demo.lives["Lee"].id
        return self._said("contact", body, self.demo.now - timedelta(hours=20), person=str(lee))

    def _more_than_there_was(self) -> dict[str, Any]:
        kept = things.stocks(self.demo.hats["maya"])
        bag = next(place["id"] for place in kept if place["kind"] == "bag")
        body = {"lines": [{"item": "syringe", "count": 130}], "people": 6}
        return self._said("hand-out", body, self.demo.now - timedelta(hours=9), place=bag)

    def _not_yet(self) -> dict[str, Any]:
        """The clock of the van's phone was moved."""
        body = {"kinds": ["instrumental"], "minutes": 15}
        return self._said("contact", body, self.demo.now + timedelta(days=2))

    def _said(self, kind: str, body: dict[str, Any], at: datetime, **around: str) -> dict[str, Any]:
        made = {"id": str(ids.new()), "kind": kind, "happened_at": at.isoformat(), "body": body}
        return made | around

    def _is_passed_on(self) -> None:
        """Jonah asks Dana what becomes of his."""
        jonah, dana = self.demo.hats["jonah"], self.demo.hats["dana"]
        (row,) = queries.waiting(jonah)
        with self.demo.ago(hours=1):
            actions.send_on(by=jonah, hold=row.pk, version=row.version, person=dana.person_id)

    def _is_lost(self) -> None:
        (lost,) = queries.phones(self.demo.hats["lucia"]).mine
        with self.demo.ago(hours=26):
            actions.cut_off(by=self.demo.hats["dana"], device=lost.pk)
