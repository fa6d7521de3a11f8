"""Rooms: so many people until then, and never more than fit."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.welcome import models, policy, rules
from alongside.welcome.actions import rows


def add_room(*, by: actors.Actor, id: uuid.UUID, site: uuid.UUID, name: str, capacity: int) -> None:
    """Once per `id`, and of one name."""
    place = policy.require_desk(by, P.ORGANISATION_EDIT, site=site)
    if not name.strip() or not 1 <= capacity <= 999:
        raise errors.Problem(_("A room needs a name, and for how many it is."))
    these = models.Room.objects.filter(organisation_id=by.tenant)
    if these.filter(pk=id).exists():
        return
    with sent.once(these, id, otherwise=rows.named_twice):
        models.Room.objects.create(
            id=id,
            organisation_id=by.tenant,
            site=place,
            name=name.strip(),
            capacity=capacity,
        )
        audit.record(by=by, verb="add-room", about=("room", id), facts={"capacity": capacity})


def change_room(*, by: actors.Actor, room: uuid.UUID, closed: bool) -> None:
    """A closed room stands on no desk; it can be opened again."""
    row = policy.require_row(by, P.ORGANISATION_EDIT, models.Room, room)
    if closed == (row.closed_at is not None):
        return
    with transaction.atomic():
        closed_at = clock.now() if closed else None
        models.Room.objects.filter(pk=row.pk).update(closed_at=closed_at)
        verb = "close-room" if closed else "open-room"
        audit.record(by=by, verb=verb, about=("room", row.pk))


def take_room(
    *, by: actors.Actor, id: uuid.UUID, room: uuid.UUID, people: int, minutes: int
) -> None:
    """So many people are in it for so long. Problem where they do not fit. Once per `id`."""
    row = policy.require_row(by, P.DESK_KEEP, models.Room, room)
    now = clock.now()
    until_at = rules.ends_after(minutes, now=now)
    if until_at is None or row.closed_at is not None:
        raise errors.Problem(_("This room can’t be taken for that long, or not at all."))
    these = models.RoomUse.objects.filter(organisation_id=by.tenant)
    with sent.once(these, id):
        models.Room.objects.select_for_update().get(pk=row.pk)
        if these.filter(pk=id).exists():
            return
        taken = these.filter(room=row, ended_at=None, until_at__gt=now)
        inside = list(taken.values_list("people", flat=True))
        if not rules.fits_in(row.capacity, taken=inside, people=people):
            raise errors.Problem(
                _("That many people do not fit in this room now."),
                kept=_("Nothing was changed."),
                todo=_("Take another room, or wait until this one is free."),
            )
        models.RoomUse.objects.create(
            id=id,
            organisation_id=by.tenant,
            site_id=row.site_id,
            room=row,
            people=people,
            from_at=now,
            until_at=until_at,
        )
        facts = {"people": people, "minutes": minutes}
        audit.record(by=by, verb="take-room", about=("room", row.pk), facts=facts)


def free_room(*, by: actors.Actor, use: uuid.UUID) -> None:
    """It is free again. Twice is once."""
    row = policy.require_row(by, P.DESK_KEEP, models.RoomUse, use)
    with transaction.atomic():
        if models.RoomUse.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now()):
            audit.record(by=by, verb="free-room", about=("room", row.room_id))
