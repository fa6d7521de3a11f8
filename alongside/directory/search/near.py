"""Meetings near a spot, or online anywhere: best first, one line for what belongs together."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from alongside.directory import policy
from alongside.directory.policy import finding
from alongside.directory.rules import cells, marks, times
from alongside.directory.rules.occurrences import following
from alongside.directory.search import occurrences, sql
from alongside.directory.search.asked import (
    COUNTED,
    UNSAID,
    Hit,
    Hits,
    Sitting,
    Wish,
)
from alongside.directory.search.prepared import Prepared
from alongside.directory.search.text import Term, understand
from alongside.directory.search.where import Spot

SMALL, NEARLY = 4, 0.7  # what is looked at first, as a part of the distance; when to go all of it
MONTH = timedelta(days=35)
DATED = marks.BITS["dated"]


def nearest(km: float, enough: int, look: Callable[[float], list[sql.Row]]) -> list[sql.Row]:
    """First in a small ring, since sorting the thousands that a city may have within reach is
    dear; then as far as that lets one expect enough, then all the way."""
    ring = km / SMALL
    found = look(ring)
    if len(found) < enough and found:
        ring *= sqrt(2 * enough / len(found))
        found = look(ring) if ring < km * NEARLY else found
    if len(found) < enough:
        found = look(km)
    return found


def enough_for(first: int, most: int) -> int:
    return first + max(most, COUNTED) + 1


def meetings_near(
    spot: Spot,
    wish: Wish,
    *,
    now: datetime,
    first: int = 0,
    most: int = 20,
    terms: Sequence[Term] | None = None,
) -> Hits:
    """Within reach: an hour of waiting weighs like six kilometres, a word in the name more than
    one elsewhere. On any day the nearest come first."""
    terms = understand(wish.what).terms if terms is None else terms
    here = spot.now(now)
    minute = times.week_minute(here)
    window = wish.window(minute)
    enough = enough_for(first, most)
    if window is None:
        mask = wish.mask | marks.mask([wish.part])

        def look(km: float) -> list[sql.Row]:
            near = sql.Near(spot, km, cells.MEETING)
            return sql.entries_near(near, mask, terms, enough)

        rows = nearest(wish.km, enough, look)
    else:
        comes = sql.ahead(spot.time_zone, now)
        rows = sql.times_near(
            sql.Near(spot, wish.km, cells.MEETING),
            wish.mask,
            terms,
            enough + COUNTED,  # the same group may come twice in a day
            slots=sql.slots(window, minute, now),
            ahead=comes,
            within=sql.within(window, minute, comes),
        )
    found = list({entry: sql.km_of(apart) for entry, apart, *_ in reversed(rows)}.items())[::-1]
    chosen = dict(found[first : first + most])
    return Hits(hits_of(chosen, wish, here, window), len(found))


def meetings_online(
    wish: Wish,
    *,
    now: datetime,
    spot: Spot | None = None,
    most: int = 20,
    terms: Sequence[Term] | None = None,
) -> Hits:
    """Online meetings anywhere, the next on the reader's clock first."""
    terms = understand(wish.what).terms if terms is None else terms
    here = spot.now(now) if spot else now
    minute = times.week_minute(here)
    window = wish.window(minute) or times.Window((minute - times.LATE) % times.WEEK, times.DAY)
    comes = sql.ahead(spot.time_zone if spot else "UTC", now)
    rows = sql.times_online(
        wish.mask,
        terms,
        enough_for(0, most),
        slots=sql.slots(window, minute, now),
        ahead=comes,
        within=sql.within(window, minute, comes, slack=60),
    )
    chosen = dict.fromkeys((entry for entry, _ in rows), 0.0)
    hits = hits_of(chosen, wish, here, window)[:most]
    for hit in hits:
        hit.km = None
    return Hits(sorted(hits, key=lambda hit: hit.minutes or 0), len(rows))


class _Time(NamedTuple):
    """A time of an entry, from the index; `key` is its meeting's. See `asked.Other`."""

    id: int
    entry: int
    key: str
    weekday: int | None
    start_minute: int | None
    end_minute: int | None
    marks: int
    time_zone: str

    @property
    def pk(self) -> uuid.UUID:
        return uuid.UUID(self.key)

    @property
    def is_irregular(self) -> bool:
        return bool(self.marks & DATED)


# As text, a key costs nothing to read: only those that are shown become one again.
_times = Prepared(
    lambda entries: (
        finding.entry_times()
        .filter(entry__in=entries)
        .values_list(
            *("pk", "entry_id", Cast("meeting_id", CharField()), "weekday", "starts", "ends"),
            *("marks", "entry__time_zone"),
        )
    )
)
_rows = Prepared(
    lambda times: (
        policy.meetings()
        .filter(entry_time__in=times)
        .values_list(*Sitting._fields[:-1], "entry_time__entry_id")
    )
)


def hits_of(
    chosen: dict[int, float], wish: Wish, here: datetime, window: times.Window | None
) -> list[Hit]:
    """The lines of these entries. Each meeting is judged by its own clock; only the one that a
    line leads to is read whole."""
    lines: dict[int, list[_Time]] = defaultdict(list)
    for values in _times(list(chosen)):
        lines[values[1]].append(_Time._make(values))
    judge = _Judge(here, window, wish)
    judge.look_up([time for each in lines.values() for time in each if time.is_irregular])
    first: dict[int, tuple[int, _Time]] = {}
    for entry, each in lines.items():
        soon = [(judge.until(time), time.key, time) for time in each]
        soon.sort()
        fitting = next(((minutes, t) for minutes, _, t in soon if judge.fits(t, minutes)), None)
        if fitting:
            first[entry] = fitting
    found = []
    rows = {row[-1]: Sitting(*row) for row in _rows([time.id for _, time in first.values()])}
    for entry, km in chosen.items():
        if entry not in rows:
            continue
        minutes, time = first[entry]
        also = [other for other in lines[entry] if other.id != time.id]
        exact = bool(time.marks & marks.BITS["exact"])
        row = rows[entry]
        found.append(Hit(row.pk, km, exact, minutes, time.marks, row, also))
    return found


class _Judge:
    """When meetings take place next, seen from here and now, and whether that is in time."""

    def __init__(self, here: datetime, window: times.Window | None, wish: Wish) -> None:
        self.here, self.window, self.part = here, window, wish.part
        self.now = times.week_minute(here)
        self.ahead: dict[str, int] = {}
        self.dated: dict[uuid.UUID, int] = {}
        self.never: set[uuid.UUID] = set()  # paused until further notice, or over

    def look_up(self, rows: Sequence[_Time]) -> None:
        """When those take place that do not come every week; most lists have none."""
        if not rows:
            return
        since = self.here - timedelta(minutes=times.LATE)
        until = since + MONTH
        if self.window:
            later = (self.window.start - self.now + times.LATE) % times.WEEK
            if later + self.window.length > times.WEEK:  # it has begun
                later = 0
                rest = (self.window.start + self.window.length - self.now) % times.WEEK
                until = self.here + timedelta(minutes=rest)
            else:
                since += timedelta(minutes=later)
                until = since + timedelta(minutes=self.window.length)
        for pk, found in occurrences.starts([row.pk for row in rows], since, until).items():
            self.dated[pk] = int((found[0].starts_at - self.here).total_seconds() // 60)
        if self.window is None:
            late = occurrences.patterns(row.pk for row in rows if row.pk not in self.dated)
            self.never = {pk for pk, said in late.items() if not following(said, self.here)}

    def begins(self, row: _Time) -> int | None:
        """The minute of the week, on the clock here."""
        if row.weekday is None or row.start_minute is None:
            return None
        if row.time_zone not in self.ahead:
            self.ahead.update(times.offsets([row.time_zone], self.here))
        return row.weekday * times.DAY + row.start_minute - self.ahead[row.time_zone]

    def until(self, row: _Time) -> int:
        if row.is_irregular:
            return self.dated.get(row.pk, UNSAID)
        begins = self.begins(row)
        if begins is None or row.start_minute is None:
            return UNSAID
        end = None
        if row.end_minute is not None:
            end = begins + (row.end_minute - row.start_minute) % times.DAY
        return times.until(begins % times.WEEK, self.now, end=end)

    def fits(self, row: _Time, minutes: int) -> bool:
        if self.window is None:
            if row.is_irregular and row.pk in self.never:
                return False
            if self.part not in times.PARTS:
                return True
            return row.start_minute is not None and times.in_part(self.part, row.start_minute)
        if row.is_irregular:
            return minutes != UNSAID
        begins = self.begins(row)
        return begins is not None and self.window.holds(begins)
