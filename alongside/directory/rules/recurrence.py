"""Rules by which something comes again: the days of an RRULE (RFC 5545).

A rule is about days alone; the time of day stands beside it. What comes from outside is bounded
here: a rule that could keep a computer busy is refused.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # 0 = Sunday, as everywhere in the directory
FREQS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
MOST = {"BYDAY": 35, "BYMONTHDAY": 31, "BYMONTH": 12, "BYSETPOS": 12}
RANGES = {"BYMONTHDAY": 31, "BYMONTH": 12, "BYSETPOS": 366, "INTERVAL": 520, "COUNT": 2000}
LONGEST = 400  # characters of a rule
HORIZON = timedelta(days=366 * 5)  # whoever meets less often than that is not listed by a rule
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_DAY = re.compile(r"^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$")
_NUMBER = re.compile(r"^[+-]?\d{1,4}$")


class Odd(ValueError):
    """A rule that can't be followed; the text says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE as plain values: `days` are (which of the month, or 0; weekday, 0 = Sunday).
    `weeks_begin` matters only where it is every second week or rarer."""

    freq: str
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    weeks_begin: int = 1

    def __str__(self) -> str:
        """The one way in which a rule is kept: the same rule is the same text."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days:
            days = (f"{which or ''}{DAYS[day]}" for which, day in self.days)
            parts.append("BYDAY=" + ",".join(days))
        for name, numbers in (
            ("BYMONTHDAY", self.month_days), ("BYMONTH", self.months),
            ("BYSETPOS", self.positions),
        ):  # fmt: skip
            if numbers:
                parts.append(f"{name}={','.join(map(str, numbers))}")
        if self.weeks_begin != 1 and self.freq == "WEEKLY" and self.interval > 1:
            parts.append(f"WKST={DAYS[self.weeks_begin]}")
        return ";".join(parts)

    @property
    def weekday(self) -> int | None:
        """The day of the week on which it always falls, if it is always the same."""
        days = {day for _, day in self.days}
        return days.pop() if len(days) == 1 and self.freq != "DAILY" else None

    @property
    def is_every_week(self) -> bool:
        plain = not (self.month_days or self.months or self.positions)
        return self.freq == "WEEKLY" and self.interval == 1 and len(self.days) == 1 and plain


def weekday_of(day: date) -> int:
    """0 = Sunday."""
    return day.isoweekday() % 7


def read(text: str, starts_on: date) -> tuple[Rule, date | None]:
    """A rule as somebody else wrote it, and its last date if it has one. What the text leaves
    to the first date is said outright. Raises Odd."""
    said = _parts(text)
    if not EARLIEST <= starts_on <= LATEST:
        raise Odd(f"{starts_on} is no date to begin on")
    freq = said.pop("FREQ", "")
    if freq not in FREQS:
        raise Odd(f"repeats {freq or 'in no way we know'}; only by days, weeks, months and years")
    count, until = said.pop("COUNT", ""), said.pop("UNTIL", "")
    begins = said.pop("WKST", "MO")
    if begins not in DAYS:
        raise Odd(f"WKST={begins} is not a day")
    interval = _numbers("INTERVAL", said.pop("INTERVAL", "1"))[0]
    if interval < 1:
        raise Odd("INTERVAL must be one or more")
    rule = Rule(
        freq,
        interval,
        _days(said.pop("BYDAY", ""), freq),
        _numbers("BYMONTHDAY", said.pop("BYMONTHDAY", "")),
        _numbers("BYMONTH", said.pop("BYMONTH", "")),
        _numbers("BYSETPOS", said.pop("BYSETPOS", "")),
        DAYS.index(begins),
    )
    if said:
        raise Odd(f"{', '.join(sorted(said))} can't be followed here")
    if any(month < 1 for month in rule.months):
        raise Odd("BYMONTH must be 1 to 12")
    rule = _spelt_out(rule, starts_on)
    last = _last(rule, starts_on, count, until)
    if not any(True for _ in dates(rule, starts_on, starts_on, starts_on + HORIZON, last)):
        raise Odd("never takes place")
    return rule, last


def _parts(text: str) -> dict[str, str]:
    bare = "".join(text.split()).upper().removeprefix("RRULE:").rstrip(";")
    if len(bare) > LONGEST:
        raise Odd("the rule is too long")
    said: dict[str, str] = {}
    for part in bare.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in said:
            raise Odd(f"{part[:40] or 'nothing'} is not part of a rule")
        said[name] = value
    return said


def _days(text: str, freq: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in text.split(",") if text else ():
        match = _DAY.match(part)
        if match is None:
            raise Odd(f"{part[:20]} is not a day")
        which = int(match[1] or 0)
        if match[1] and (freq not in {"MONTHLY", "YEARLY"} or not 1 <= abs(which) <= 5):
            raise Odd(f"{part[:20]} can't be in a rule of {freq}")
        found.append((which, DAYS.index(match[2])))
    if len(found) > MOST["BYDAY"]:
        raise Odd("too many days")
    return tuple(sorted(set(found)))


def _numbers(name: str, text: str) -> tuple[int, ...]:
    parts = text.split(",") if text else []
    if len(parts) > MOST.get(name, 1):
        raise Odd(f"too many numbers in {name}")
    for part in parts:
        if not _NUMBER.match(part) or not 1 <= abs(int(part)) <= RANGES[name]:
            raise Odd(f"{name}={part[:20]} is out of range")
    return tuple(sorted({int(part) for part in parts}))


def _spelt_out(rule: Rule, first: date) -> Rule:
    """With the day or date that the text leaves to the first one."""
    if rule.freq == "WEEKLY" and not rule.days:
        return _but(rule, days=((0, weekday_of(first)),))
    if rule.freq == "MONTHLY" and not (rule.days or rule.month_days):
        return _but(rule, month_days=(first.day,))
    if rule.freq == "YEARLY" and not (rule.days or rule.month_days):
        return _but(rule, month_days=(first.day,), months=rule.months or (first.month,))
    return rule


def _but(rule: Rule, **changed: tuple[int, ...] | tuple[tuple[int, int], ...]) -> Rule:
    names = ("freq", "interval", "days", "month_days", "months", "positions", "weeks_begin")
    return Rule(**{**{name: getattr(rule, name) for name in names}, **changed})


def _last(rule: Rule, first: date, count: str, until: str) -> date | None:
    if count and until:
        raise Odd("COUNT and UNTIL exclude each other")
    if until:
        try:
            return datetime.strptime(until[:8], "%Y%m%d").date()  # noqa: DTZ007  a date
        except ValueError as error:
            raise Odd(f"UNTIL={until[:20]} is not a date") from error
    if not count:
        return None
    many = _numbers("COUNT", count)[0]
    if many < 1:
        raise Odd("COUNT must be one or more")
    last = None
    for number, day in enumerate(dates(rule, first, first, first + HORIZON), start=1):
        last = day
        if number >= many:
            return day
    return last


def kept(text: str) -> Rule:
    """A rule as `str(Rule)` wrote it."""
    return _kept(text)


@lru_cache(2048)
def _kept(text: str) -> Rule:
    said = _parts(text)
    return Rule(
        said["FREQ"],
        int(said.get("INTERVAL", 1)),
        _days(said.get("BYDAY", ""), said["FREQ"]),
        _numbers("BYMONTHDAY", said.get("BYMONTHDAY", "")),
        _numbers("BYMONTH", said.get("BYMONTH", "")),
        _numbers("BYSETPOS", said.get("BYSETPOS", "")),
        DAYS.index(said.get("WKST", "MO")),
    )


def split(rule: Rule) -> list[Rule]:
    """One rule for each weekday, where that says the same; else the rule itself."""
    weekdays = sorted({day for _, day in rule.days})
    if rule.positions or rule.freq == "DAILY" or len(weekdays) < 2:
        return [rule]
    return [_but(rule, days=tuple(d for d in rule.days if d[1] == day)) for day in weekdays]


def dates(
    rule: Rule, starts_on: date, since: date, until: date, last: date | None = None
) -> Iterator[date]:
    """The dates from `since` to `until`, both included, in order. The work is bounded by the
    time between the two: however long ago it all began, and even where no day ever fits."""
    begin, end = max(since, starts_on), min(until, last or until)
    for period in _periods(rule, starts_on, begin, end):
        days = sorted(_EXPAND[rule.freq](rule, period))
        if rule.positions:
            days = _at_positions(days, rule.positions)
        for day in days:
            if begin <= day <= end:
                yield day


def _periods(rule: Rule, starts_on: date, begin: date, end: date) -> Iterator[date]:
    """The first day of each day, week, month or year that the rule is about."""
    step = rule.interval
    if rule.freq in {"DAILY", "WEEKLY"}:
        back = (weekday_of(starts_on) - rule.weeks_begin) % 7 if rule.freq == "WEEKLY" else 0
        length = step * (7 if rule.freq == "WEEKLY" else 1)
        first = starts_on.toordinal() - back
        first += max(begin.toordinal() - first, 0) // length * length
        yield from map(date.fromordinal, range(first, end.toordinal() + 1, length))
        return
    length = step * (12 if rule.freq == "YEARLY" else 1)
    at = starts_on.year * 12 + (starts_on.month - 1 if rule.freq == "MONTHLY" else 0)
    at += max(begin.year * 12 + begin.month - 1 - at, 0) // length * length
    for month in range(at, end.year * 12 + end.month, length):
        yield date(month // 12, month % 12 + 1, 1)


def _at_positions(days: list[date], positions: tuple[int, ...]) -> list[date]:
    many = len(days)
    chosen = {at - 1 if at > 0 else many + at for at in positions}
    return [days[at] for at in sorted(chosen) if 0 <= at < many]


def _fits(rule: Rule, day: date) -> bool:
    """Is it in one of the months, and one of the days of the month, that are asked for?"""
    if rule.months and day.month not in rule.months:
        return False
    if not rule.month_days:
        return True
    from_end = day.day - calendar.monthrange(day.year, day.month)[1] - 1
    return day.day in rule.month_days or from_end in rule.month_days


def _of_day(rule: Rule, period: date) -> set[date]:
    weekdays = {day for _, day in rule.days}
    asked = not weekdays or weekday_of(period) in weekdays
    return {period} if asked and _fits(rule, period) else set()


def _of_week(rule: Rule, period: date) -> set[date]:
    week = (period + timedelta(days=(day - rule.weeks_begin) % 7) for _, day in rule.days)
    return {day for day in week if _fits(rule, day)}


def _of_month(rule: Rule, period: date) -> set[date]:
    length = calendar.monthrange(period.year, period.month)[1]
    return _of_span(rule, [period.replace(day=number) for number in range(1, length + 1)])


def _of_year(rule: Rule, period: date) -> set[date]:
    if rule.months or not any(which for which, _ in rule.days):
        months = (period.replace(month=month) for month in rule.months or range(1, 13))
        return {day for month in months for day in _of_month(rule, month)}
    length = 366 if calendar.isleap(period.year) else 365
    return _of_span(rule, [period + timedelta(days=number) for number in range(length)])


def _of_span(rule: Rule, span: list[date]) -> set[date]:
    """The days of a month or year; which of its Mondays is counted within it."""
    span_fits = [day for day in span if _fits(rule, day)]
    if not rule.days:
        return set(span_fits)
    chosen: set[date] = set()
    for which, weekday in rule.days:
        same = [day for day in span if weekday_of(day) == weekday]
        if not which:
            chosen.update(same)
        elif abs(which) <= len(same):
            chosen.add(same[which - 1 if which > 0 else which])
    return chosen.intersection(span_fits)


_EXPAND: dict[str, Callable[[Rule, date], set[date]]] = {
    "DAILY": _of_day,
    "WEEKLY": _of_week,
    "MONTHLY": _of_month,
    "YEARLY": _of_year,
}
