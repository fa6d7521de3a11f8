"""Every write of an organisation's own questions, one file a subject."""

from alongside.questions.actions.answering import answer, take_back
from alongside.questions.actions.making import begin_asking, begin_sheet, edit_sheet, end_sheet
from alongside.questions.actions.wording import (
    add_question,
    change_question,
    end_question,
    move_question,
)

__all__ = [
    "add_question",
    "answer",
    "begin_asking",
    "begin_sheet",
    "change_question",
    "edit_sheet",
    "end_question",
    "end_sheet",
    "move_question",
    "take_back",
]
