"""Public holidays on which nobody can be expected to answer: those of a whole country, by rule.

Of countries that are not here nothing is known; there only weekends are free. What a state or
province keeps besides is not here either: the clock is an hour's patience, not the law.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

MONDAY, THURSDAY, FRIDAY = 0, 3, 4
Rule = Callable[[int], date]


def easter(year: int) -> date:
    """Of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    n = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + n + 90) // 25
    return date(year, month, (h - m + n + month + 19) % 32)


def _on(month: int, day: int) -> Rule:
    return lambda year: date(year, month, day)


def _moved(month: int, day: int) -> Rule:
    """On a weekend it is kept on the weekday beside it: Saturday's on Friday."""

    def kept(year: int) -> date:
        on = date(year, month, day)
        return on + timedelta(days={5: -1, 6: 1}.get(on.weekday(), 0))

    return kept


def _later(month: int, day: int, after: int = 0) -> Rule:
    """On a weekend it is kept on the next working day, `after` days further where that is taken
    by the holiday before it."""

    def kept(year: int) -> date:
        on = date(year, month, day)
        shift = {5: 2, 6: 1 + after}.get(on.weekday(), 0)
        if after and on.weekday() == MONDAY:  # the day before it is kept today
            shift = after
        return on + timedelta(days=shift)

    return kept


def _nth(month: int, number: int, weekday: int) -> Rule:
    """The first, second, … such weekday of a month; -1: the last."""

    def found(year: int) -> date:
        if number < 0:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    return found


def _easter(days: int) -> Rule:
    return lambda year: easter(year) + timedelta(days=days)


def _before(month: int, day: int, weekday: int) -> Rule:
    """The last such weekday before a date."""

    def found(year: int) -> date:
        on = date(year, month, day) - timedelta(days=1)
        return on - timedelta(days=(on.weekday() - weekday) % 7)

    return found


GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY = map(_easter, (-2, 1, 39, 50))
CHRISTMAS, SECOND_DAY = _later(12, 25), _later(12, 26, after=1)
DAYS: dict[str, tuple[Rule, ...]] = {
    "US": (
        _moved(1, 1), _nth(1, 3, MONDAY), _nth(2, 3, MONDAY), _nth(5, -1, MONDAY), _moved(6, 19),
        _moved(7, 4), _nth(9, 1, MONDAY), _nth(10, 2, MONDAY), _moved(11, 11),
        _nth(11, 4, THURSDAY), _moved(12, 25),
    ),
    "CA": (
        _later(1, 1), GOOD_FRIDAY, _before(5, 25, MONDAY), _later(7, 1), _nth(9, 1, MONDAY),
        _later(9, 30), _nth(10, 2, MONDAY), _on(11, 11), CHRISTMAS, SECOND_DAY,
    ),
    "GB": (
        _later(1, 1), GOOD_FRIDAY, _nth(5, 1, MONDAY), _nth(5, -1, MONDAY), _nth(8, -1, MONDAY),
        CHRISTMAS, SECOND_DAY,
    ),
    "IE": (
        _on(1, 1), _nth(2, 1, MONDAY), _on(3, 17), EASTER_MONDAY, _nth(5, 1, MONDAY),
        _nth(6, 1, MONDAY), _nth(8, 1, MONDAY), _nth(10, -1, MONDAY), _on(12, 25), _on(12, 26),
    ),
    "AU": (
        _later(1, 1), _later(1, 26), GOOD_FRIDAY, EASTER_MONDAY, _on(4, 25), CHRISTMAS, SECOND_DAY,
    ),
    "NZ": (
        _later(1, 1), _later(1, 2, after=1), _later(2, 6), GOOD_FRIDAY, EASTER_MONDAY,
        _later(4, 25), _nth(6, 1, MONDAY), _nth(10, 4, MONDAY), CHRISTMAS, SECOND_DAY,
    ),
    "FR": (
        _on(1, 1), EASTER_MONDAY, _on(5, 1), _on(5, 8), ASCENSION, WHIT_MONDAY, _on(7, 14),
        _on(8, 15), _on(11, 1), _on(11, 11), _on(12, 25),
    ),
    "ES": (
        _on(1, 1), _on(1, 6), GOOD_FRIDAY, _on(5, 1), _on(8, 15), _on(10, 12), _on(11, 1),
        _on(12, 6), _on(12, 8), _on(12, 25),
    ),
    "MX": (
        _on(1, 1), _nth(2, 1, MONDAY), _nth(3, 3, MONDAY), _on(5, 1), _on(9, 16),
        _nth(11, 3, MONDAY), _on(12, 25),
    ),
}  # fmt: skip


@cache
def _of_year(country: str, year: int) -> frozenset[date]:
    return frozenset(rule(year) for rule in DAYS.get(country, ()))


def between(country: str, first: date, last: date) -> frozenset[date]:
    """The free days of a country (two letters) in the years of both days."""
    years: Iterator[frozenset[date]] = (
        _of_year(country, year) for year in range(first.year, last.year + 2)
    )
    return frozenset().union(*years)
