"""To which programme somebody belongs: it says under which law they are, and which coordinator
meets them. Their history says who wrote it."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.participants import models, policy
from alongside.participants.actions import rows


def set_programme(
    *, by: actors.Actor, participant: uuid.UUID, programme: uuid.UUID | None, version: int
) -> None:
    """By whoever walks with them, as they say it; None: to none yet. Twice is once, and Stale
    where somebody else changed it meanwhile."""
    found = policy.require(by, P.WISH_TELL, participant=participant)
    _set(by, found, programme, version)


def sort_into(
    *, by: actors.Actor, participant: uuid.UUID, programme: uuid.UUID | None, version: int
) -> None:
    """The same by a coordinator, to whom nothing of the record opens."""
    found = policy.require(by, P.PARTICIPANT_WELCOME, participant=participant)
    _set(by, found, programme, version)


def _set(
    by: actors.Actor, found: models.Participant, programme: uuid.UUID | None, version: int
) -> None:
    if programme and not accounts.programmes_for(by).filter(pk=programme).exists():
        raise errors.Missing(_("There is no such programme."))
    with transaction.atomic():
        row = models.Participant.objects.select_for_update().get(pk=found.pk)
        if row.programme_id == programme:
            return
        if row.version != version:
            raise rows.stale()
        row.programme_id, row.version = programme, row.version + 1
        row.save(update_fields=["programme", "version"])
        about = ("programme", programme) if programme else None
        audit.record(by=by, verb="set-programme", participant_id=row.pk, about=about)
