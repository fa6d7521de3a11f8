"""The lock for one record, asked of several at once."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, kept
from alongside.participants import models
from alongside.participants.policy import records


def require_all(
    by: actors.Actor, permission: P, *, participants: Collection[uuid.UUID], at: datetime | None
) -> dict[uuid.UUID, models.Participant]:
    """Asked in one query. Where one does not open, none does. Of each it reads only whose it is:
    no name is opened."""
    access.require(by, permission, at=at)
    wanted = set(participants)
    found = {row.pk: row for row in asked_all(by, kept.several(wanted), at or clock.now())}
    for pk in wanted - found.keys():
        found[pk] = records.require(by, permission, participant=pk, at=at)
    return found


@kept.question
def asked_all(
    by: actors.Actor, keys: tuple[uuid.UUID, ...], at: datetime
) -> QuerySet[models.Participant]:
    return records.participants_for(by, at=at).filter(pk__in=keys).only("organisation_id")
