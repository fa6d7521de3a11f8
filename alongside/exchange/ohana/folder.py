"""The files of one folder, row by row, and what may be said of any of them."""

import csv
import io
from collections.abc import Callable, Iterator

from alongside.directory.rules import words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange.ohana import cells
from alongside.exchange.ohana.cells import Row

FILES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "organisations": (("organizations", "organization"), ("id", "name"), ("id", "name")),
    "programmes": (
        ("programs", "program"),
        ("id", "organization_id", "name", "alternate_name"),
        ("id", "name"),
    ),
    "locations": (("locations", "location"), ("id", "name"), ("id", "name")),
    "addresses": (
        ("addresses", "address"),
        ("id", "location_id", "address_1", "city"),
        ("id", "city"),
    ),
    "mail addresses": (
        ("mail_addresses", "postal_address"),
        ("id", "location_id", "address_1", "city"),
        ("id",),
    ),
    "categories": (("taxonomy", "taxonomy_terms"), ("name",), ("name",)),
    "services": (("services", "service"), ("id", "name"), ("id", "name")),
    "contacts": (("contacts", "contact"), ("id", "name"), ("id", "name")),
    "phones": (("phones", "phone"), ("id", "number"), ("id", "number")),
    "regular schedules": (
        ("regular_schedules",),
        ("id", "weekday", "opens_at", "closes_at"),
        ("id", "weekday", "opens_at", "closes_at"),
    ),
    "holiday schedules": (
        ("holiday_schedules",),
        ("id", "start_date", "end_date", "closed"),
        ("id", "start_date", "end_date", "closed"),
    ),
}


class Folder:
    """One folder. `files` are file names without folder or `.gz`, unpacked."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.batch = Batch()
        self.keys: dict[str, set[str]] = {}
        self.homes: dict[str, str] = {}  # the organisation of each location
        self.categories: set[str] = set()
        self.codes: dict[str, list[tuple[str, str]]] = {}
        self.more: dict[str, list[str]] = {}  # locations of a service beyond its own column

    def _rows(self, table: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table that can be used, numbered as in the file (header = 1)."""
        names, columns, filled = FILES[table]
        name = next((f"{n}.csv" for n in names if f"{n}.csv" in self.files), "")
        if not name:
            return
        text = cells.decoded(self.files[name], name)
        seen: set[str] = set()
        try:
            reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
            header = [(column or "").strip() for column in reader.fieldnames or []]
            reader.fieldnames = header
            missing = [column for column in columns if column not in header]
            self.batch.rows[table] = 0
            for number, raw in enumerate(reader, start=2):
                self.batch.rows[table] += 1
                row = {
                    key: (value or "").strip()
                    for key, value in raw.items()
                    if key and not isinstance(value, list)
                }
                if missing:
                    self.batch.refuse(table, number, missing[0], "the file lacks this column")
                elif self._usable(table, number, row, filled, seen):
                    yield number, row
        except csv.Error as error:
            raise cells.Unreadable(f"{name}: not a table: {error}") from error

    def _usable(
        self, table: str, number: int, row: Row, filled: tuple[str, ...], seen: set[str]
    ) -> bool:
        for column in filled:
            if not row.get(column):
                if column == "id" and table == "categories":
                    continue
                self.batch.refuse(table, number, column, "is empty")
                return False
        if row.get("id") and row["id"] in seen:
            self.batch.refuse(table, number, "id", f"{row['id']} was used in a row above")
            return False
        seen.add(row.get("id", ""))
        return True

    def _table(self, table: str, step: Callable[[int, Row], Listing | None]) -> None:
        target = {
            "mail addresses": "addresses",
            "regular schedules": "schedules",
            "holiday schedules": "schedules",
        }.get(table, table)
        for number, row in self._rows(table):
            listing = step(number, row)
            if listing is not None:
                self.keys.setdefault(target, set()).add(listing.key)
                self.batch.listings.setdefault(target, []).append(listing)
        self.batch.listings.setdefault(target, [])

    def _each(
        self, table: str, column: str, owner: tuple[str, Listing], refs: str, row: Row, said: str
    ) -> None:
        """The entries of a cell that is a list, each as a row of its own table."""
        name, listing = owner
        for text in dict.fromkeys(words.clean(part) for part in cells.split(row.get(said, ""))):
            self.batch.listings.setdefault(table, []).append(
                Listing(
                    f"{name}:{listing.key}:{text}"[:200],
                    listing.row,
                    {column: text},
                    refs={refs: listing.key},
                    table=name,
                )
            )

    def _refs(self, table: str, number: int, row: Row, columns: dict[str, str]) -> dict[str, str]:
        """Those of the rows that a row names which exist; a remark for each other one."""
        refs = {}
        for column, name in columns.items():
            if row.get(column) in self.keys.get(f"{name}s", ()):
                refs[name] = row[column]
            elif row.get(column):
                self.batch.remark(table, number, column, f"{name} {row[column]} does not exist")
        return refs

    def _known(self, table: str, number: int, row: Row, column: str, where: str) -> bool:
        """Does the parent that a row names exist?"""
        key = row.get(column, "")
        if key in self.keys.get(where, ()):
            return True
        reason = f"{where} {key} does not exist" if key else "is empty: it belongs to nothing"
        self.batch.refuse(table, number, column, reason)
        return False
