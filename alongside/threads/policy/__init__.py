"""Who reads a thread, and whose choices of being told are whose."""

from alongside.threads.policy.lines import line_of, lines_at, lines_for, message, notices_of
from alongside.threads.policy.messages import (
    drafts_for,
    messages_for,
    readings_in,
    readings_of,
    require,
    to_participants,
    walks_of,
    wrote,
)

__all__ = [
    "drafts_for",
    "line_of",
    "lines_at",
    "lines_for",
    "message",
    "messages_for",
    "notices_of",
    "readings_in",
    "readings_of",
    "require",
    "to_participants",
    "walks_of",
    "wrote",
]
