"""The form of errors: what happened, what was kept, what to do. Doors turn them into pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words


class Problem(Exception):
    """Something the person at the door can understand and act on.

    `status` is the HTTP answer; the three texts are shown as they are, so they are
    translated lazily and never hold personal data.
    """

    status = 422
    at_the_door = False  # answered by the front door alone, never inside a form

    def __init__(self, happened: Words, *, kept: Words = "", todo: Words = "") -> None:
        super().__init__(str(happened))
        self.happened, self.kept, self.todo = happened, kept, todo


class Missing(Problem):
    """No such thing, or nothing that this person may know of."""

    status = 404


class Stale(Problem):
    """Somebody else changed it meanwhile."""

    status = 409


class Gone(Problem):
    """It was there and no longer opens: used, expired, withdrawn."""

    status = 410


class TooMany(Problem):
    """Asked too often; wait."""

    status = 429


def not_an_answer() -> Problem:
    """What was sent is none of the answers that the page offers."""
    return Problem(_("Choose one of the answers on the page."))


def onto(form: Any, problem: Problem) -> int:
    """Show a problem at the top of a form, with all that was typed still in it.

    Returns the status to answer with. What the front door must write down goes on to it.
    """
    if problem.at_the_door:
        raise problem
    sentences = (problem.happened, problem.kept, problem.todo)
    form.add_error(None, " ".join(str(sentence) for sentence in sentences if sentence))
    return problem.status
