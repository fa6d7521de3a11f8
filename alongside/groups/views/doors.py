"""What the doors of groups have in common."""

from collections.abc import Callable
from datetime import date
from typing import Any

from alongside.accounts import access
from alongside.core import errors


def tried(form: Any, do: Callable[[], Any]) -> int:
    """0 where it was done; else the status to answer with, and the form says why. What is not
    there is answered by the front door."""
    if not form.is_valid():
        return 422
    try:
        do()
    except errors.Problem as problem:
        if problem.status == errors.Missing.status:
            raise
        return errors.onto(form, problem)
    return 0


def day(text: str) -> date:
    """A day in an address. Missing where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise errors.Missing(access.NOTHING) from error


def said_yes(request: access.Request, name: str) -> bool:
    return request.POST.get(name) == "yes"
