"""Open now? From weekly hours, seasons, holidays and closed dates, on the place's own clock.

Hours are kept as a pattern, one line each, so that the many services with the same hours share
one: '1 540-1020' (Mondays from nine to five), '1 540-1020 2026-06-01..2026-08-31' (in summer),
'1#2 540-1020' (every second Monday of a month; #-1 the last), '* 600-720 2026-12-24..2026-12-24'
(that day instead), '* closed 2026-12-25..2026-12-25'.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from alongside.directory.rules.times import DAY, WEEK

AHEAD = 8  # days in which the next opening is looked for


class Hours(NamedTuple):
    """One row of a schedule. Without a weekday it is about its dates alone, and replaces what
    is usual on them. An end that is not after the start is on the next day."""

    weekday: int | None
    opens: int | None
    closes: int | None
    first: date | None = None
    last: date | None = None
    is_closed: bool = False
    nth: int | None = None  # only the so-many-th such day of a month, from its end if negative

    def covers(self, day: date) -> bool:
        if self.nth and self.nth not in {(day.day + 6) // 7, -(_days_left(day) // 7) - 1}:
            return False
        after = self.first is None or day >= self.first
        return after and (self.last is None or day <= self.last)

    @property
    def length(self) -> int:
        assert self.opens is not None
        assert self.closes is not None
        return (self.closes - self.opens - 1) % DAY + 1


def _days_left(day: date) -> int:
    return monthrange(day.year, day.month)[1] - day.day


@dataclass(frozen=True, slots=True)
class State:
    """Open or not, and until when; where closed, from when again (within a week or so)."""

    is_open: bool
    changes_at: datetime | None = None


def written(rows: Iterable[Hours]) -> str:
    """The pattern; '' where nothing certain is said."""
    lines = set()
    for row in rows:
        certain = row.opens is not None and row.closes is not None
        if not (row.is_closed or certain) or (row.weekday is None and row.first is None):
            continue
        day = "*" if row.weekday is None else str(row.weekday)
        day += f"#{row.nth}" if row.nth else ""
        when = "closed" if row.is_closed else f"{row.opens}-{row.closes}"
        season = f"{row.first or ''}..{row.last or ''}" if row.first or row.last else ""
        lines.add(" ".join(filter(None, (day, when, season))))
    return "\n".join(sorted(lines))


@lru_cache(4096)
def read(pattern: str) -> "Opening":
    return Opening(tuple(_line(line) for line in pattern.splitlines()))


def _line(line: str) -> Hours:
    day, when, *rest = line.split(" ")
    day, _, nth = day.partition("#")
    first, _, last = rest[0].partition("..") if rest else ("", "", "")
    opens, _, closes = when.partition("-")
    is_closed = when == "closed"
    return Hours(
        None if day == "*" else int(day),
        None if is_closed else int(opens),
        None if is_closed else int(closes),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        is_closed,
        int(nth) if nth else None,
    )


@dataclass(frozen=True, slots=True)
class Opening:
    rows: tuple[Hours, ...]

    def _on(self, day: date) -> list[Hours]:
        """What holds on a day: its own dates first, else the usual week."""
        dated = [row for row in self.rows if row.weekday is None and row.covers(day)]
        weekday = day.isoweekday() % 7
        usual = [row for row in self.rows if row.weekday == weekday and row.covers(day)]
        rows = dated or usual
        return [] if any(row.is_closed for row in rows) else rows

    def stretches(self, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
        """From when to when it is open, on the wall clock, in order, those that meet joined."""
        found = []
        for number in range(days):
            day = first + timedelta(days=number)
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  a wall clock
            for row in self._on(day):
                assert row.opens is not None
                start = midnight + timedelta(minutes=row.opens)
                found.append((start, start + timedelta(minutes=row.length)))
        found.sort()
        joined: list[tuple[datetime, datetime]] = []
        for start, end in found:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], end))
            else:
                joined.append((start, end))
        yield from joined

    def state(self, at: datetime) -> State:
        """At a moment of the place's wall clock (its zone, if any, is not looked at)."""
        moment = at.replace(tzinfo=None)
        for start, end in self.stretches(moment.date() - timedelta(days=1), AHEAD + 1):
            if start <= moment < end:
                always = end - moment >= timedelta(days=AHEAD - 2)
                return State(True, None if always else end)
            if start > moment:
                return State(False, start)
        return State(False)


def spans(pattern: str) -> set[tuple[int, int]]:
    """Minutes of the week in which it may be open: never too few, as dates are left out. What
    crosses the end of the week is two."""
    found = set()
    for row in read(pattern).rows:
        if row.is_closed:
            continue
        if row.weekday is None:
            return {(0, WEEK)}
        assert row.opens is not None
        start = row.weekday * DAY + row.opens
        end = start + row.length
        found.add((start, min(end, WEEK)))
        if end > WEEK:
            found.add((0, end - WEEK))
    return found
