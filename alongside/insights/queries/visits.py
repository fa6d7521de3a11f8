"""Visits: counts of days that were closed, with small numbers hidden.

A visit may be of somebody without a name, so nobody knows how many people stand behind twenty
visits. A number below the floor is never shown, nor one from which it follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.conf import settings

from alongside.accounts import actors
from alongside.accounts.models import Site
from alongside.core import clock
from alongside.insights import rules
from alongside.welcome.queries import counts

WEEKS = 4
TOTAL = "all"


@dataclass(frozen=True, slots=True)
class Bar:
    """A number as it is published, and how long its bar is; None is 'too few to show'."""

    at: date | int
    value: int | None
    share: int | None

    @property
    def starts(self) -> time | None:
        """Of an hour on the wall."""
        return time(self.at) if isinstance(self.at, int) else None


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """Four whole weeks, until yesterday: by week, by day and by the hour on the wall."""

    start: date
    end: date
    total: int | None
    weeks: list[Bar]
    days: list[Bar]
    hours: list[Bar]
    floor: int

    @property
    def is_empty(self) -> bool:
        return self.total == 0


def at_the_desk(by: actors.Actor, place: Site) -> AtTheDesk:
    """One query; what to hide is decided once for all three tables."""
    end = clock.today(place.time_zone)
    start = end - timedelta(weeks=WEEKS)
    found = counts.by_day_and_hour(by, place, start=start, end=end)
    of: dict[rules.Key, int] = {TOTAL: 0}
    days = [start + timedelta(days=ahead) for ahead in range(WEEKS * 7)]
    weeks = days[::7]
    of |= dict.fromkeys(days, 0) | {("week", day): 0 for day in weeks}
    for day, hour, came in found:
        week = weeks[(day - start).days // 7]
        for key in (TOTAL, day, ("week", week)):
            of[key] += came
        of[hour] = of.get(hour, 0) + came
    hours = sorted(key for key in of if isinstance(key, int))
    hidden = _hidden(of, days, weeks, hours)

    def bars(keys: Sequence[rules.Key], said: Sequence[date | int]) -> list[Bar]:
        shown = [None if key in hidden else of[key] for key in keys]
        longest = max((value or 0 for value in shown), default=0)
        return [
            Bar(at, value, round(100 * value / longest) if value and longest else None)
            for at, value in zip(said, shown, strict=True)
        ]

    return AtTheDesk(
        start=start,
        end=end - timedelta(days=1),
        total=None if TOTAL in hidden else of[TOTAL],
        weeks=bars([("week", day) for day in weeks], weeks),
        days=bars(days, days),
        hours=bars(hours, hours),
        floor=settings.SMALL_NUMBER,
    )


def _hidden(
    of: dict[rules.Key, int], days: list[date], weeks: list[date], hours: list[int]
) -> set[rules.Key]:
    ranks: dict[rules.Key, int] = {TOTAL: 2, **{("week", day): 1 for day in weeks}}
    cells = {key: rules.Cell(n, n, rank=ranks.get(key, 0)) for key, n in of.items()}
    sums = [rules.Sum(TOTAL, tuple(("week", day) for day in weeks))]
    if hours:
        sums.append(rules.Sum(TOTAL, tuple(hours)))
    for at, week in enumerate(weeks):
        sums.append(rules.Sum(("week", week), tuple(days[at * 7 : at * 7 + 7])))
    return rules.hide_small(rules.Table(cells, sums), settings.SMALL_NUMBER)
