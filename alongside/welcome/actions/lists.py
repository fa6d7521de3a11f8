"""Turns at the shower, the washing machine, the charger: in the order in which people came."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.welcome import models, policy, rules
from alongside.welcome.actions import rows


def add_queue(*, by: actors.Actor, id: uuid.UUID, site: uuid.UUID, name: str, minutes: int) -> None:
    """A list, switched on at once. Once per `id`, and of one name."""
    place = policy.require_desk(by, P.ORGANISATION_EDIT, site=site)
    if not name.strip() or not 1 <= minutes <= 480:
        raise errors.Problem(_("A list needs a name, and how long a turn takes."))
    these = models.Queue.objects.filter(organisation_id=by.tenant)
    if these.filter(pk=id).exists():
        return
    with sent.once(these, id, otherwise=rows.named_twice):
        models.Queue.objects.create(
            id=id,
            organisation_id=by.tenant,
            site=place,
            name=name.strip(),
            minutes=minutes,
            is_on=True,
        )
        audit.record(by=by, verb="add-list", about=("list", id), facts={"minutes": minutes})


def switch_queue(*, by: actors.Actor, queue: uuid.UUID, on: bool) -> None:
    row = policy.require_row(by, P.ORGANISATION_EDIT, models.Queue, queue)
    with transaction.atomic():
        if models.Queue.objects.filter(pk=row.pk).exclude(is_on=on).update(is_on=on):
            audit.record(by=by, verb="switch-list", about=("list", row.pk), facts={"on": on})


def stand_in_line(
    *, by: actors.Actor, id: uuid.UUID, presence: uuid.UUID, queue: uuid.UUID, called: str = ""
) -> None:
    """They want a turn. `called` is how they are called when it comes, where they use no word
    yet. Once at a time on a list."""
    here = policy.require_row(by, P.DESK_KEEP, models.Presence, presence)
    row = policy.require_row(by, P.DESK_KEEP, models.Queue, queue)
    if here.left_at is not None:
        raise rows.gone_home()
    if not row.is_on or row.site_id != here.site_id:
        raise rows.not_on_the_page()
    said = rules.plain_called(called)
    waits = models.Turn.objects.filter(queue=row, presence=here, ended_at=None)
    try:
        with transaction.atomic():
            if waits.exists() or models.Turn.objects.filter(pk=id).exists():
                return
            if said and not here.called:
                here.called = said
                here.save(update_fields=["called"])
            models.Turn.objects.create(
                id=id,
                organisation_id=by.tenant,
                site_id=row.site_id,
                queue=row,
                presence=here,
                asked_at=clock.now(),
            )
            audit.record(by=by, verb="stand-in-line", about=("list", row.pk))
    except IntegrityError:  # two at the desk, at one moment
        if not waits.exists():
            raise


def call_turn(*, by: actors.Actor, turn: uuid.UUID) -> None:
    """It is their turn now; whoever had it before has had it. Called twice is once."""
    row = policy.require_row(by, P.DESK_KEEP, models.Turn, turn)
    with transaction.atomic():
        models.Queue.objects.select_for_update().get(pk=row.queue_id)
        now = clock.now()
        if models.Turn.objects.filter(pk=row.pk, called_at=None, ended_at=None).update(
            called_at=now
        ):
            before = models.Turn.objects.filter(queue_id=row.queue_id, ended_at=None)
            before.filter(called_at__isnull=False).exclude(pk=row.pk).update(ended_at=now)
            audit.record(by=by, verb="call-turn", about=("list", row.queue_id))


def end_turn(*, by: actors.Actor, turn: uuid.UUID) -> None:
    """They have had it, or want it no more. Twice is once."""
    row = policy.require_row(by, P.DESK_KEEP, models.Turn, turn)
    with transaction.atomic():
        if models.Turn.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now()):
            audit.record(by=by, verb="end-turn", about=("list", row.queue_id))
