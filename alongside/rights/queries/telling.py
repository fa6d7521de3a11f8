"""Word of something that went wrong, to those who are told of it on their own page: outside only
that there is something, by the way they chose."""

import uuid
from collections.abc import Collection
from datetime import datetime

from alongside.rights import policy
from alongside.support.queries import telling


def since(at: datetime, people: Collection[uuid.UUID]) -> list[telling.Word]:
    rows = policy.notices_unread().filter(made_at__gte=at, participant__in=people)
    return [telling.Word(row.participant, row.pk) for row in rows.select_related("participant")]


def use(participant: uuid.UUID, notice: uuid.UUID) -> telling.Use:
    still = policy.notices_unread().filter(pk=notice, participant=participant)
    return telling.Use(is_over=not still.exists())
