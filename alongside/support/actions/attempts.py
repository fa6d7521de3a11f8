"""Trying to reach somebody, when it came to nothing: so that nobody tries the same in vain."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import policy
from alongside.support import models
from alongside.support.actions import walks


def try_reach(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    came_of: str,
    way: str = models.Attempt.Way.CALL,
    happened_at: datetime | None = None,
) -> models.Attempt:
    """Nobody was reached. The same locks as for a time together; it counts as none. A resend
    changes nothing."""
    found = policy.require(by, P.CONTACT_LOG, participant=participant, at=happened_at)
    now = clock.now()
    at = happened_at or now
    if came_of not in models.Attempt.CameOf.values or way not in models.Attempt.Way.values:
        raise errors.not_an_answer()
    walks.require_past(at, now=now)
    row = models.Attempt(
        pk=id,
        organisation_id=found.organisation_id,
        participant=found,
        peer_id=by.person_id,
        way=way,
        came_of=came_of,
        happened_at=at,
        recorded_at=now,
    )
    try:
        with transaction.atomic():
            walk = walks.walk(by, found, at=at, chosen=walks.Choices(), now=now)
            walks.require_agreed(walk, found, at=at)
            row.save(force_insert=True)
            _write(by, "try-reach", row)
    except IntegrityError as error:
        mine = models.Attempt.objects.filter(pk=id, participant=found, peer_id=by.person_id)
        if (before := mine.first()) is None:
            raise errors.Missing(_("This form can’t be used here.")) from error
        return before
    return row


def take_back_attempt(*, by: actors.Actor, attempt: uuid.UUID) -> models.Attempt:
    """A slip, within a day, by whoever wrote it down."""
    access.require(by, P.CONTACT_CORRECT)
    found, row = policy.require_row(
        by, P.CONTACT_CORRECT, models.Attempt.objects.filter(pk=attempt)
    )
    if row.peer_id != by.person_id:
        raise access.Refused(
            P.CONTACT_CORRECT,
            participant_id=found.pk,
            sentence=_("Only the peer who logged it can change it."),
        )
    walks.require_undo(row.recorded_at)
    made: models.Attempt = row
    with transaction.atomic():
        models.Attempt.objects.filter(pk=made.pk).delete()
        _write(by, "take-back-attempt", made)
    return made


def _write(by: actors.Actor, verb: str, row: models.Attempt) -> None:
    audit.record(
        by=by,
        verb=verb,
        participant_id=row.participant_id,
        about=("attempt", row.pk),
        facts={"way": row.way, "came_of": row.came_of},
        happened_at=row.happened_at,
    )
