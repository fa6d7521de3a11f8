"""Times together: logged in three taps, taken back within a day; and attempts to reach."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, kept
from alongside.participants import models as records
from alongside.participants import policy
from alongside.support import models
from alongside.support.actions import walks


def log_contact(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    kinds: Collection[str],
    goal: uuid.UUID | None = None,
    goals: Collection[uuid.UUID] = (),
    happened_at: datetime | None = None,
    site: uuid.UUID | None = None,
    programme: uuid.UUID | None = None,
    **said: Unpack[walks.Noted],
) -> models.Contact:
    """One time together. The tie must have held when it happened, and the consent both then
    and now. A promise of that day is kept by it. A resend changes nothing. `goal` is one more."""
    found = policy.require(by, P.CONTACT_LOG, participant=participant, at=happened_at)
    now = clock.now()
    at = happened_at or now
    columns = walks.of_kinds(kinds) | walks.columns(said)
    walks.require_past(at, now=now)
    chosen = walks.Choices(walks.several(goal, goals), site, programme)
    whose = {"organisation_id": found.organisation_id, "participant": found}
    row = models.Contact(
        pk=id,
        peer_id=by.person_id,
        happened_at=at,
        recorded_at=now,
        **(whose | columns | chosen.columns()),
    )
    try:
        with transaction.atomic():
            walk = walks.walk(by, found, at=at, chosen=chosen, now=now)
            walks.require_agreed(walk, found, at=at)
            kept.insert(row)
            walks.touch(row, chosen.goals)
            walks.follow(by, [walk], at=at, site=site)
            _write(by, "log-contact", row, happened_at=at, facts=walks.facts_of(row))
    except (IntegrityError, errors.Problem) as error:
        return _logged_before(by, found, id, error)
    return row


def _write(by: actors.Actor, verb: str, row: models.Contact, **more: Any) -> None:
    audit.record(
        by=by, verb=verb, participant_id=row.participant_id, about=("contact", row.pk), **more
    )


def _logged_before(
    by: actors.Actor, found: records.Participant, id: uuid.UUID, error: Exception
) -> models.Contact:
    """The same form sent again, perhaps at the same moment; or an id that something else has."""
    mine = models.Contact.objects.filter(pk=id, participant=found, peer_id=by.person_id)
    if (row := mine.first()) is not None:
        return row
    said = str(error).casefold()
    if isinstance(error, IntegrityError) and "unique" in said:
        raise errors.Missing(_("This form can’t be used here.")) from error
    raise error


def take_back_contact(*, by: actors.Actor, contact: uuid.UUID) -> models.Contact:
    """It was a slip: within a day, the peer who logged it takes it away again. History says
    that it was there."""
    access.require(by, P.CONTACT_CORRECT)
    _found, row = walks.require_own(by, contact)
    walks.require_undo(row.recorded_at)
    with transaction.atomic():
        walks.require_unanswered([row.pk])
        models.Wording.objects.filter(contact=row).delete()
        models.Contact.objects.filter(pk=row.pk).delete()
        walks.unfollow(by, [row.participant_id], at=row.happened_at)
        _write(by, "take-back-contact", row)
    return row
