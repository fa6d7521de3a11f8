"""From facts to the numbers of returns, and which of them are hidden. Plain values only.

Everything that any return asks of one measure is decided together, and for a quarter with its
months at once: whoever lays two returns, or three months, side by side learns nothing more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from alongside.insights import rules
from alongside.insights.rules import WHOLE, Cell, Key, Period, Sum, Table
from alongside.insights.rules.definitions import Line
from alongside.insights.rules.measures import (
    MOST,
    NOT_TOLD,
    PEOPLE,
    THINGS,
    TIMES,
    Fact,
    Measure,
    Measures,
)

Where = tuple[tuple[str, tuple[str, ...]], ...]  # by axis in order, the values that count
Place = tuple[str, tuple[str, ...]]  # month, and a value for each split
Number = tuple[str, str, Where, str]  # measure, what is asked of it, which of it, column


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers, and those of them that are never shown."""

    numbers: Mapping[Number, int]
    hidden: frozenset[Number]

    def shown(self, number: Number) -> int | None:
        """None is 'too few to show'."""
        return None if number in self.hidden else self.numbers[number]


@dataclass(slots=True)
class Heap:
    """Facts that are alike."""

    things: int = 0
    times: int = 0
    most: int = 0
    nameless: int = 0
    who: set[Key] = field(default_factory=set)

    def add(self, other: "Heap") -> None:
        self.things += other.things
        self.times += other.times
        self.most = max(self.most, other.most)
        self.nameless += other.nameless
        self.who |= other.who

    @property
    def people(self) -> int:
        """How many may stand behind it: each time without a name may have been another."""
        return len(self.who) + self.nameless

    def asked(self, what: str) -> int:
        return {
            THINGS: self.things,
            TIMES: self.times,
            PEOPLE: len(self.who),
            MOST: self.most,
        }[what]


def refined(where: Where, axis: str, value: str) -> Where:
    """The same, and only of one value more."""
    return tuple(sorted((*where, (axis, (value,)))))


def wheres(line: Line, measure: Measure) -> list[Where]:
    """What a line asks about: the whole of it, then each part of its split, those who did not
    say last."""
    if not line.by:
        return [line.only]
    values = (*measure.splits[line.by].values, NOT_TOLD)
    return [line.only, *(refined(line.only, line.by, value) for value in values)]


def tally(
    facts: Iterable[Fact],
    lines: Sequence[Line],
    measures: Measures,
    *,
    quarter: Period,
    floor: int,
) -> Tally:
    """The numbers of all these lines for a quarter and its months."""
    by_measure: dict[str, list[Fact]] = {}
    for fact in facts:
        by_measure.setdefault(fact.measure, []).append(fact)
    numbers: dict[Number, int] = {}
    hidden: set[Number] = set()
    names = {line.measure for line in lines}
    for name in sorted(names, key=lambda name: (bool(measures[name].like), name)):
        family = _Family(
            name,
            measures[name],
            [line for line in lines if line.measure == name],
            by_measure.get(name, []),
            quarter,
        )
        numbers |= family.numbers()
        like = measures[name].like
        told = {(where, column) for other, _asks, where, column in hidden if other == like}
        hidden |= family.hidden(floor, told)
    return Tally(numbers, frozenset(hidden))


class _Family:
    """All that is asked of one measure."""

    def __init__(
        self,
        name: str,
        measure: Measure,
        lines: Sequence[Line],
        facts: Sequence[Fact],
        quarter: Period,
    ) -> None:
        self.name, self.measure, self.lines = name, measure, lines
        self.months = rules.months_in(quarter)
        asked = {(line.asks, where) for line in lines for where in wheres(line, measure)}
        self.wheres = {
            what: sorted(where for each, where in asked if each == what)
            for what in sorted({what for what, _ in asked})
        }
        self.axes = sorted({axis for _, where in asked for axis, _ in where})
        self.heaps = self._heaped(facts)
        self.matched: dict[tuple[Where, str], frozenset[Place]] = {}

    # --- counting ---------------------------------------------------------------

    def _heaped(self, facts: Sequence[Fact]) -> dict[Place, Heap]:
        """By month, and by every split that is asked for."""
        told = self._last_told(facts)
        heaps: dict[Place, Heap] = {}
        for fact in facts:
            values = tuple(
                told.get((fact.who, axis)) or self._value(fact, axis) for axis in self.axes
            )
            heap = heaps.setdefault((rules.month_of(fact.day).slug, values), Heap())
            named = fact.who is not None
            heap.add(
                Heap(
                    fact.things,
                    fact.times,
                    fact.things,
                    0 if named else fact.times,
                    {fact.who} if named else set(),
                )
            )
        return heaps

    def _value(self, fact: Fact, axis: str) -> str:
        """What the measure does not know is not told."""
        value = fact.splits.get(axis, NOT_TOLD)
        return value if value in self.measure.splits[axis].values else NOT_TOLD

    def _last_told(self, facts: Sequence[Fact]) -> dict[tuple[Key, str], str]:
        """What each person said of themselves last: they stand in one part of a split only."""
        axes = [axis for axis in self.axes if self.measure.splits[axis].of_person]
        told: dict[tuple[Key, str], tuple[date, str]] = {}
        for fact in facts:
            for axis in axes if fact.who is not None else ():
                said = (fact.day, self._value(fact, axis))
                if said[1] != NOT_TOLD:
                    told[fact.who, axis] = max(said, told.get((fact.who, axis), said))
        return {key: value for key, (_, value) in told.items()}

    def _matching(self, where: Where, column: str) -> frozenset[Place]:
        found = self.matched.get((where, column))
        if found is None:
            asked = [(self.axes.index(axis), values) for axis, values in where]
            found = frozenset(
                (month, values)
                for month, values in self.heaps
                if column in (WHOLE, month) and all(values[at] in ok for at, ok in asked)
            )
            self.matched[where, column] = found
        return found

    def _of(self, keys: Iterable[Place]) -> Heap:
        found = Heap()
        for key in keys:
            found.add(self.heaps[key])
        return found

    @property
    def _columns(self) -> list[str]:
        return [WHOLE, *(month.slug for month in self.months)]

    def numbers(self) -> dict[Number, int]:
        return {
            (self.name, what, where, column): self._of(self._matching(where, column)).asked(what)
            for what, asked in self.wheres.items()
            for where in asked
            for column in self._columns
        }

    # --- hiding -----------------------------------------------------------------

    def hidden(self, floor: int, told: set[tuple[Where, str]]) -> set[Number]:
        """People first: a number of things may tell how few they were. And what is hidden of
        another measure that tells the same (`told`)."""
        if not self.measure.about_people:
            return set()
        found: set[Number] = set()
        few: set[tuple[Where, str]] = set()
        for what in sorted(self.wheres, key=lambda what: what != PEOPLE):
            table = self._table(what)
            mine = [(where, column) for where in self.wheres[what] for column in self._columns]
            also = {key for key in mine if key in few and table.cells[key].count < 2 * floor}
            also |= {key for key in mine if key in told and table.cells[key].count}
            keys = rules.hide_small(table, floor, also=also)
            kept = {key for key in mine if key in keys}
            if what == PEOPLE:
                few = kept
            found |= {(self.name, what, where, column) for where, column in kept}
        return found

    def _table(self, what: str) -> Table:
        cells: dict[Key, Cell] = {}
        sums: list[Sum] = []
        for where in self.wheres[what]:
            for column in self._columns:
                heap = self._of(self._matching(where, column))
                behind = len(heap.who) if what == PEOPLE else heap.people
                rank = (not where) * 2 + (column == WHOLE)
                cells[where, column] = Cell(heap.asked(what), behind, rank=rank)
        sums += self._over_months(what, cells)
        sums += self._over_splits(what)
        sums += self._within(what, cells)
        return Table(cells, sums)

    def _over_months(self, what: str, cells: dict[Key, Cell]) -> Iterator[Sum]:
        """Months add up to the quarter; of people, each is a part of it."""
        months = self._columns[1:]
        for where in self.wheres[what]:
            if what in {THINGS, TIMES}:
                parts = tuple((where, month) for month in months)
                yield Sum((where, WHOLE), parts, apart=False)
            elif what == PEOPLE:
                for month in months:
                    whole, part = cells[where, WHOLE].count, cells[where, month].count
                    rest = ("rest", (where, WHOLE), (where, month))
                    cells[rest] = Cell(whole - part, whole - part, shown=False)
                    yield Sum((where, WHOLE), ((where, month), rest))

    def _over_splits(self, what: str) -> Iterator[Sum]:
        """The parts of a split add up; of people, only where each is in one part."""
        for line in self.lines:
            if line.asks != what or not line.by or what == MOST:
                continue
            if what == PEOPLE and not self.measure.splits[line.by].of_person:
                continue
            whole, *parts = wheres(line, self.measure)
            for column in self._columns:
                yield Sum(
                    (whole, column), tuple((part, column) for part in parts), apart=what == PEOPLE
                )

    def _within(self, what: str, cells: dict[Key, Cell]) -> Iterator[Sum]:
        """Where one number is a part of another, the rest of it is never shown."""
        if what == MOST:
            return
        for whole in self.wheres[what]:
            for part in self.wheres[what]:
                if whole == part or not _is_within(part, whole):
                    continue
                for column in self._columns:
                    rest = ("rest", (whole, column), (part, column))
                    cells[rest] = self._rest(what, whole, part, column, cells)
                    yield Sum((whole, column), ((part, column), rest), apart=what == PEOPLE)

    def _rest(
        self, what: str, whole: Where, part: Where, column: str, cells: Mapping[Key, Cell]
    ) -> Cell:
        count = cells[whole, column].count - cells[part, column].count
        if what == PEOPLE:
            return Cell(count, count, shown=False)
        left = self._of(self._matching(whole, column) - self._matching(part, column))
        return Cell(count, left.people, shown=False)


def _is_within(part: Where, whole: Where) -> bool:
    of = dict(part)
    return all(axis in of and set(of[axis]) <= set(values) for axis, values in whole)
