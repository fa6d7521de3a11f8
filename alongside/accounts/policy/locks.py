"""Which sessions and second locks anybody may see and end: their own."""

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from alongside.accounts import actors, models
from alongside.core import clock, kept


def live_sessions() -> QuerySet[models.Session]:
    return models.Session.objects.filter(expire_date__gt=clock.now())


@kept.question
def sessions_with(digest: kept.Text, now: datetime) -> QuerySet[models.Session]:
    """The one that is found by this digest of its key, if it lives."""
    return models.Session.objects.filter(session_key=digest, expire_date__gt=now)


def whose(digest: str) -> uuid.UUID | None:
    """The person or the return key of that session, also when it has ended: by its row, as long
    as it is there."""
    rows = models.Session.objects.filter(session_key=digest)
    return rows.values_list(Coalesce("person_id", "return_key_id"), flat=True).first()


def sessions_of(by: actors.Actor) -> QuerySet[models.Session]:
    """Where this person, or the holder of this return key, is signed in."""
    if by.kind is actors.Kind.RETURN_KEY:
        return live_sessions().filter(return_key_id=by.id)
    if by.kind is actors.Kind.PERSON:
        return live_sessions().filter(person_id=by.person_id)
    return models.Session.objects.none()


def live_factors(person_id: uuid.UUID) -> QuerySet[models.Factor]:
    """What somebody has besides a passphrase: for themselves, and for the door that asks them."""
    return models.Factor.objects.filter(person_id=person_id, ended_at=None)
