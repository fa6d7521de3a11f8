"""The report of an import: what is new, changed field by field, held and gone, in lines."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2s
from typing import Any

from alongside.directory import models, schemas
from alongside.directory.actions.staging import Stage
from alongside.directory.actions.tables import Table

LONGEST = 2000  # signs of a value that the report shows
FIRST = ("services", "meetings")  # what a row is called by, where it became several listings
UNTOLD = {"near_latitude", "near_longitude", "organisation_name"}  # follows from something else
CALLED = ("name", "number", "street", "url", "description", "key")
ADDED, CHANGED, HELD, GONE = models.RunLine.Fate


@dataclass(slots=True)
class Line:
    fate: str
    table: str
    row: int
    key: str
    name: str
    field: str = ""
    was: str = ""
    says: str = ""

    @property
    def mark(self) -> tuple[str, ...]:
        """What makes it the same line in another report."""
        return (self.fate, self.table, self.key, self.field, self.was, self.says)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _name(values: Any) -> str:
    return next((str(values[each])[:300] for each in CALLED if values.get(each)), "")


class Report:
    """Of a stage that is not written yet."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.lines = [*self._added(), *self._changed(), *self._gone()]
        self.lines += self._held()  # last: a phone that is held may be new as well

    @property
    def shown(self) -> str:
        """A digest of all that it says, in whatever order."""
        marks = sorted(
            blake2s(repr(line.mark).encode(), digest_size=16).digest() for line in self.lines
        )
        return blake2s(b"".join(marks), digest_size=16).hexdigest()

    def news(self, before: set[tuple[str, ...]] | None) -> list[bool]:
        """Of each line, whether it was not in the report `before`."""
        return [before is not None and line.mark not in before for line in self.lines]

    def of(self, run: models.Run, news: list[bool]) -> Iterator[dict[str, Any]]:
        """Rows to be written."""
        for line, is_news in zip(self.lines, news, strict=True):
            yield {
                "run_id": run.pk, "fate": line.fate, "table": line.table[:40], "row": line.row,
                "key": line.key[:200], "name": line.name[:300], "field": line.field[:60],
                "was": line.was, "says": line.says, "is_news": is_news,
            }  # fmt: skip

    def _tables(self) -> list[Table]:
        """What a row is called by comes first."""
        tables = self.stage.tables
        return sorted(tables.values(), key=lambda table: table.name not in FIRST)

    def _added(self) -> Iterator[Line]:
        """One line for each row that became listings; a part of something that is known is a
        change of that."""
        known, told = self._known(), set()
        for table in self._tables():
            for listing in table.new:
                where = (listing.table or table.name, listing.row)
                if not listing.row or where in told:
                    continue
                told.add(where)
                name = _name(listing.values)
                if where in known:
                    yield Line(CHANGED, *where, listing.key, known[where], table.name, "", name)
                else:
                    yield Line(ADDED, *where, listing.key, name)

    def _known(self) -> dict[tuple[str, int], str]:
        """Rows of listings that are not new, by what they are called."""
        return {
            (listing.table or table.name, listing.row): _name(listing.values)
            for table in self._tables()
            for listing in table.listings
            if listing.key not in table.keys_new
            and (table.name in FIRST or listing.table in ("", table.name))
        }

    def _changed(self) -> Iterator[Line]:
        for table in self._tables():
            linked = self._linked(table)
            for listing in table.changed:
                pk = table.pks[listing.key]
                name = listing.table or table.name
                found = list(self._fields(table, listing, pk, linked.get(pk, {})))
                for field, was, says in found or [("", "", "")]:
                    called = _name(listing.values)
                    yield Line(CHANGED, name, listing.row, listing.key, called, field, was, says)

    def _fields(
        self, table: Table, listing: schemas.Listing, pk: uuid.UUID, linked: dict[str, str]
    ) -> Iterator[tuple[str, str, str]]:
        before = self.stage.overlay.before.get((table.name, pk), {})
        if before.get("retired_at"):
            yield "retired_at", "yes", "no"
        built = table.rows.get(pk)  # with what was worked out, where the list says nothing
        for column, said in listing.values.items():
            value = getattr(built, column, said) if built is not None else said
            was, says = _text(before.get(column, before.get(f"{column}_id"))), _text(value)
            if column not in UNTOLD and was != says:
                yield column, was, says
        if built is not None and "is_public" not in listing.values:
            was, says = _text(before.get("is_public")), _text(built.is_public)
            if was != says:
                yield "is_public", was, says
        for column, was in linked.items():
            says = ", ".join(sorted(_said(getattr(listing, column))))
            if was != says:
                yield column, was, says

    def _linked(self, table: Table) -> dict[uuid.UUID, dict[str, str]]:
        """Types and languages of meetings, as they stood."""
        if table.name != "meetings":
            return {}
        found: dict[uuid.UUID, dict[str, set[str]]] = {}
        for chunk in Table.chunks([table.pks[listing.key] for listing in table.changed]):
            rows = models.Meeting.objects.filter(pk__in=chunk)
            for pk in chunk:
                found[pk] = {"types": set(), "languages": set()}
            for pk, code in rows.exclude(types=None).values_list("pk", "types__code"):
                found[pk]["types"].add(code)
            for pk, name in rows.exclude(languages=None).values_list("pk", "languages__name"):
                found[pk]["languages"].add(name)
        return {
            pk: {column: ", ".join(sorted(names)) for column, names in each.items()}
            for pk, each in found.items()
        }

    def _gone(self) -> Iterator[Line]:
        for table in self._tables():
            if not table.is_listed:
                continue
            for chunk in Table.chunks(table.gone):
                for row in table.model.objects.filter(pk__in=chunk).values():
                    yield Line(GONE, table.name, 0, row["key"], _name(row))

    def _held(self) -> Iterator[Line]:
        tables = self.stage.tables
        if not self.stage.overlay.held:
            return
        called = {
            (name, table.pks[listing.key]): (listing.key, _name(listing.values))
            for name, table in tables.items()
            for listing in table.touched
        }
        for edit in self.stage.overlay.held:
            key, name = called[edit.kind, edit.listing_id]
            was, says = _text(edit.value), _text(edit.source_says)
            yield Line(HELD, edit.kind, 0, key, name, edit.field, was, says)


def _said(pairs: Any) -> set[str]:
    return {pair if isinstance(pair, str) else pair[0] for pair in pairs}
