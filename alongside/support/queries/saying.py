"""What somebody may speak of to a worker whom they let near: who walks with them, and a goal."""

import uuid

from alongside.accounts import access, actors
from alongside.core import errors
from alongside.participants import models as records
from alongside.support import models, policy


def walking_with(
    by: actors.Actor, person: records.Participant, *, unanswered: bool = False
) -> list[tuple[str, str]]:
    """Those who walk with them now, as far as the worker knows; or who came after a peer who left,
    and of whom they were asked whether they stay."""
    rows = policy.pairings_for(by).filter(participant=person, until_at=None)
    if unanswered:
        rows = rows.filter(answered_at=None).exclude(came_after=None)
    found = rows.select_related("peer").order_by("from_at", "pk")
    return [(str(row.pk), row.peer.name) for row in found]


def whose_goal(by: actors.Actor, pk: uuid.UUID) -> uuid.UUID:
    """For the lock, which is asked next."""
    return policy.whose(by, models.Goal, pk)


def goal(by: actors.Actor, person: records.Participant, pk: uuid.UUID) -> models.Goal:
    """Of somebody whose record was opened."""
    found = policy.goals_of(by, person.pk).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found
