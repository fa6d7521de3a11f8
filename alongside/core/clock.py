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


def now() -> datetime:
    return _pretended.get() or timezone.now()


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
