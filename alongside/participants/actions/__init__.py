"""Every write about participants, one file a subject."""

from alongside.participants.actions.records import (
    give_consent,
    look,
    require_consent,
    tell_limits,
    tie,
    untie,
    withdraw_consent,
)
from alongside.participants.actions.requests import (
    Asked,
    answer_request,
    ask,
    ask_again,
    ask_for_others,
    change_request,
    close_request,
    look_at_request,
    settle_request,
)

__all__ = [
    "Asked",
    "answer_request",
    "ask",
    "ask_again",
    "ask_for_others",
    "change_request",
    "close_request",
    "give_consent",
    "look",
    "look_at_request",
    "require_consent",
    "settle_request",
    "tell_limits",
    "tie",
    "untie",
    "withdraw_consent",
]
