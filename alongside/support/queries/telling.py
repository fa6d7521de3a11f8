"""What else somebody may be told of outside: floors that know of something fill it in when they are
ready, and messages read it. Said is only ever that there is something."""

import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from alongside.participants.models import Participant
from alongside.support import policy


@dataclass(frozen=True, slots=True)
class Word:
    """For one person, about one thing; where something stands in `after`, only if they were told
    of one of these before."""

    participant: Participant
    about: uuid.UUID
    after: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """Whether there is nothing left to tell, and from when there is no use in it."""

    is_over: bool
    best_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """Of the organisation at hand: what happened since then that any of these people may be told
    of; and, at the moment of sending, whether there is still use in it."""

    kind: str  # of a notice
    since: Callable[[datetime, Collection[uuid.UUID]], Iterable[Word]]
    use: Callable[[uuid.UUID, uuid.UUID], Use]  # (participant, about)


news: list[News] = []


def came_since(at: datetime, people: Collection[uuid.UUID]) -> Iterable[Word]:
    """Somebody else walks with them, because their peer leaves."""
    rows = policy.came_after().filter(from_at__gte=at, participant__in=people)
    return [Word(row.participant, row.pk) for row in rows.select_related("participant")]


def use_of_who_came(participant: uuid.UUID, pairing: uuid.UUID) -> Use:
    still = policy.came_after().filter(pk=pairing, participant=participant)
    return Use(is_over=not still.exists())
