"""Whose follow-ups somebody may reach: of people they walk with; of those without a record, only
the one who keeps in touch reads who it is."""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.followups import models
from alongside.participants import policy as people


def followups_for(by: actors.Actor, *, at: datetime | None = None) -> QuerySet[models.FollowUp]:
    """Those of the people whose record opens; and, out in the field, those of nobody's record:
    of these, names and numbers are for `is_theirs` alone."""
    here = models.FollowUp.objects.filter(organisation_id=by.tenant)
    mine = Q(participant__in=people.participants_for(by, at=at))
    if access.can(by, P.FIELD_WORK):
        mine |= Q(participant=None)
    return here.filter(mine)


def going_on() -> QuerySet[models.FollowUp]:
    """Whatever has not ended; `noticing` asks of whom."""
    return models.FollowUp.objects.filter(state=models.FollowUp.State.OPEN)


def is_theirs(by: actors.Actor, row: models.FollowUp) -> bool:
    """Whether who it is may be read: with the record, or by the peer who keeps in touch; until
    there is one, by whoever asked them. Once it was passed on, by nobody until it is taken."""
    asked = row.offered_by_id if row.passed_on_at is None else None
    return row.participant_id is not None or by.person_id in {row.peer_id or asked} - {None}


def require(
    by: actors.Actor,
    permission: P,
    *,
    followup: uuid.UUID,
    own: bool = False,
    at: datetime | None = None,
) -> models.FollowUp:
    """The lock of one follow-up. `own`: only for the peer who keeps in touch."""
    access.require(by, permission, at=at)
    rows = models.FollowUp.objects.filter(pk=followup)
    found = followups_for(by, at=at).filter(pk=followup).first()
    if found is None:
        people.deny(by, permission, rows.filter(participant__isnull=False))
    if found.participant_id is not None:
        people.require(by, permission, participant=found.participant_id, at=at)
    elif own and not is_theirs(by, found):
        raise access.Refused(permission, sentence=_("Another peer keeps in touch with them."))
    return found
