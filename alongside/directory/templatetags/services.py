"""How the directory says for whom a service is and when it is open."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from alongside.directory.templatetags.directory import clock, open_words, weekday

register = template.Library()


@register.filter
def ages(service: Any) -> str:
    """'From 12 to 100 years', or the one end that is said."""
    least, most = service.minimum_age, service.maximum_age
    said = {"least": _years(least), "most": _years(most)}
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s years old") % said
    if least is not None:
        return _("From %(least)s years old") % said
    return _("Up to %(most)s years old") % said if most is not None else ""


def _years(number: float | None) -> str:
    if number is None:
        return ""
    return number_format(number, 0 if number == int(number) else 1)


@register.filter
def open_now(page: Any) -> str:
    """'Open until 5 p.m.', of a service's page."""
    said = open_words(page.state, page.today) if page.state else ""
    return said[:1].upper() + said[1:]


@register.filter
def openings(schedules: Iterable[Any]) -> list[str]:
    """A line for each stretch of hours; days with the same ones stand together."""
    lines: dict[Any, list[Any]] = {}
    for each in schedules:
        days = [day for day in each.days.all() if day.by == day.By.DAY]
        own = (each.description, each.notes, each.valid_from, each.valid_to, each.is_closed)
        alone = each.weekday is None or days or any(own)
        hours = each.pk if alone else (each.opens_minute, each.closes_minute)
        lines.setdefault(hours, []).append(each)
    said = [opening(rows[0]) if len(rows) == 1 else _together(rows) for rows in lines.values()]
    return [line for line in dict.fromkeys(said) if line]


def _together(rows: list[Any]) -> str:
    days = sorted({each.weekday for each in rows}, key=lambda day: (day - 1) % 7)
    named = _("Every day") if len(days) == 7 else ", ".join(weekday(day) for day in days)
    return f"{named} {_span(rows[0])}".strip()


def _span(schedule: Any) -> str:
    return " – ".join(filter(None, (clock(schedule.opens_minute), clock(schedule.closes_minute))))


def opening(schedule: Any) -> str:
    """'Monday, Friday 10:00 – 18:00', and what the listing says about it."""
    days = [each for each in schedule.days.all() if each.by == each.By.DAY]
    if any(each.number for each in days):  # 'the first Monday': its own words say it best
        return str(schedule.description)
    named = [each.weekday for each in days]
    if not named and schedule.weekday is not None:
        named = [schedule.weekday]
    first = f"{', '.join(map(weekday, named))} {_span(schedule)}".strip() if named else ""
    return "\n".join(filter(None, (first, schedule.description, schedule.notes)))
