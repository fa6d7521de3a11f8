"""One of everything that stands in a room where nobody uses alone."""

from datetime import timedelta
from typing import Any

from alongside.accounts.models import Site
from alongside.core import clock, ids, scope
from alongside.sites import actions, models
from tests.cast import Cast, Character

ADDRESSES = {
    "room": ("change_room",),
    "overdose": (
        "overdose",
        "tap",
        "finish",
        "was_there",
        "offer_debrief",
        "join",
        "part",
    ),
    "other": ("join",),
    "tap": ("strike",),
    "witness": ("answer_debrief",),
    "day": ("close_day",),
    "visit": ("visit", "look_in", "use", "go_out", "stay", "take_back"),
}


def belongings(owner: Character, keeper: Character) -> dict[str, Any]:
    """What has an address in a room of their organisation, and who works there."""
    organisation, person = owner.by.organisation_id, keeper.by.person_id
    assert organisation is not None
    with scope.within(organisation):
        site = Site.objects.filter(organisation_id=organisation).first() or Site.objects.create(
            organisation_id=organisation, name="Quay"
        )
        now = clock.now()
        whose: dict[str, Any] = {"organisation_id": organisation}
        here = whose | {"site": site}
        found = whose | {"found_at": now, "found_by_id": person, "where": "street"}
        overdose = models.Overdose.objects.create(**found)
        of_it = whose | {"overdose": overdose}
        made = {
            "room": models.Room.objects.create(**here, name=f"Room {ids.new()}", seats=4),
            "overdose": overdose,
            "other": models.Overdose.objects.create(**found),
            "tap": models.Tap.objects.create(
                **of_it, what="found", tapped_by_id=person, happened_at=now
            ),
            "witness": models.Witness.objects.create(**of_it, person_id=person, was_at=now),
            "day": models.Day.objects.filter(site=site, closed_at=None).first()
            or models.Day.objects.create(
                **here, booths=4, opened_at=now, closes_at=now + timedelta(hours=8)
            ),
            "visit": models.Visit.objects.create(**here, called="Blue cap", came_at=now),
        }
    return {
        f"sites:{name}.{parameter}": made[parameter].pk
        for parameter, names in ADDRESSES.items()
        for name in names
    }


def room(cast: Cast, *, name: str = "Quiet room", seats: int = 4) -> models.Room:
    by = cast.omar.by
    return actions.add_room(by=by, id=ids.new(), site=cast.site.pk, name=name, seats=seats)


def somebody(cast: Cast, **more: Any) -> models.Visit:
    return actions.come_in(by=cast.vera.by, id=ids.new(), site=cast.site.pk, **more)


def overdose(cast: Cast, **more: Any) -> models.Overdose:
    said: dict[str, Any] = {"by": cast.vera.by, "id": ids.new(), "site": cast.site.pk} | more
    return actions.find_overdose(**said)


def day(cast: Cast) -> models.Day:
    return actions.open_day(
        by=cast.vera.by,
        id=ids.new(),
        site=cast.site.pk,
        kind="prevention",
        booths=6,
        closes_at=clock.now() + timedelta(hours=8),
    )
