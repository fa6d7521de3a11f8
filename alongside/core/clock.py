"""The time, read at the edge and passed inward; and a moment as a place sees it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def now() -> datetime:
    return timezone.now()


def today(zone: str) -> date:
    return now().astimezone(ZoneInfo(zone)).date()


def validate_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValidationError(_("There is no such time zone.")) from error
