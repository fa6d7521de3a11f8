"""Where the stretches of a journey lie on one line of time, in units of the picture.

Each has a row of its own, so that nothing covers anything, under the heading of its line. The
part that is sure is drawn full; what is only roughly known reaches further, pale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from alongside.support.rules.spans import Span

WIDE, LEFT, RIGHT = 360.0, 6.0, 354.0
TOP, HEADING, ROW, FOOT = 10.0, 30.0, 40.0, 30.0
TICKS = 6
STEPS = (1, 2, 5, 10, 20, 50)
SHORT = timedelta(days=183)  # the least that a picture shows
LEAST = 5.0  # how wide a bar is at least
MIDDLE = (LEFT + RIGHT) / 2


@dataclass(frozen=True, slots=True)
class Entry:
    """`line` is stage, setting, treatment or moment; the last has no length."""

    line: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bar:
    """`x` to `end` is possible, `sure_x` to `sure_end` is sure (nothing where they are equal)."""

    entry: Entry
    y: float
    x: float
    end: float
    sure_x: float
    sure_end: float

    @property
    def wide(self) -> float:
        return round(self.end - self.x, 1)

    @property
    def sure_wide(self) -> float:
        return round(self.sure_end - self.sure_x, 1)

    @property
    def is_right(self) -> bool:
        """Its name ends where it ends, since it would run out of the picture otherwise."""
        return self.x > MIDDLE

    @property
    def label_x(self) -> float:
        return self.end if self.is_right else self.x

    @property
    def goes_on(self) -> bool:
        return self.entry.span.goes_on

    @property
    def middle(self) -> float:
        return round((self.x + self.end) / 2, 1)


@dataclass(frozen=True, slots=True)
class Heading:
    line: str
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    year: int


@dataclass(slots=True)
class Picture:
    high: float = 0
    first: date = date.min
    last: date = date.min
    today: float = 0
    headings: list[Heading] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)


def draw(entries: Sequence[Entry], *, lines: Sequence[str], today: date) -> Picture:
    """`entries` in the order in which they are drawn; `lines` the order of the headings."""
    made = Picture()
    made.first, made.last = _reach(entries, today)
    y = TOP
    for line in lines:
        here = [entry for entry in entries if entry.line == line]
        if not here:
            continue
        made.headings.append(Heading(line, y + HEADING * 0.6))
        y += HEADING
        for entry in here:
            made.bars.append(_bar(entry, y, made, today))
            y += ROW
    made.high = y + FOOT
    made.today = _x(today, made)
    made.ticks = _ticks(made)
    return made


def _reach(entries: Sequence[Entry], today: date) -> tuple[date, date]:
    known = [each for entry in entries for each in (entry.span.start, entry.span.end) if each]
    first = min([rough.first for rough in known], default=today - SHORT)
    last = max([rough.last for rough in known] + [today])
    return min(first, last - SHORT), last


def _x(day: date, made: Picture) -> float:
    day = min(max(day, made.first), made.last)
    share = (day - made.first).days / max((made.last - made.first).days, 1)
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _bar(entry: Entry, y: float, made: Picture, today: date) -> Bar:
    begin, end = entry.span.begins(today), entry.span.ends(today)
    x = _x(begin[0], made)
    until = RIGHT if entry.span.goes_on else _x(end[1], made)
    if entry.line == "moment" and entry.span.start:
        until = _x(entry.span.start.last, made)
    sure, sure_end = _x(begin[1], made), until if entry.span.goes_on else _x(end[0], made)
    if entry.span.start is None and entry.span.end is None and not entry.span.goes_on:
        sure = sure_end = x
    if until - x < LEAST:
        x = max(LEFT, min(x, RIGHT - LEAST))
        until = x + LEAST
        sure, sure_end = (x, until) if sure <= sure_end else (x, x)
    if sure_end <= sure:
        sure = sure_end = x
    return Bar(entry, y, x, round(until, 1), sure, round(sure_end, 1))


def _ticks(made: Picture) -> list[Tick]:
    years = made.last.year - made.first.year + 1
    step = next((each for each in STEPS if years / each <= TICKS), STEPS[-1])
    found = [
        Tick(_x(date(year, 1, 1), made), year)
        for year in range(made.first.year, made.last.year + 1)
        if year % step == 0 and date(year, 1, 1) >= made.first
    ]
    return found or [Tick(LEFT, made.first.year)]
