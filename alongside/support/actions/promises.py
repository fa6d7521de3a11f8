"""What was promised: to meet or to call, at a time."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import policy
from alongside.participants.rules import RECORDED
from alongside.support import models, rules


def promise(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    what: str,
    at: datetime,
    place: str = "",
    times: int = 1,
) -> models.Appointment:
    """Promise to meet or call, once or week by week. It is written down only with consent; a
    resend is once."""
    found = policy.require(by, P.APPOINTMENT_MAKE, participant=participant)
    now = clock.now()
    if what not in models.Appointment.What.values or times not in rules.TIMES:
        raise errors.not_an_answer()
    if at < now - rules.CLOCKS_DIFFER:
        raise errors.Problem(_("That time is over. Choose one that is still to come."))
    with transaction.atomic():
        participants.hold(found)
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())
        row, is_new = models.Appointment.objects.get_or_create(
            pk=id,
            defaults={
                "organisation_id": found.organisation_id,
                "participant": found,
                "peer_id": by.person_id,
                "what": what,
                "at": at,
                "place": place.strip(),
                "recorded_at": now,
            },
        )
        if row.participant_id != found.pk:
            raise errors.Missing(access.NOTHING)
        if is_new:
            _again(row, times, zone=found.organisation.time_zone)
            _write(by, "promise", row, **({"times": times} if times > 1 else {}))
    return row


def _again(first: models.Appointment, times: int, *, zone: str) -> None:
    """The weeks after it; a phone that sends it anew makes the same ones."""
    shared = ("organisation_id", "participant_id", "peer_id", "what", "zone", "place")
    said = {name: getattr(first, name) for name in (*shared, "recorded_at")}
    models.Appointment.objects.bulk_create(
        models.Appointment(pk=uuid.uuid5(first.pk, str(number)), at=at, **said)
        for number, at in enumerate(rules.weekly(first.at, times, zone))
        if number
    )


def keep_promise(*, by: actors.Actor, appointment: uuid.UUID) -> None:
    """It happened. Saying it twice is once."""
    access.require(by, P.APPOINTMENT_MAKE)
    row = _own(by, appointment)
    now = clock.now()
    if row.at > now + rules.EARLY:
        raise errors.Problem(_("That time has not come yet."))
    if row.called_off_at:
        raise errors.Gone(_("This was called off."), todo=_("Make a new promise instead."))
    with transaction.atomic():
        still = models.Appointment.objects.filter(pk=row.pk, kept_at=None, called_off_at=None)
        if still.update(kept_at=now, version=F("version") + 1):
            _write(by, "keep-promise", row)


def call_off(*, by: actors.Actor, appointment: uuid.UUID, all_left: bool = False) -> None:
    """It will not happen, or nothing of what is promised from then on. Saying it twice is once."""
    access.require(by, P.APPOINTMENT_MAKE)
    row = _own(by, appointment)
    if row.kept_at:
        raise errors.Gone(_("This was kept already, so there is nothing to call off."))
    with transaction.atomic():
        rows = models.Appointment.objects.filter(kept_at=None, called_off_at=None)
        left = rows.filter(participant=row.participant_id, peer=row.peer_id, at__gte=row.at)
        still = left if all_left else rows.filter(pk=row.pk)
        off = still.update(called_off_at=clock.now(), version=F("version") + 1)
        if off:
            _write(by, "call-off", row, **({"times": off} if off > 1 else {}))


def _own(by: actors.Actor, appointment: uuid.UUID) -> models.Appointment:
    """The actor's own promise, once the record has opened."""
    rows = models.Appointment.objects.filter(pk=appointment)
    row: models.Appointment = policy.require_row(by, P.APPOINTMENT_MAKE, rows)[1]
    if row.peer_id != by.person_id:
        raise access.Refused(
            P.APPOINTMENT_MAKE,
            participant_id=row.participant_id,
            sentence=_("Only the peer who promised it can change it."),
        )
    return row


def _write(by: actors.Actor, verb: str, row: models.Appointment, **facts: int) -> None:
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("appointment", row.pk),
        facts={"what": row.what, **facts},
    )
