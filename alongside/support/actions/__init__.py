"""Every write about walking together, one file a subject."""

from alongside.support.actions.appointments import (
    Wanted,
    accept_time,
    ask_time,
    let_time_go,
    not_coming,
    offer_time,
    suggest_time,
)
from alongside.support.actions.contacts import correct_contact, log_contact, take_back_contact
from alongside.support.actions.pairings import (
    end_pairing,
    pair,
    part_from_gone,
    wish_to_be_missed,
)
from alongside.support.actions.plans import add_step, close_goal, reword_goal, set_goal, tick_step
from alongside.support.actions.promises import call_off, keep_promise, promise
from alongside.support.actions.replies import answer_note, answer_reply

__all__ = [
    "Wanted",
    "accept_time",
    "add_step",
    "answer_note",
    "answer_reply",
    "ask_time",
    "call_off",
    "close_goal",
    "correct_contact",
    "end_pairing",
    "keep_promise",
    "let_time_go",
    "log_contact",
    "not_coming",
    "offer_time",
    "pair",
    "part_from_gone",
    "promise",
    "reword_goal",
    "set_goal",
    "suggest_time",
    "take_back_contact",
    "tick_step",
    "wish_to_be_missed",
]
