"""Every write about participants, one file a subject."""

from alongside.participants.actions.account import (
    give_up_account,
    have_account,
    join_account,
    new_key,
)
from alongside.participants.actions.agreeing import (
    come_to_pass,
    give_consent,
    hear_withdrawal,
    share,
    withdraw_consent,
    withdraw_sharing,
    write_down,
)
from alongside.participants.actions.askings import (
    answer_asking,
    ask_about,
    read_account,
    tell_emergency,
)
from alongside.participants.actions.laws import choose_regime
from alongside.participants.actions.leaving import (
    Left,
    NotCovered,
    disclose,
    require_still,
    still_allowed,
)
from alongside.participants.actions.newcomers import Begun
from alongside.participants.actions.records import (
    hold,
    look,
    require_consent,
    tell_limits,
    tie,
    untie,
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
from alongside.participants.actions.standing import refuse_representative, stand_in
from alongside.participants.actions.welcome import hand_words, welcome

__all__ = [
    "Begun",
    "Left",
    "NotCovered",
    "answer_asking",
    "answer_request",
    "ask",
    "ask_about",
    "ask_again",
    "ask_for_others",
    "change_request",
    "choose_regime",
    "close_request",
    "come_to_pass",
    "disclose",
    "give_consent",
    "give_up_account",
    "hand_words",
    "have_account",
    "hear_withdrawal",
    "hold",
    "join_account",
    "look",
    "look_at_request",
    "new_key",
    "read_account",
    "refuse_representative",
    "require_consent",
    "require_still",
    "settle_request",
    "share",
    "stand_in",
    "still_allowed",
    "tell_emergency",
    "tell_limits",
    "tie",
    "untie",
    "welcome",
    "withdraw_consent",
    "withdraw_sharing",
    "write_down",
]
