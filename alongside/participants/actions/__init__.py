"""Every write about participants, one file a subject."""

from alongside.participants.actions.account import (
    give_up_account,
    have_account,
    join_account,
    new_key,
)
from alongside.participants.actions.newcomers import Begun
from alongside.participants.actions.records import (
    give_consent,
    hold,
    look,
    require_consent,
    tell_limits,
    tie,
    untie,
    withdraw_consent,
)
from alongside.participants.actions.requests import (
    answer_request,
    ask,
    ask_again,
    ask_for_others,
    change_request,
    close_request,
    look_at_request,
    settle_request,
)
from alongside.participants.actions.welcome import hand_words, welcome

__all__ = [
    "Begun",
    "answer_request",
    "ask",
    "ask_again",
    "ask_for_others",
    "change_request",
    "close_request",
    "give_consent",
    "give_up_account",
    "hand_words",
    "have_account",
    "hold",
    "join_account",
    "look",
    "look_at_request",
    "new_key",
    "require_consent",
    "settle_request",
    "tell_limits",
    "tie",
    "untie",
    "welcome",
    "withdraw_consent",
]
