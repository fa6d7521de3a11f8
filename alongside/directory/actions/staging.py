"""What an import would change: compared first, then made ready, and written as sets at the end."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from alongside.core import clock
from alongside.core.shelf import Shelf
from alongside.directory import models, schemas, search
from alongside.directory.actions import completing, finding, meeting_rows, overlay, renewing
from alongside.directory.actions.tables import CHUNK, TABLES, Table
from alongside.directory.rules import positions

FATES = ["", "refused", "same", "changed", "added"]
NOTHING = dict.fromkeys(("rows", "added", "changed", "same", "gone", "refused", "withheld"), 0)
PLACED = ("locations", "meetings")
DETAILED = {"organisations": "organisation", "services": "service"}
SPOKEN_OF = {"services": "service", "meetings": "meeting"}
MEDICATION = models.Fact.Kind.MEDICATION
OWN_WORD = {"kind": MEDICATION, "value": "", "says": models.Says.LISTING, "voices": 1}
Listings = Sequence[schemas.Listing]
Row = dict[str, Any]


@dataclass(slots=True)
class Children:
    """Rows of what was touched that have no key of their own: replaced as a set."""

    shelf: Shelf
    owner: str
    changed: list[uuid.UUID]
    also: dict[str, Any]


class Stage:
    """All tables of one batch, compared with what the directory holds."""

    def __init__(
        self, source: models.Source, batch: schemas.Batch, now: datetime, *, hold: bool = False
    ) -> None:
        """With `hold`, what could lead people astray waits for a human."""
        completing.Completing(batch)
        self.source, self.batch, self.now = source, batch, now
        self.found = search.positions_of(
            where
            for name in PLACED
            for listing in batch.listings.get(name, ())
            if not positions.valid(listing.values.get("latitude"), listing.values.get("longitude"))
            for where in listing.where
        )
        self.tables = {
            name: Table(name, batch.listings[name], source)
            for name in TABLES
            if name in batch.listings
        }
        self.overlay = overlay.Overlay(hold=hold, now=now)
        self.overlay.settle(self.tables)
        places = self.tables.get("locations")
        self.places = {each.key: each for each in places.listings} if places else {}
        self.codes: dict[str, str] = {}  # of languages, by name
        self.index = search.Change()
        self.shelves: list[tuple[Shelf, list[str]]] = []
        self.children: list[Children] = []
        self.voices: list[models.Fact] = []  # what people or editors said elsewhere, if new here
        self.disputed: set[uuid.UUID] = set()  # meetings of which others say who is welcome
        self.renewed: set[uuid.UUID] = set()  # services of which only a part is different
        self.meetings = None
        if "meetings" in self.tables:
            self.meetings = meeting_rows.MeetingRows(self)
            self.overlay.finish(self.tables["meetings"].rows)
        if "offers" in self.tables:
            self._move_offers(self.tables["offers"])

    def near(self, listing: schemas.Listing) -> tuple[float, float, bool] | None:
        """Where a search finds it, and whether that is its own position."""
        latitude, longitude = listing.values.get("latitude"), listing.values.get("longitude")
        if positions.valid(latitude, longitude):
            return latitude, longitude, True  # type: ignore[return-value]
        for where in listing.where:
            if where in self.found:
                spot = self.found[where]
                return spot.latitude, spot.longitude, False
        return None

    def _move_offers(self, table: Table) -> None:
        """Offers that stayed, of a place that moved."""
        places = self.tables["locations"]
        moved = places.keys_new | places.keys_changed
        seen = table.keys_new | table.keys_changed
        table.moved = [
            each
            for each in table.listings
            if each.refs["location"] in moved and each.key not in seen
        ]

    def _near_of(self, table: Table, listing: schemas.Listing) -> dict[str, Any]:
        if table.name != "offers":
            return {}
        latitude, longitude, is_exact = self.near(self.places[listing.refs["location"]]) or (
            None,
            None,
            False,
        )
        return {"near_latitude": latitude, "near_longitude": longitude, "is_exact": is_exact}

    def counts(self) -> dict[str, dict[str, int]]:
        """The figures of each table that was read. A row that became several listings counts
        once, by the most that happened to any of them."""
        counts = {name: {**NOTHING, "rows": rows} for name, rows in self.batch.rows.items()}
        fate: dict[tuple[str, int], str] = {}
        for problem in self.batch.problems:
            if not problem.kept and problem.row:
                fate[problem.table, problem.row] = "refused"
        for table in self.tables.values():
            for listing in table.listings:
                where = (listing.table or table.name, listing.row)
                fate[where] = max(fate.get(where, ""), table.fate(listing), key=FATES.index)
            if table.gone and (table.is_listed or table.name in counts):
                counts.setdefault(table.name, {**NOTHING})["gone"] += len(table.gone)
        for (name, row), status in fate.items():
            if row and name in self.batch.rows:
                counts[name][status] += 1
        for name, number in self.batch.withheld.items():
            counts[name]["withheld"] = number
        return counts

    def make_ready(self) -> None:
        """All that is to be written, put where it takes no lock and nobody sees it."""
        tongues = self._tongues()
        if self.meetings:
            self.meetings.learn_types()
        for table in self.tables.values():
            touched = [*table.new, *table.changed, *table.moved]
            if touched:
                self._shelve(table, touched, tongues)
        if "schedules" in self.tables:
            self._shelve_days(self.tables["schedules"])
        for name, owner in DETAILED.items():
            if name in self.tables:
                self._shelve_details(self.tables[name], f"{owner}_id")
        for name, owner in SPOKEN_OF.items():
            if name in self.tables:
                self._shelve_facts(self.tables[name], f"{owner}_id")
        if self.meetings:
            self.meetings.shelve(tongues)
        self.renewed = renewing.services_of(self.tables)
        self.index = finding.change_of(self)
        self.index.prepare()

    def write(self) -> None:
        """In one short transaction of the caller's: from now on everybody reads the new."""
        self.overlay.write()
        if self.meetings:
            self.meetings.rename_types()
        now = clock.now()  # when others can see it, not when it began
        for shelf, columns in self.shelves:
            at = "changed_at" if shelf.model is models.Service else ""
            shelf.write(over=columns, at=at, now=now)
        for chunk in Table.chunks(sorted(self.renewed)):
            models.Service.objects.filter(pk__in=chunk).update(changed_at=now)
        for each in self.children:
            rows: Any = each.shelf.model
            for chunk in Table.chunks(each.changed):
                rows.objects.filter(**{f"{each.owner}__in": chunk}, **each.also).delete()
            each.shelf.write()
        models.Fact.objects.bulk_create(self.voices, batch_size=CHUNK, ignore_conflicts=True)
        for table in reversed(self.tables.values()):
            table.retire(self.now) if table.is_listed else table.forget()
        self.index.switch()

    def clean(self) -> None:
        """After that: what nobody finds any more."""
        self.index.clean()

    def abandon(self) -> None:
        """Instead of writing."""
        self.index.abandon()

    def as_shown(self, name: str) -> Iterator[schemas.Listing]:
        """The listings of a table with what was changed here laid over them."""
        table = self.tables[name]
        over: dict[uuid.UUID, Row] = {}
        live = models.Edit.objects.filter(kind=name, ended_at=None)
        for pk, column, value in live.values_list("listing_id", "field", "value"):
            over.setdefault(pk, {})[column] = value
        for listing in table.listings:
            said = over.get(table.pks[listing.key]) if over else None
            yield replace(listing, values={**listing.values, **said}) if said else listing

    def hidden(self, name: str) -> set[uuid.UUID]:
        """Those that were reported closed: in no list, whatever their source says."""
        rows = self.tables[name].model.objects.filter(source_id=self.source.pk)
        return set(rows.filter(hidden_at__isnull=False).values_list("pk", flat=True))

    def facts_of(self, listing: schemas.Listing) -> list[Row]:
        """Each voice once; what we know no word for is left out."""
        found: dict[tuple[Any, ...], Row] = {}
        for slug, is_so, *more in listing.facts:
            says, said_at, voices = more or (models.Says.LISTING, self.now, 1)
            known = models.Fact.read(slug)
            if known is not None:
                voice = {"is_so": is_so, "says": says, "said_at": said_at, "voices": voices}
                said = {"kind": known[0], "value": known[1], **voice}
                found.setdefault((*known, is_so, says), said)
        return list(found.values())

    def _shelve(self, table: Table, listings: Listings, tongues: dict[str, int]) -> None:
        """One upsert for all: far cheaper than an update for each."""
        shelf = Shelf(table.model)
        shelf.clear()
        shelf.add(self._rows(table, listings, tongues))
        columns = [
            field.column
            for field in table.model._meta.concrete_fields
            if not field.primary_key and field.name not in models.LOOKED
        ]
        self.shelves.append((shelf, columns))

    def _rows(self, table: Table, listings: Listings, tongues: dict[str, int]) -> Iterator[Row]:
        for listing in listings:
            if table.name == "meetings":
                yield vars(table.rows[table.pks[listing.key]])
            elif table.name == "languages":
                said = tongues[listing.languages[0][0]] if listing.languages else None
                yield table.said(listing, self.tables, language_id=said)
            else:
                yield table.said(listing, self.tables, **self._near_of(table, listing))

    def _tongues(self) -> dict[str, int]:
        """The languages that are named, made where they are new."""
        said = {
            pair
            for name in ("languages", "meetings")
            if name in self.tables
            for listing in self.tables[name].listings
            for pair in listing.languages
        }
        known = self.named(
            models.Language, "name", {name: {"code": code} for name, code in sorted(said)}
        )
        self.codes = dict(models.Language.objects.values_list("name", "code"))
        return known

    def named(self, model: Any, column: str, said: dict[str, dict[str, Any]]) -> dict[str, int]:
        """Words that listings share. A new one is nothing by itself: it may be there before."""
        if not said:
            return {}
        known = dict(model.objects.values_list(column, "pk"))
        new = [model(**{column: name}, **rest) for name, rest in said.items() if name not in known]
        if not new:
            return known
        with transaction.atomic():
            model.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
        return dict(model.objects.values_list(column, "pk"))

    def again(
        self,
        table: Table,
        model: Any,
        owner: str,
        rows_of: Callable[[schemas.Listing], Iterable[Row]],
        **also: Any,
    ) -> None:
        """Rows of what was touched, to be replaced as a set."""
        shelf = Shelf(model, name=f"{model._meta.db_table}_{owner}")
        shelf.clear()
        shelf.add(
            {owner: table.pks[listing.key], **row}
            for listing in table.touched
            for row in rows_of(listing)
        )
        changed = [table.pks[listing.key] for listing in table.changed]
        self.children.append(Children(shelf, owner, changed, also))

    def _shelve_days(self, table: Table) -> None:
        self.again(
            table,
            models.ScheduleDay,
            "schedule_id",
            lambda listing: (
                {"by": by, "weekday": weekday, "number": number}
                for by, weekday, number in listing.days
            ),
        )

    def _shelve_details(self, table: Table, owner: str) -> None:
        self.again(
            table,
            models.Detail,
            owner,
            lambda listing: ({"kind": kind, "words": text[:300]} for kind, text in listing.details),
        )

    def own_voices(self, table: Table, listing: schemas.Listing) -> list[Row]:
        """What the list itself says. A meeting's word about medication stands in its columns; it
        is a voice as well where others speak."""
        found = [v for v in self.facts_of(listing) if v["says"] == models.Says.LISTING]
        if table.pks[listing.key] in self.disputed:
            said = listing.values.get("welcomes_medication")
            own = said and listing.values.get("medication_says") == models.Says.LISTING
            if own and not any(voice["kind"] == MEDICATION for voice in found):
                is_so = said == models.Medication.YES
                found.append({**OWN_WORD, "is_so": is_so, "said_at": self.now})
        return found

    def _shelve_facts(self, table: Table, owner: str) -> None:
        self.again(
            table,
            models.Fact,
            owner,
            lambda listing: self.own_voices(table, listing),
            says=models.Says.LISTING,
        )
        for listing in table.touched:
            if any(len(each) > 2 for each in listing.facts):
                about = {owner: table.pks[listing.key]}
                self.voices += [
                    models.Fact(**about, **voice)
                    for voice in self.facts_of(listing)
                    if voice["says"] != models.Says.LISTING
                ]
