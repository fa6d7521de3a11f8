"""Every write about walking together, one file a subject."""

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
    "add_step",
    "answer_note",
    "answer_reply",
    "call_off",
    "close_goal",
    "correct_contact",
    "end_pairing",
    "keep_promise",
    "log_contact",
    "pair",
    "part_from_gone",
    "promise",
    "reword_goal",
    "set_goal",
    "take_back_contact",
    "tick_step",
    "wish_to_be_missed",
]
