"""One of everything that stands on a desk, and a tablet by its door."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from alongside.accounts import actors, sessions
from alongside.accounts.models import Site
from alongside.core import clock, ids, scope
from alongside.welcome import actions, models
from tests.cast import Cast, Character


@dataclass
class Tablet:
    kiosk: models.Kiosk
    by: actors.Actor

    def client(self) -> Client:
        client = Client()
        session = client.session
        session[sessions.KIOSK] = {
            "kiosk": str(self.kiosk.pk),
            "org": str(self.kiosk.organisation_id),
        }
        session[sessions.LOCK] = sessions.fresh()
        session.save()
        client.cookies["alongside"] = session.session_key or ""
        return client


def tablet(cast: Cast, *, ended: bool = False) -> Tablet:
    now = clock.now()
    row = models.Kiosk.objects.create(
        organisation=cast.riverbend,
        site=cast.site,
        code_digest=ids.new().hex,
        made_by_id=cast.vera.by.person_id,
        opens_until=now,
        opened_at=now,
        ended_at=now if ended else None,
    )
    return Tablet(row, actors.kiosk(row.pk, organisation_id=row.organisation_id))


def somebody(cast: Cast, called: str = "Blue cap") -> models.Presence:
    return actions.arrive(by=cast.vera.by, id=ids.new(), site=cast.site.pk, called=called)


def belongings(owner: Character, keeper: Character) -> dict[str, Any]:
    """What has an address at a desk of their organisation, and who keeps it."""
    organisation = owner.by.organisation_id
    assert organisation is not None
    with scope.within(organisation):
        site = Site.objects.filter(organisation_id=organisation).first() or Site.objects.create(
            organisation_id=organisation, name="Quay"
        )
        here: dict[str, Any] = {"organisation_id": organisation, "site": site}
        now = clock.now()
        later = now + timedelta(hours=1)
        presence = models.Presence.objects.create(**here, day=now.date(), called="Blue cap")
        room = models.Room.objects.create(**here, name=f"Quiet room {ids.new()}", capacity=4)
        queue = models.Queue.objects.create(**here, name=f"Shower {ids.new()}", is_on=True)
        use = models.RoomUse.objects.create(**here, room=room, until_at=later)
        turn = models.Turn.objects.create(**here, queue=queue, presence=presence)
        talk = models.Talk.objects.create(**here, presence=presence, wish="now")
        shift = models.Shift.objects.create(
            **here, person_id=keeper.by.person_id, role="peer", from_at=now, until_at=later
        )
        kiosk = models.Kiosk.objects.create(
            **here,
            code_digest=ids.new().hex,
            made_by_id=keeper.by.person_id,
            opens_until=later,
        )
    return {
        "site": site.pk,
        "presence": presence.pk,
        "room": room.pk,
        "queue": queue.pk,
        "use": use.pk,
        "turn": turn.pk,
        "talk": talk.pk,
        "shift": shift.pk,
        "kiosk": kiosk.pk,
    }
