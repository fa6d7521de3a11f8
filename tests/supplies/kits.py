"""What naloxone needs before a test begins: an offer, a request, a story, an area."""

from typing import Any

from alongside.accounts import actors
from alongside.core import ids, scope
from alongside.supplies import actions, models
from tests.cast import Cast, Character

NASAL = "naloxone-nasal-4mg"


def place(cast: Cast, *, kits: int = 0) -> models.Place:
    """A van; with as many kits in it as are asked for."""
    row = models.Place.objects.create(organisation=cast.riverbend, name="Van", kind="van")
    if kits:
        line = actions.Received(NASAL, kits, number="A1")
        actions.take_in(by=cast.maya.by, id=ids.new(), place=row.pk, lines=[line])
    return row


def offer(cast: Cast, **more: Any) -> models.KitOffer:
    said: dict[str, Any] = {
        "posts": True,
        "hands_over": True,
        "hears_stories": True,
        "where": "Around here",
    }
    return actions.offer_kits(by=cast.dana.by, version=0, **said | more)


def request(cast: Cast, **more: Any) -> models.KitRequest:
    row, by = ids.new(), actors.system("test", organisation_id=cast.riverbend.pk)
    said: dict[str, Any] = {"way": "post", "to": "12 Elm Street", "called": "Blue", "kits": 2}
    actions.ask_for_kit(by=by, id=row, **said | more)
    return models.KitRequest.objects.get(pk=row)


def area(cast: Cast, name: str = "Mill county") -> models.Area:
    return actions.add_area(by=cast.dana.by, id=ids.new(), name=name)


def belongings(owner: Character) -> dict[str, Any]:
    """What has an address: in the organisation of whoever it belongs to."""
    mine: dict[str, Any] = {"organisation_id": owner.by.organisation_id}
    with scope.within(owner.by.organisation_id):
        asked = models.KitRequest.objects.create(**mine, way="post", address="12 Elm Street")
        area = models.Area.objects.create(**mine, name=f"County {ids.new()}")
    return {
        "supplies:send_kit.asked": asked.pk,
        "supplies:close_kit_request.asked": asked.pk,
        "supplies:end_area.area": area.pk,
    }
