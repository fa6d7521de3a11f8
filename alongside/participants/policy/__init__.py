"""Who may reach which record, and which rows of it."""

from alongside.participants.policy.records import participants_for, require
from alongside.participants.policy.rows import (
    deny,
    deny_request,
    requests_for,
    require_row,
    whose,
)

__all__ = [
    "deny",
    "deny_request",
    "participants_for",
    "requests_for",
    "require",
    "require_row",
    "whose",
]
