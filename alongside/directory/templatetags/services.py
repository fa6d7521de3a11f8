"""How the directory says for whom a service is and when it is open."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from alongside.accounts import words as vocabulary
from alongside.directory.templatetags.directory import clock, open_words

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
    """'Monday, Friday 10 a.m. – 6 p.m.', a line for each stretch of hours, and what the listing
    says about it. Days with the same hours stand together."""
    lines: dict[tuple[str, str], set[int]] = {}
    for each in schedules:
        days = [day for day in each.days.all() if day.by == day.By.DAY]
        words = "\n".join(filter(None, (each.description, each.notes)))
        if any(day.number for day in days):  # 'the first Monday': its own words say it best
            lines.setdefault(("", each.description), set())
            continue
        named = {day.weekday for day in days} or {each.weekday} - {None}
        span = " – ".join(filter(None, (clock(each.opens_minute), clock(each.closes_minute))))
        lines.setdefault((span if named else "", words), set()).update(named)
    said = (_line(span, words, days) for (span, words), days in lines.items())
    return [line for line in said if line]


def _line(span: str, words: str, days: set[int]) -> str:
    named = (
        _("Every day") if len(days) == 7 else vocabulary.stretches((day - 1) % 7 for day in days)
    )
    return "\n".join(filter(None, (f"{named} {span}".strip() if days else "", words)))
