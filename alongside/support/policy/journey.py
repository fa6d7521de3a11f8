"""Which of a journey somebody may see: the participant all, whoever walks with them what is not
kept from them. For a caller who has asked whether the record opens."""

import uuid
from typing import Any

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.support import models


def kept_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Kept]:
    return models.Kept.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def passages_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Passage]:
    rows = models.Passage.objects.filter(organisation_id=by.tenant, participant_id=participant_id)
    if by.is_participant:
        return rows
    hidden = kept_of(by, participant_id).values("line")
    return rows.filter(is_private=False).exclude(line__in=hidden)


def counts_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.DayCount]:
    """Days they count: nobody else reads them unless they show them."""
    rows = models.DayCount.objects.filter(organisation_id=by.tenant, participant_id=participant_id)
    return rows if by.is_participant else rows.filter(is_shown=True)


def counting() -> dict[str, QuerySet[Any]]:
    """What `participants.policy.signs` notices for the owner of a record."""
    return {"counts": models.DayCount.objects.all()}


def aways_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Away]:
    return models.Away.objects.filter(
        organisation_id=by.tenant, passage__in=passages_of(by, participant_id)
    )
