"""Days that somebody counts, as they are read. The caller has asked whether the record opens."""

import uuid
from dataclasses import dataclass
from datetime import date

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.support import models
from alongside.support.policy import journey as policy


@dataclass(frozen=True, slots=True)
class Counted:
    row: models.DayCount
    days: int


def counts(by: actors.Actor, participant_id: uuid.UUID, *, today: date) -> list[Counted]:
    """Their own all; whoever walks with them those that are shown."""
    rows = policy.counts_of(by, participant_id).order_by("set_at", "pk")
    return [Counted(row, max((today - row.since).days, 0)) for row in rows]


def own_count(by: actors.Actor, participant_id: uuid.UUID, count: uuid.UUID) -> models.DayCount:
    access.require(by, P.WALL_OWN)
    found = policy.counts_of(by, participant_id).filter(pk=count).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found
