"""Lost words: who may know of them. Aliases of those who wait stand on the coordinator's page."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.participants import models


def open_in(by: actors.Actor) -> QuerySet[models.LostKey]:
    """Of the actor's organisation, not ended."""
    rows = models.LostKey.objects.filter(organisation_id=by.tenant, ended_at=None)
    return rows.select_related("participant", "said_by")


def open_of(participant_id: uuid.UUID) -> QuerySet[models.LostKey]:
    return models.LostKey.objects.filter(participant_id=participant_id, ended_at=None)
