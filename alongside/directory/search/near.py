"""Meetings near a spot, or online anywhere: best first, one line for what belongs together."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast
from pydantic_core import from_json

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
    Time,
    Wish,
)
from alongside.directory.search.prepared import Prepared, Row, bare
from alongside.directory.search.text import Term, understand
from alongside.directory.search.where import Spot

SMALL, NEARLY = 4, 0.7  # what is looked at first, as a part of the distance; when to go all of it
MONTH = timedelta(days=35)
DATED = marks.BITS["dated"]


def nearest(km: float, enough: int, look: Callable[[float], list[Row]]) -> list[Row]:
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

        def look(km: float) -> list[Row]:
            near = sql.Near(spot, km, cells.MEETING)
            return sql.entries_near(near, mask, terms, enough)

        rows = nearest(wish.km, enough, look)
    else:
        near = sql.Near(spot, wish.km, cells.MEETING)
        most_times = enough + COUNTED  # the same group may come twice in a day
        rows = sql.times_near(near, wish.mask, terms, most_times, window=window, now=now)
    found = list({entry: apart for entry, apart, *_ in reversed(rows)}.items())[::-1]
    chosen = {entry: sql.km_of(apart) for entry, apart in found[first : first + most]}
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
    enough = enough_for(0, most)
    rows = sql.times_online(wish.mask, terms, enough, window=window, spot=spot, now=now)
    chosen = dict.fromkeys((entry for entry, _ in rows), 0.0)
    hits = hits_of(chosen, wish, here, window)[:most]
    for hit in hits:
        hit.km = None
    return Hits(sorted(hits, key=lambda hit: hit.minutes or 0), len(rows))


_lines = Prepared(
    lambda entries: (
        finding.entries()
        .filter(pk__in=entries)
        .values_list("pk", "marks", "time_zone", "said", "week")
    )
)
shown = Prepared(
    lambda keys: (
        policy.meetings()
        .filter(pk__in=keys)
        .values_list(Cast("pk", CharField()), "rrule", "checked_at", "verified_at")
    ),
    uuid.UUID,
)


def hits_of(
    chosen: dict[int, float], wish: Wish, here: datetime, window: times.Window | None
) -> list[Hit]:
    """The lines of these entries. Each meeting is judged by its own clock; whether the one that
    a line leads to may be shown, and when it was checked, is asked now."""
    lines = {row[0]: _Line._make([*row[:4], _times_of(row[4])]) for row in _lines(list(chosen))}
    judge = _Judge(here, window, wish)
    judge.look_up(list(lines.values()))
    first: dict[int, tuple[int, Time]] = {}
    for entry, line in lines.items():
        soon = sorted([(judge.until(line, time), time.key, time) for time in line.times])
        for minutes, _key, time in soon:
            if judge.fits(line, time, minutes):
                first[entry] = minutes, time
                break
    live = {bare(row[0]): row[1:] for row in shown([time.key for _, time in first.values()])}
    found = []
    for entry, km in chosen.items():
        if entry not in first or bare(first[entry][1].key) not in live:
            continue
        line, (minutes, time) = lines[entry], first[entry]
        row = Sitting._make([*from_json(line.said), *time, *live[bare(time.key)], entry])
        also = [other for other in line.times if other.key != time.key]
        exact = bool(line.marks & marks.BITS["exact"])
        found.append(Hit(time.key, km, exact, minutes, line.marks, row, also))
    return found


class _Line(NamedTuple):
    entry: int
    marks: int
    time_zone: str
    said: str
    times: list[Time]

    @property
    def is_irregular(self) -> bool:
        return bool(self.marks & DATED)


def _times_of(week: str) -> list[Time]:
    return [Time(*each) for each in from_json(week)]


class _Judge:
    """When meetings take place next, seen from here and now, and whether that is in time."""

    def __init__(self, here: datetime, window: times.Window | None, wish: Wish) -> None:
        self.here, self.window, self.part = here, window, wish.part
        self.now = times.week_minute(here)
        self.ahead: dict[str, int] = {}
        self.dated: dict[uuid.UUID, int] = {}
        self.never: set[uuid.UUID] = set()  # paused until further notice, or over

    def look_up(self, lines: Sequence[_Line]) -> None:
        """When those take place that do not come every week; most lists have none."""
        keys = [time.pk for line in lines if line.is_irregular for time in line.times]
        if not keys:
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
        for pk, found in occurrences.starts(keys, since, until).items():
            self.dated[pk] = int((found[0].starts_at - self.here).total_seconds() // 60)
        if self.window is None:
            late = occurrences.patterns(key for key in keys if key not in self.dated)
            self.never = {pk for pk, said in late.items() if not following(said, self.here)}

    def begins(self, line: _Line, time: Time) -> int | None:
        """The minute of the week, on the clock here."""
        if time.weekday is None or time.start_minute is None:
            return None
        zone = line.time_zone
        if zone not in self.ahead:
            self.ahead.update(times.offsets([zone], self.here))
        return time.weekday * times.DAY + time.start_minute - self.ahead[zone]

    def until(self, line: _Line, time: Time) -> int:
        if line.is_irregular:
            return self.dated.get(time.pk, UNSAID)
        begins = self.begins(line, time)
        if begins is None or time.start_minute is None:
            return UNSAID
        end = None
        if time.end_minute is not None:
            end = begins + (time.end_minute - time.start_minute) % times.DAY
        return times.until(begins % times.WEEK, self.now, end=end)

    def fits(self, line: _Line, time: Time, minutes: int) -> bool:
        if self.window is None:
            if line.is_irregular and time.pk in self.never:
                return False
            if self.part not in times.PARTS:
                return True
            return time.start_minute is not None and times.in_part(self.part, time.start_minute)
        if line.is_irregular:
            return minutes != UNSAID
        begins = self.begins(line, time)
        return begins is not None and self.window.holds(begins)
