"""Talks along a guide: those of people whose record opens, and one's own with nobody's name."""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import policy
from alongside.participants.models import Participant
from alongside.support import models


def require_whom(
    by: actors.Actor, permission: P, *, participant: uuid.UUID | None, at: datetime | None
) -> Participant | None:
    """The lock before something new: of somebody's record, or of nobody's."""
    if participant is not None:
        return policy.require(by, permission, participant=participant, at=at)
    access.require(by, permission, at=at)
    return None


def require_talk(
    by: actors.Actor, permission: P, *, talk: uuid.UUID, at: datetime | None = None
) -> tuple[Participant, models.Talk]:
    """The lock of a talk with somebody who is known; one with nobody is not looked back at."""
    access.require(by, permission, at=at)
    rows = models.Talk.objects.filter(pk=talk, participant__isnull=False)
    reached = policy.participants_for(by, at=at)
    row = rows.filter(organisation_id=by.tenant, participant__in=reached).first()
    if row is None or row.participant_id is None:
        if models.Talk.objects.filter(pk=talk, peer_id=by.person_id, participant=None).exists():
            raise errors.Missing(access.NOTHING)
        policy.deny(by, permission, rows)
    return policy.require(by, permission, participant=row.participant_id, at=at), row


def talks_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Talk]:
    """For a caller who has asked whether the participant's record opens."""
    return models.Talk.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def talks_for(by: actors.Actor) -> QuerySet[models.Talk]:
    mine = Q(participant__in=policy.participants_for(by))
    mine |= Q(participant=None, peer_id=by.person_id)
    return models.Talk.objects.filter(mine, organisation_id=by.tenant)


def talks_in(by: actors.Actor) -> QuerySet[models.Talk]:
    """Of the whole organisation, to count; never to be read as they are."""
    return models.Talk.objects.filter(organisation_id=by.tenant)
