"""What the pages about check-ins read."""

from alongside.measures.queries.checkin import changes, days_answered, last_answered_at
from alongside.measures.queries.work import (
    Shown,
    own_moment,
    own_showings,
    own_work,
    shown,
    shown_to_me,
    who_may_be_shown,
)

__all__ = [
    "Shown",
    "changes",
    "days_answered",
    "last_answered_at",
    "own_moment",
    "own_showings",
    "own_work",
    "shown",
    "shown_to_me",
    "who_may_be_shown",
]
