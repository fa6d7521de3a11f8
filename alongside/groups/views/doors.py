"""What the doors of groups have in common."""

from datetime import date

from alongside.accounts import access
from alongside.core import errors


def day(text: str) -> date:
    """A day in an address. Missing where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise errors.Missing(access.NOTHING) from error


def said_yes(request: access.Request, name: str) -> bool:
    return request.POST.get(name) == "yes"
