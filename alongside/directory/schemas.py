"""The shape in which readers of files and feeds hand listings to the directory."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2s
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceShape:
    """`key` stays the same for every import from there."""

    key: str
    name: str
    address: str = ""
    licence: str = ""
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that can't be imported or, when `kept`, was imported with this remark.

    Rows count from 1 as a person counts them: the header of a table is row 1.
    """

    table: str
    row: int
    field: str
    reason: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of a table of the directory.

    `values` are columns; `refs` name other listings by table column and key; `where` are ways
    to write the place it is in, the most exact first, for when it has no position of its own.
    `types`, `languages` (name, code), `terms` (taxonomy, code), `details` (kind, words) and
    `facts` (kind, is so) become relations; `words` are texts to find it by, categories first.
    """

    key: str
    row: int
    values: dict[str, Any]
    refs: dict[str, str] = field(default_factory=dict)
    where: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, bool], ...] = ()
    words: tuple[str, ...] = ()
    table: str = ""  # the table it was read from, where that has another name

    @property
    def mark(self) -> str:
        """A digest of all that the source said, to see whether anything changed."""
        said = [
            sorted(self.values.items()),
            sorted(self.refs.items()),
            *(self.where, self.at, self.types, self.languages, self.terms),
            *(self.details, self.facts, self.words),
        ]
        text = json.dumps(said, ensure_ascii=False, default=_plain)
        return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plain(value: Any) -> str:
    assert isinstance(value, date | datetime), type(value)
    return value.isoformat()


@dataclass(slots=True)
class Batch:
    """All that one file or folder said. `rows` counts what was read per table, `withheld`
    what was read and is not kept on purpose; `terms` are (taxonomy, code): (name, parent)."""

    rows: dict[str, int] = field(default_factory=dict)
    listings: dict[str, list[Listing]] = field(default_factory=dict)
    terms: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    withheld: dict[str, int] = field(default_factory=dict)

    def refuse(self, table: str, row: int, column: str, reason: str) -> None:
        self.problems.append(Problem(table, row, column, reason))

    def remark(self, table: str, row: int, column: str, reason: str) -> None:
        self.problems.append(Problem(table, row, column, reason, kept=True))
