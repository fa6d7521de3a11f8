"""Whose follow-ups somebody may reach, by which way."""

from alongside.followups.policy.cards import (
    bridges_in,
    card_worded,
    counted_in,
    require_card,
    touches_in,
)
from alongside.followups.policy.following import followups_for, going_on, is_theirs, require
from alongside.support.policy import require_whom

__all__ = [
    "bridges_in",
    "card_worded",
    "counted_in",
    "followups_for",
    "going_on",
    "is_theirs",
    "require",
    "require_card",
    "require_whom",
    "touches_in",
]
