"""What the pages about walking together read."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.accounts.models import Person
from alongside.support import models, policy


def open_pairings(by: actors.Actor) -> QuerySet[models.Pairing]:
    """Who walks with whom now, as far as the actor may know, newest first."""
    return (
        policy.pairings_for(by)
        .filter(until_at=None)
        .select_related("participant", "peer")
        .order_by("-from_at")
    )


def peers_of(participant_id: uuid.UUID) -> list[Person]:
    """The peers who walk with a participant now. The caller has asked who may know."""
    return [
        row.peer
        for row in policy.pairings_of(participant_id)
        .filter(until_at=None)
        .select_related("peer")
        .order_by("from_at")
    ]
