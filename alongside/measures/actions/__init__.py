"""Keeping what people answer: participants about their lives, peers about their work."""

from alongside.measures.actions.checkin import answer
from alongside.measures.actions.work import (
    answer_work,
    let_go_of_all,
    let_go_of_moment,
    read_shown,
    restored,
    show_work,
    take_work_back,
)

__all__ = [
    "answer",
    "answer_work",
    "let_go_of_all",
    "let_go_of_moment",
    "read_shown",
    "restored",
    "show_work",
    "take_work_back",
]
