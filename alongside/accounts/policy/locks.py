"""Which sessions and second locks anybody may see and end: their own."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import actors, models
from alongside.core import clock


def live_sessions() -> QuerySet[models.Session]:
    return models.Session.objects.filter(expire_date__gt=clock.now())


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
