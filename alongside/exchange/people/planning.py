"""What would become of each row: come in, be here already, or stay out, and why.

The same is worked out for the report and, once more, when it is applied. Plain values in and out;
what is here already is asked of `Known`.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from alongside.core import ids
from alongside.exchange.people import asking, shapes, values
from alongside.exchange.people.tables import Cells, Table
from alongside.exchange.people.values import Bad

CHUNK = 500
MAKE, REMARK, LIKELY, HERE, REFUSE = "make", "remark", "likely", "here", "refuse"
COMES_IN = (MAKE, REMARK, LIKELY)
TAKEN_TO_BE = "taken-to-be"
SHOWN = 80  # signs of a cell in a report
_DATES = (values.moment, values.day, values.rough_day)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of one table: its kind (empty: left out), and a field a column."""

    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """`order`: how days stand, where a file does not show it. `likely`: what becomes of rows
    that are likely here already. `kinds`: what contacts were that do not say it."""

    tables: tuple[Said, ...]
    order: str = ""
    likely: str = MAKE
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement to be written down, as far as it matters to what was done."""

    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(slots=True)
class Meetings:
    """`sessions` by group and day; `there`: session and participant."""

    sessions: dict[tuple[uuid.UUID, date], uuid.UUID] = field(default_factory=dict)
    there: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)


class Known(Protocol):
    """What is here already, of one organisation."""

    zone: str
    now: datetime

    @property
    def colleagues(self) -> Mapping[str, Sequence[uuid.UUID]]:
        """Who works here, by folded name and by e-mail."""

    @property
    def walkers(self) -> frozenset[uuid.UUID]:
        """Who wear a hat to walk with people."""

    @property
    def programmes(self) -> Mapping[str, uuid.UUID]:
        """By folded name."""

    @property
    def sites(self) -> Mapping[str, uuid.UUID]: ...

    @property
    def laws(self) -> Mapping[uuid.UUID | None, str]:
        """Of each programme; of None, where all have the same."""

    @property
    def groups(self) -> Mapping[str, Sequence[uuid.UUID]]:
        """Those that the organisation runs, by folded name."""

    @property
    def questions(self) -> Mapping[str, Sequence[uuid.UUID]]:
        """The organisation's own, by folded words."""

    def askings(self, questions: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, asking.Asked]:
        """How these questions are answered."""

    def sheet(self, sheet: uuid.UUID) -> asking.Asked:
        """How answers to a sheet that is here are kept."""

    def whose_time(self, contacts: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, uuid.UUID]:
        """Of each time together that is here the participant."""

    def met(self, groups: Iterable[uuid.UUID]) -> Meetings:
        """When these groups met already, and who was there."""

    def made(self, kind: str, references: Iterable[str]) -> Mapping[str, uuid.UUID]:
        """Rows that came in before under these references, or that have them for ids."""

    def likely(self, names: Iterable[str], reaches: Iterable[str]) -> tuple[set[str], set[str]]:
        """Which of these folded names, and ways to be reached, somebody here has."""

    def agreed(self, people: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[tuple[str, Agreed]]]:
        """What people who are here agreed to inside, and took back: kind and times."""

    def pairs(self, people: Iterable[uuid.UUID]) -> Mapping[tuple[uuid.UUID, uuid.UUID], str]:
        """Which two can't begin to walk together, and why: a slug of a reason."""

    def standing(self, people: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        """Who said already where they are now."""

    def whose(self, goals: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, uuid.UUID]:
        """Of each goal that is here the participant."""

    def listings(self, pks: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        """Which of these the directory has: 'service' or 'meeting'."""


@dataclass(slots=True)
class Line:
    """A row, with what becomes of it. `said` is what its cells mean, by field; `remarks` are
    field, reason and the cell."""

    table: int
    number: int
    kind: str
    fate: str = MAKE
    id: uuid.UUID = field(default_factory=ids.new)
    reference: str = ""
    key: str = ""  # by which the row is known again
    said: dict[str, Any] = field(default_factory=dict)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)

    def remark(self, slug: str, reason: str, cell: str = "") -> None:
        self.remarks.append((slug, reason, cell[:SHOWN]))
        if self.fate == MAKE:
            self.fate = REMARK

    def refuse(self, slug: str, reason: str, cell: str = "") -> None:
        self.remarks.append((slug, reason, cell[:SHOWN]))
        self.fate = REFUSE

    @property
    def comes_in(self) -> bool:
        return self.fate in COMES_IN

    @property
    def is_colleague(self) -> bool:
        """Somebody who works here, met in a file for the first time."""
        return any(reason == TAKEN_TO_BE for _slug, reason, _cell in self.remarks)


class Unsure(Exception):
    """Somebody must say first how dates are written. `examples` are two of them."""

    def __init__(self, examples: list[str]) -> None:
        super().__init__("two-ways")
        self.examples = examples


def plain(reference: str) -> str:
    """A reference as it is compared."""
    return " ".join(reference.split()).casefold()


@dataclass(slots=True)
class Names:
    """Who can be meant: by reference, and by name where one alone has it."""

    by_reference: dict[str, uuid.UUID] = field(default_factory=dict)
    by_name: dict[str, uuid.UUID | None] = field(default_factory=dict)

    def add(self, reference: str, name: str, pk: uuid.UUID) -> None:
        if reference:
            self.by_reference[plain(reference)] = pk
        if folded := values.folded(name):
            self.by_name[folded] = None if folded in self.by_name else pk

    def find(self, cell: str, *, missing: str) -> uuid.UUID:
        if found := self.by_reference.get(plain(cell)):
            return found
        folded = values.folded(cell)
        if folded not in self.by_name:
            raise Bad(missing)
        if named := self.by_name[folded]:
            return named
        raise Bad("two-of-this-name")


class Planner:
    """One file against what is known. `lines` may be read once."""

    def __init__(self, found: Sequence[Table], choices: Choices, known: Known) -> None:
        self.tables, self.choices, self.known = found, choices, known
        self.manner = values.Manner(known.zone, choices.order)
        self.people, self.peers, self.groups = Names(), Names(), Names()
        self.goals = Names()  # each by its reference, and by its words behind whose it is
        self.goal_of: dict[uuid.UUID, uuid.UUID] = {}
        self.listings: dict[uuid.UUID, str] = {}  # of the rows at hand
        self.meetings = Meetings()
        self.sheets, self.inquiries, self.contacts = Names(), Names(), Names()
        self.sheet_of: dict[uuid.UUID, asking.Asked] = {}  # of those in the file
        self.askings: dict[uuid.UUID, asking.Asked] = {}
        self.replaced: set[uuid.UUID | None] = set()  # questions that another stands for
        self.contact_of: dict[uuid.UUID, uuid.UUID] = {}
        self.keeps_contacts = any(said.kind == "answers" for said in choices.tables)
        for name, pks in known.questions.items():
            self.inquiries.by_name[name] = pks[0] if len(pks) == 1 else None
        for name, pks in known.groups.items():
            self.groups.by_name[name] = pks[0] if len(pks) == 1 else None
        for name, pks in known.colleagues.items():
            self.peers.by_name[name] = pks[0] if len(pks) == 1 else None
        self.agreed: dict[uuid.UUID, list[tuple[str, Agreed]]] = {}
        self.walks: dict[tuple[uuid.UUID, uuid.UUID], str] = {}
        self.standing: set[uuid.UUID] = set()  # who are somewhere now
        self.asked: set[uuid.UUID] = set()
        self.programmes: dict[uuid.UUID, uuid.UUID | None] = {}  # of people of this file
        self.seen: set[tuple[str, str]] = set()
        self.alike: dict[str, int] = {}
        self.hits: tuple[set[str], set[str]] = (set(), set())  # of the rows at hand

    def lines(self) -> Iterator[Line]:
        """Raises Unsure before the first one where dates can be read in two ways."""
        orders = self._orders()
        for kind in shapes.KIND.values():
            for number, said in enumerate(self.choices.tables):
                if said.kind == kind.slug and number < len(self.tables):
                    yield from self._table(number, kind, said.fields, orders)

    def _orders(self) -> dict[tuple[int, int], values.Manner]:
        """How dates of each column stand, where its own cells settle it."""
        found: dict[tuple[int, int], values.Manner] = {}
        for number, said in enumerate(self.choices.tables[: len(self.tables)]):
            kind = shapes.KIND.get(said.kind)
            fields = [kind and kind.field(slug) for slug in said.fields]
            dated = [at for at, each in enumerate(fields) if each and each.read in _DATES]
            cells: dict[int, list[str]] = {at: [] for at in dated}
            if not dated:
                continue
            rows = self.tables[number].rows()
            next(rows, None)
            for _number, row in rows:
                for at in dated:
                    if at < len(row) and values.orders(row[at]):
                        cells[at].append(row[at])
            for at, column in cells.items():
                found[number, at] = self._settled(column)
        return found

    def _settled(self, cells: list[str]) -> values.Manner:
        order = values.order_of(cells)
        if order is None:
            return self.manner
        if len(order) == 1:
            return values.Manner(self.known.zone, next(iter(order)))
        if not self.choices.order:
            raise Unsure(cells[:2])
        return self.manner

    def _table(
        self,
        number: int,
        kind: shapes.Kind,
        fields: tuple[str, ...],
        orders: Mapping[tuple[int, int], values.Manner],
    ) -> Iterator[Line]:
        from alongside.exchange.people import checks  # checks are written in terms of lines

        readers = [
            (each, orders.get((number, at), self.manner)) if (each := kind.field(slug)) else None
            for at, slug in enumerate(fields)
        ]
        rows = self.tables[number].rows()
        width = len(next(rows, (0, []))[1])
        check: Callable[[Planner, Line], None] = checks.CHECKS[kind.slug]
        for chunk in _batches(rows, CHUNK):
            lines = [_read(number, row, cells, width, kind, readers) for row, cells in chunk]
            for line in lines:
                if line.fate != REFUSE:
                    self._place(line)
            checks.prepare(self, kind.slug, lines)
            for line in lines:
                if line.fate not in (REFUSE, HERE):
                    try:
                        check(self, line)
                    except Bad as bad:
                        line.refuse(bad.slug, bad.reason, bad.cell)
                yield line

    def _place(self, line: Line) -> None:
        """By which it is known again: its reference, else all that it says. Nobody can tell two
        people apart of whom a table says the same, so each is one."""
        if line.reference:
            line.key = plain(line.reference)
        elif line.kind == "people":
            alike = self.alike[line.key] = self.alike.get(line.key, 0) + 1
            line.key = f"{line.key} {alike}"
        if (line.kind, line.key) in self.seen:
            line.refuse("reference" if line.reference else "", "twice", line.reference)
        self.seen.add((line.kind, line.key))

    def need_walks(self, people: Iterable[uuid.UUID]) -> None:
        """Know what is here of these people, once."""
        new = [pk for pk in people if pk not in self.asked]
        self.asked.update(new)
        if new:
            for pk, said in self.known.agreed(new).items():
                self.agreed.setdefault(pk, []).extend(said)
            self.walks |= self.known.pairs(new)
            self.standing |= self.known.standing(new)


def _read(
    table: int,
    number: int,
    cells: Cells,
    width: int,
    kind: shapes.Kind,
    readers: Sequence[tuple[shapes.Field, values.Manner] | None],
) -> Line:
    """The cells of one row, each as its field reads it."""
    line = Line(table, number, kind.slug)
    if len(cells) > width:
        line.refuse("", "too-many", cells[width])
    for reader, cell in zip(readers, cells, strict=False):
        if reader is None or not cell:
            continue
        meant, manner = reader
        try:
            line.said[meant.slug] = meant.read(cell, manner)
        except Bad as bad:
            said = line.refuse if meant.grave or meant.needed else line.remark
            said(meant.slug, bad.reason, cell)
    line.reference = str(line.said.pop("reference", ""))
    line.key = "row " + hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:32]
    for wanted in kind.fields:
        if wanted.needed and wanted.slug not in line.said and line.fate != REFUSE:
            line.refuse(wanted.slug, "needed")
    return line


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
