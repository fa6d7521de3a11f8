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
) -> models.Appointment:
    """Promise to meet or call. It is written down only with consent; a resend is once."""
    found = policy.require(by, P.APPOINTMENT_MAKE, participant=participant)
    now = clock.now()
    if what not in models.Appointment.What.values:
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
            _write(by, "promise", row)
    return row


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


def call_off(*, by: actors.Actor, appointment: uuid.UUID) -> None:
    """It will not happen. Saying it twice is once."""
    access.require(by, P.APPOINTMENT_MAKE)
    row = _own(by, appointment)
    if row.kept_at:
        raise errors.Gone(_("This was kept already, so there is nothing to call off."))
    with transaction.atomic():
        still = models.Appointment.objects.filter(pk=row.pk, kept_at=None, called_off_at=None)
        if still.update(called_off_at=clock.now(), version=F("version") + 1):
            _write(by, "call-off", row)


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


def _write(by: actors.Actor, verb: str, row: models.Appointment) -> None:
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("appointment", row.pk),
        facts={"what": row.what},
    )
