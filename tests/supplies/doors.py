"""A place with something in it, and one of everything of the stock that has an address."""

import uuid
from datetime import date
from typing import Any

from alongside.core import ids, scope
from alongside.supplies import actions, models
from alongside.supplies.rules.stock import Received
from tests.cast import Cast, Character

NASAL, SYRINGE = "naloxone-nasal-4mg", "syringe"


def place(cast: Cast, name: str = "Van", **more: Any) -> models.Place:
    return models.Place.objects.create(organisation=cast.riverbend, name=name, kind="van", **more)


def came_in(
    cast: Cast,
    at: models.Place,
    count: int = 20,
    *,
    item: str = SYRINGE,
    number: str = "",
    expires_on: date | None = None,
    funder: str = "",
) -> models.Entry:
    line = Received(item, count, number, expires_on, funder)
    return actions.take_in(by=cast.maya.by, id=ids.new(), place=at.pk, lines=[line])


def lot(number: str) -> models.Lot:
    return models.Lot.objects.get(number=number)


def left(at: models.Place, item: str = SYRINGE) -> int:
    return sum(models.Level.objects.filter(place=at, item=item).values_list("count", flat=True))


def belongings(owner: Character, keeper: Character) -> dict[str, Any]:
    """In the organisation of whoever it belongs to."""
    mine: dict[str, Any] = {"organisation_id": owner.by.organisation_id}
    with scope.within(owner.by.organisation_id):
        at = models.Place.objects.create(**mine, name=f"Van {ids.new()}", kind="van")
        lot = models.Lot.objects.create(**mine, item=NASAL, number=uuid.uuid4().hex[:12])
        entry = models.Entry.objects.create(
            **mine,
            place=at,
            what="out",
            person_id=keeper.by.person_id,
            happened_at=lot.added_at,
        )
        refill = models.Refill.objects.create(**mine, place=at, item=SYRINGE, count=5)
    found = {
        f"supplies:{name}.place": at.pk
        for name in (
            "hand_out", "take_in", "take_back", "count", "transfer", "write_off", "ask_refill",
            "place", "set_enough",
        )
    }  # fmt: skip
    return found | {
        "supplies:put_right.entry": entry.pk,
        "supplies:answer_refill.refill": refill.pk,
        "supplies:take_recall_back.lot": lot.pk,
        "supplies:thing.item": SYRINGE,
    }
