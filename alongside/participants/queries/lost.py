"""What the pages about lost words read."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from alongside.accounts import actors
from alongside.core import clock
from alongside.participants import models, rules
from alongside.participants.policy import lost


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody without their words. `ready_at` is when new ones may be handed over."""

    row: models.LostKey
    mine: bool
    ready_at: datetime | None
    is_ready: bool


def waiting(by: actors.Actor) -> list[Waiting]:
    """Everybody here who lost their words, the longest first."""
    return [_waiting(by, row) for row in lost.open_in(by).order_by("said_at")]


def of(by: actors.Actor, participant_id: uuid.UUID) -> Waiting | None:
    """Of one person, whose record the caller has opened."""
    row = lost.open_of(participant_id).select_related("said_by").first()
    return _waiting(by, row) if row is not None else None


def _waiting(by: actors.Actor, row: models.LostKey) -> Waiting:
    ready = rules.ready_at(row.confirmed_at) if row.confirmed_at else None
    return Waiting(
        row,
        mine=row.said_by_id == by.person_id,
        ready_at=ready,
        is_ready=ready is not None and clock.now() >= ready,
    )
