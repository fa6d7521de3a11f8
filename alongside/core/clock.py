"""The time, read at the edge and passed inward; and a moment as a place sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)
_hidden: ContextVar[bool] = ContextVar("hidden", default=False)


def now() -> datetime:
    if _hidden.get():
        raise TypeError("what is made here lasts: pass the moment in")
    return _pretended.get() or timezone.now()


@contextmanager
def hidden() -> Iterator[None]:
    """While something is made that outlives the moment (`core.kept`)."""
    token = _hidden.set(True)
    try:
        yield
    finally:
        _hidden.reset(token)


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Live through a moment that is past: for the demo, which tells of some weeks at once."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def today(zone: str) -> date:
    return now().astimezone(ZoneInfo(zone)).date()


def validate_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValidationError(_("There is no such time zone.")) from error
