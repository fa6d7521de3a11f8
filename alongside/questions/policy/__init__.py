"""Who makes questions, of whom they are asked, and whose answers somebody reaches."""

from alongside.questions.policy.answering import (
    answers_for,
    asked_here,
    asked_of,
    contacts_of,
    counted_in,
    questions_in,
    require,
    sheets_of,
)
from alongside.questions.policy.making import (
    is_of_one_programme,
    kept_by,
    programmes_for,
    question,
)
from alongside.questions.policy.noticing import own_signs, signs_for_workers

__all__ = [
    "answers_for",
    "asked_here",
    "asked_of",
    "contacts_of",
    "counted_in",
    "is_of_one_programme",
    "kept_by",
    "own_signs",
    "programmes_for",
    "question",
    "questions_in",
    "require",
    "sheets_of",
    "signs_for_workers",
]
