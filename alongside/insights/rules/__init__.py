"""Periods, and which numbers would say too much. Plain values only.

**Small numbers.** A number about fewer than `floor` people is *small* and never shown. Zero is
shown: nobody is behind it. A small number must not be found by subtraction either, so a
`Table` also holds the numbers that are never shown but follow from those that are (people
*without* a kind of contact, people of the quarter who did not come in that month), and the
sums that tie them together. `hide_small` hides more until no small number follows from
any of the sums, together or alone. What it hides is decided for a whole quarter with its months
at once: a reader who turns from page to page sees one and the same publication.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Key = Hashable


# --- periods -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a quarter; `end` is the first day after it."""

    slug: str
    start: date
    end: date

    @property
    def is_quarter(self) -> bool:
        return "q" in self.slug

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


def month_of(day: date) -> Period:
    start = day.replace(day=1)
    return Period(f"{start:%Y-%m}", start, _months_on(start, 1))


def quarter_of(day: date) -> Period:
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(f"{start.year}-q{start.month // 3 + 1}", start, _months_on(start, 3))


def months_in(quarter: Period) -> list[Period]:
    return [month_of(_months_on(quarter.start, ahead)) for ahead in range(3)]


def period_named(slug: str, *, today: date) -> Period | None:
    """`2026-11` or `2026-q4`; None for what is no period, or has not begun."""
    year, _, rest = slug.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= 2000):
        return None
    if rest in {"q1", "q2", "q3", "q4"}:
        found = quarter_of(date(int(year), int(rest[1]) * 3, 1))
    elif rest.isascii() and rest.isdigit() and len(rest) == 2 and 1 <= int(rest) <= 12:
        found = month_of(date(int(year), int(rest), 1))
    else:
        return None
    return found if found.start <= today else None


def before(period: Period) -> Period:
    last = period.start - timedelta(days=1)
    return quarter_of(last) if period.is_quarter else month_of(last)


def recent(today: date, *, quarters: int) -> list[Period]:
    """What may be chosen: the newest quarters, each with its months that have begun."""
    found: list[Period] = []
    quarter = quarter_of(today)
    for _ in range(quarters):
        found.append(quarter)
        found += [month for month in reversed(months_in(quarter)) if month.start <= today]
        quarter = before(quarter)
    return found


def _months_on(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


# --- small numbers -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """`count` is the number, `people` how many stand behind it. Among several that could be
    hidden to protect another, the lowest `rank` goes first: totals last."""

    count: int
    people: int
    shown: bool = True
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of `parts`. `apart`: nobody stands behind two of the parts."""

    total: Key
    parts: tuple[Key, ...]
    apart: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    cells: Mapping[Key, Cell]
    sums: Sequence[Sum] = ()


def is_small(cell: Cell, floor: int) -> bool:
    return 0 < cell.people < floor


def hide_small(table: Table, floor: int, *, also: Iterable[Key] = ()) -> set[Key]:
    """The keys to hide: small ones, `also`, and as many more as it takes to keep them.

    Nothing that is hidden follows from what is shown: where a number that was hidden for
    the sake of another follows in the end anyway, it is shown.
    """
    keep = {key for key, cell in table.cells.items() if is_small(cell, floor)} | set(also)
    hidden = set(keep)
    while betrayed := _betrayed(table, hidden, keep, floor):
        hidden.add(_next_to_hide(table, hidden, betrayed))
    return {key for key in hidden - _known(table, hidden) if table.cells[key].shown}


def _known(table: Table, hidden: set[Key]) -> set[Key]:
    """What a reader can work out, of all they are not shown."""
    return derivable(table, hidden | {key for key, cell in table.cells.items() if not cell.shown})


def _betrayed(table: Table, hidden: set[Key], keep: set[Key], floor: int) -> list[Sum]:
    """The sums by which a number to keep, or a small rest of several, could be worked out."""
    known = _known(table, hidden)
    unknown = hidden | {key for key, cell in table.cells.items() if not cell.shown}
    found, unknown = known & keep, unknown - (known - keep)
    return [
        each
        for each in table.sums
        if found & {each.total, *each.parts} or _leaves_a_small_rest(table, each, unknown, floor)
    ]


def _leaves_a_small_rest(table: Table, each: Sum, unknown: set[Key], floor: int) -> bool:
    rest = [table.cells[part].people for part in each.parts if part in unknown]
    if each.total in unknown or not rest or len(rest) == len(each.parts):
        return False
    return 0 < (sum(rest) if each.apart else max(rest)) < floor


def _next_to_hide(table: Table, hidden: set[Key], sums: Sequence[Sum]) -> Key:
    """The least loss: a part before a total, a small one before a large one."""

    def loss(key: Key) -> tuple[bool, int, int, str]:
        cell = table.cells[key]
        return (cell.count == 0, cell.rank, cell.count, str(key))

    near = {key for each in sums for key in (each.total, *each.parts)}
    for keys in (near, set(table.cells)):
        open_keys = [key for key in keys - hidden if table.cells[key].shown]
        if open_keys:
            return min(open_keys, key=loss)
    raise AssertionError("with everything hidden nothing can follow")


def derivable(table: Table, unknown: set[Key]) -> set[Key]:
    """The unknown numbers that follow exactly from the known ones by the sums, however
    combined: those that stand alone in a row once the sums are solved (Gauss, Jordan)."""
    rows: list[dict[Key, Fraction]] = []
    for each in table.sums:
        row = {part: Fraction(-1) for part in each.parts if part in unknown}
        if each.total in unknown:
            row[each.total] = Fraction(1)
        for pivot, other in _pivots(rows):
            if pivot in row:
                _take(row, other, row[pivot])
        if not row:
            continue
        pivot = next(iter(row))
        row = {key: value / row[pivot] for key, value in row.items()}
        for other in rows:
            if pivot in other:
                _take(other, row, other[pivot])
        rows.append({pivot: row.pop(pivot)} | row)
    return {pivot for pivot, row in _pivots(rows) if len(row) == 1}


def _pivots(rows: list[dict[Key, Fraction]]) -> list[tuple[Key, dict[Key, Fraction]]]:
    return [(next(iter(row)), row) for row in rows]


def _take(row: dict[Key, Fraction], other: Mapping[Key, Fraction], times: Fraction) -> None:
    for key, value in other.items():
        left = row.get(key, Fraction(0)) - times * value
        if left:
            row[key] = left
        else:
            row.pop(key, None)


# --- the shape of our tables ---------------------------------------------------------

WHOLE = "whole"  # the column of the quarter; the others are its months


@dataclass(frozen=True, slots=True)
class Count:
    """How many things, about how many people; and about how many the rest is, where the
    count is a part of a total (contacts that were not of this kind)."""

    things: int = 0
    people: int = 0
    people_in_rest: int = 0


Counts = Mapping[tuple[str, str], Count]  # (row, column)


def visits_counted(
    days: Iterable[tuple[date, int, int]], months: Sequence[Period], *, total: str, part: str
) -> dict[tuple[str, str], Count]:
    """Counts of visits, by lines of (day, visits, how many of them are of the part): as if each
    were another person, who may be one."""
    came = dict.fromkeys((WHOLE, *(each.slug for each in months)), 0)
    parts = dict(came)
    for day, visits, of_part in days:
        for column in (WHOLE, month_of(day).slug):
            came[column] += visits
            parts[column] += of_part
    return {(total, column): Count(n, n) for column, n in came.items()} | {
        (part, column): Count(n, n, came[column] - n) for column, n in parts.items()
    }


def people_table(counts: Counts, *, total: str) -> Table:
    """People, each counted once a period: a month is part of the quarter, but the months do not
    add up to it."""
    cells: dict[Key, Cell] = {}
    sums: list[Sum] = []
    for (row, column), count in counts.items():
        cells[row, column] = Cell(count.people, count.people, rank=_rank(row, column, total))
        if row != total:
            rest = counts[total, column].people - count.people
            _add_rest(cells, sums, (total, column), (row, column), rest)
        if column != WHOLE:
            rest = counts[row, WHOLE].people - count.people
            _add_rest(cells, sums, (row, WHOLE), (row, column), rest)
    return Table(cells, sums)


def things_table(
    counts: Counts,
    *,
    total: str,
    rest_shown: bool = False,
    sorts: Iterable[Sequence[str]] = (),
) -> Table:
    """Things that happened: the months add up to the quarter, and so do the rows of each of
    `sorts` to the total: each thing is of one of them."""
    cells: dict[Key, Cell] = {}
    sums: list[Sum] = []
    months = dict.fromkeys(column for _, column in counts if column != WHOLE)
    for (row, column), count in counts.items():
        cells[row, column] = Cell(count.things, count.people, rank=_rank(row, column, total))
        if row != total:
            things = counts[total, column].things - count.things
            rest = rest_of(row, column)
            cells[rest] = Cell(things, count.people_in_rest, shown=rest_shown)
            sums.append(Sum((total, column), ((row, column), rest), apart=False))
        if column == WHOLE:
            parts = tuple((row, month) for month in months)
            sums.append(Sum((row, WHOLE), parts, apart=False))
    for rows in sorts:
        for column in (WHOLE, *months):
            each = tuple((row, column) for row in rows)
            sums.append(Sum((total, column), each, apart=False))
    return Table(cells, sums)


def _add_rest(cells: dict[Key, Cell], sums: list[Sum], total: Key, part: Key, rest: int) -> None:
    key = ("rest", total, part)
    cells[key] = Cell(rest, rest, shown=False)
    sums.append(Sum(total, (part, key)))


def rest_of(row: str, column: str) -> Key:
    """The key of what is not of this row, in a table of things."""
    return ("not", row, column)


def _rank(row: str, column: str, total: str) -> int:
    return (row == total) * 2 + (column == WHOLE)


def pinned(counts: Counts, hidden: set[Key], floor: int) -> set[Key]:
    """Numbers of things so near the floor that they would tell a hidden number of people."""
    return {key for key, count in counts.items() if key in hidden and count.things < 2 * floor}


def counted(
    lines: Iterable[tuple[Any, ...]], *, rows: Sequence[str], columns: Sequence[str]
) -> dict[tuple[str, str], Count]:
    """Counts from lines of (person, column, of the total, of each part), one for each person and
    column. The first row is the total of the others, the first column the whole of the others."""
    whole: dict[Any, list[int]] = {}
    in_column: dict[str, list[list[int]]] = {column: [] for column in columns}
    for person, column, *sums in lines:
        in_column[column].append(sums)
        before = whole.get(person)
        whole[person] = (
            sums if before is None else [a + b for a, b in zip(before, sums, strict=True)]
        )
    in_column[columns[0]] = list(whole.values())
    found = {}
    for column, people in in_column.items():
        for place, row in enumerate(rows):
            of_it = [sums[place] for sums in people]
            rest = sum(sums[0] > sums[place] for sums in people)
            found[row, column] = Count(sum(of_it), len(of_it) - of_it.count(0), rest)
    return found


def sorted_into(
    lines: Iterable[tuple[Any, str, str, int]], *, rows: Sequence[str], columns: Sequence[str]
) -> dict[tuple[str, str], Count]:
    """Counts of things of which each is of one row, from lines of (person, column, row, things).
    The first column is the whole of the others."""
    things = dict.fromkeys(((row, column) for row in rows for column in columns), 0)
    of: dict[str, dict[Any, set[str]]] = {column: {} for column in columns}
    for person, column, row, number in lines:
        for each in (columns[0], column):
            things[row, each] += number
            of[each].setdefault(person, set()).add(row)
    found = {}
    for column, people in of.items():
        some = dict.fromkeys(rows, 0)
        alone = dict.fromkeys(rows, 0)  # people who have nothing but this
        for theirs in people.values():
            for row in theirs:
                some[row] += 1
                alone[row] += len(theirs) == 1
        for row in rows:
            rest = len(people) - alone[row]
            found[row, column] = Count(things[row, column], some[row], rest)
    return found
