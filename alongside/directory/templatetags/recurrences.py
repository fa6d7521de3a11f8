"""How the directory says when something comes again: 'first and third Monday of the month'."""

from collections.abc import Sequence
from functools import lru_cache

from babel.lists import format_list
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from alongside.core.privacy import Words
from alongside.directory.rules import recurrence

ORDINALS: dict[int, Words] = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    5: gettext_lazy("fifth"),
    -1: gettext_lazy("last"),
    -2: gettext_lazy("second to last"),
}


def days_of(rule: str, weekday: int | None) -> str:
    """The days of a meeting that may not come every week; `weekday` where it has no rule."""
    return _days_of(get_language(), rule, weekday)


@lru_cache(1024)
def _days_of(language: str | None, rule: str, weekday: int | None) -> str:
    if not rule:
        return _("on certain dates") if weekday is None else str(WEEKDAYS[(weekday - 1) % 7])
    said = recurrence.kept(rule)
    if said.freq == "WEEKLY" and not (said.month_days or said.months or said.positions):
        return _weekly(said)
    if said.freq == "MONTHLY" and not said.months:
        return _monthly(said)
    if str(said) in {"FREQ=DAILY", f"FREQ=DAILY;INTERVAL={said.interval}"}:
        if said.interval == 1:
            return _("every day")
        return _("every %(n)s days") % {"n": said.interval}
    return _("on certain dates")


def _weekly(rule: recurrence.Rule) -> str:
    days = _listed([_day(day) for _which, day in _from_monday(rule.days)])
    if rule.interval == 1:
        return days
    if rule.interval == 2:
        return _("every second week on %(days)s") % {"days": days}
    return _("every %(n)s weeks on %(days)s") % {"n": rule.interval, "days": days}


def _monthly(rule: recurrence.Rule) -> str:
    days = _days_of_month(rule)
    if not days:
        return _("on certain dates")
    if rule.interval == 1:
        return _("%(days)s of the month") % {"days": days}
    if rule.interval == 2:
        return _("%(days)s of every second month") % {"days": days}
    return _("%(days)s of every %(n)s months") % {"days": days, "n": rule.interval}


def _days_of_month(rule: recurrence.Rule) -> str:
    if rule.month_days and not (rule.days or rule.positions):
        numbers = [str(day) if day > 0 else _last(day) for day in rule.month_days]
        return _("day %(numbers)s") % {"numbers": _listed(numbers)} if all(numbers) else ""
    days = rule.days
    if rule.positions and rule.weekday is not None and {which for which, _d in days} == {0}:
        days = tuple((which, rule.weekday) for which in rule.positions)
    elif rule.positions or rule.month_days:
        return ""
    if any(which not in ORDINALS for which, _d in days):
        return ""
    groups = []
    for weekday in dict.fromkeys(day for _which, day in _from_monday(days)):
        ordinals = [str(ORDINALS[which]) for which in _in_order(days, weekday)]
        said = {"which": _listed(ordinals), "day": _day(weekday)}
        groups.append(_("%(which)s %(day)s") % said)
    return _listed(groups)


def _in_order(days: Sequence[tuple[int, int]], weekday: int) -> list[int]:
    """First to fifth, then from the end."""
    found = [which for which, day in days if day == weekday]
    return sorted(found, key=lambda which: which if which > 0 else 100 + which)


def _from_monday(days: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(days, key=lambda each: ((each[1] - 1) % 7, each[0]))


def _last(day: int) -> str:
    return str(_("the last")) if day == -1 else ""


def _day(weekday: int) -> str:
    return str(WEEKDAYS[(weekday - 1) % 7])


def _listed(words: list[str]) -> str:
    return format_list(words, locale=(get_language() or "en").replace("-", "_"))
