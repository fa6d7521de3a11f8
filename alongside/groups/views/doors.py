"""What the doors of groups have in common."""

from datetime import date

from alongside.accounts import access
from alongside.core import errors

LONGEST = 60  # signs of a name that is looked for


def day(text: str) -> date:
    """A day in an address. Missing where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise errors.Missing(access.NOTHING) from error


def said_day(request: access.Request, name: str) -> date | None:
    """A day behind the address; none where it is none."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def words(request: access.Request) -> str:
    """Part of a name that is looked for; none where it is left."""
    return request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()


def said_yes(request: access.Request, name: str) -> bool:
    return request.POST.get(name) == "yes"
