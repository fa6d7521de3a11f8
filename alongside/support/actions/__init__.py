"""Every write about walking together, one file a subject."""

from alongside.support.actions.ahead import (
    add_sequence,
    choose_sequence,
    leave_out,
    plan_ahead,
    retire_sequence,
    see_to,
)
from alongside.support.actions.aloud import say_goal, say_missed, say_next, say_stays
from alongside.support.actions.appointments import (
    Wanted,
    accept_time,
    ask_time,
    let_time_go,
    not_coming,
    offer_time,
    suggest_time,
)
from alongside.support.actions.attempts import take_back_attempt, try_reach
from alongside.support.actions.contacts import log_contact, take_back_contact
from alongside.support.actions.corrections import correct_contact, move_contact
from alongside.support.actions.counting import change_count, count_days, stop_counting
from alongside.support.actions.helps import add_help, keep_listing, let_go_help
from alongside.support.actions.journey import (
    choose_lines,
    correct_passage,
    take_back_passage,
    tell,
    tell_home,
)
from alongside.support.actions.pairings import (
    answer_hand_over,
    end_pairing,
    hand_over,
    pair,
    part_from_gone,
    wish_for_next,
    wish_to_be_missed,
)
from alongside.support.actions.plans import (
    add_step,
    close_goal,
    let_go_step,
    reword_goal,
    reword_step,
    set_goal,
    still_wanted,
    tell_about,
    tick_step,
)
from alongside.support.actions.promises import call_off, keep_promise, promise
from alongside.support.actions.replies import answer_note, answer_reply, say_reply
from alongside.support.actions.shifts import Row, RowProblem, log_shift, take_back_shift
from alongside.support.actions.signing import add_idea, retire_idea, say_signing, sign_plan
from alongside.support.actions.talks import log_talk, look_back
from alongside.support.actions.work import correct_work, log_work, say_not_mine, take_back_work

__all__ = [
    "Row",
    "RowProblem",
    "Wanted",
    "accept_time",
    "add_help",
    "add_idea",
    "add_sequence",
    "add_step",
    "answer_hand_over",
    "answer_note",
    "answer_reply",
    "ask_time",
    "call_off",
    "change_count",
    "choose_lines",
    "choose_sequence",
    "close_goal",
    "correct_contact",
    "correct_passage",
    "correct_work",
    "count_days",
    "end_pairing",
    "hand_over",
    "keep_listing",
    "keep_promise",
    "leave_out",
    "let_go_help",
    "let_go_step",
    "let_time_go",
    "log_contact",
    "log_shift",
    "log_talk",
    "log_work",
    "look_back",
    "move_contact",
    "not_coming",
    "offer_time",
    "pair",
    "part_from_gone",
    "plan_ahead",
    "promise",
    "retire_idea",
    "retire_sequence",
    "reword_goal",
    "reword_step",
    "say_goal",
    "say_missed",
    "say_next",
    "say_not_mine",
    "say_reply",
    "say_signing",
    "say_stays",
    "see_to",
    "set_goal",
    "sign_plan",
    "still_wanted",
    "stop_counting",
    "suggest_time",
    "take_back_attempt",
    "take_back_contact",
    "take_back_passage",
    "take_back_shift",
    "take_back_work",
    "tell",
    "tell_about",
    "tell_home",
    "tick_step",
    "try_reach",
    "wish_for_next",
    "wish_to_be_missed",
]
