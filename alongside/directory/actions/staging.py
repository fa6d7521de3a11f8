"""What an import would change: compared first, written set-wise afterwards."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from alongside.directory import models, schemas, search
from alongside.directory.actions import completing, finding, meeting_rows, overlay
from alongside.directory.actions.tables import CHUNK, TABLES, Table
from alongside.directory.rules import positions

FATES = ["", "refused", "same", "changed", "added"]
NOTHING = dict.fromkeys(("rows", "added", "changed", "same", "gone", "refused", "withheld"), 0)
PLACED = ("locations", "meetings")
DETAILED = {"organisations": "organisation", "services": "service"}
Listings = Sequence[schemas.Listing]


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

    def write(self) -> None:
        """Inside the caller's transaction."""
        self.overlay.write()
        tongues = self._tongues()
        for table in self.tables.values():
            for chunk in Table.chunks(table.new):
                table.model.objects.bulk_create(self._rows(table, chunk, tongues))
            for chunk in Table.chunks([*table.changed, *table.moved]):
                self._replace(table, self._rows(table, chunk, tongues))
        self._write_days()
        self._write_details()
        if "services" in self.tables:
            self._write_services(self.tables["services"])
        if self.meetings:
            self.meetings.write(tongues)
        for table in reversed(self.tables.values()):
            table.retire(self.now) if table.is_listed else table.forget()
        finding.again(self.tables)

    def _rows(self, table: Table, listings: Listings, tongues: dict[str, int]) -> list[Any]:
        if table.name == "meetings":
            return [table.rows[table.pks[listing.key]] for listing in listings]
        if table.name == "languages":
            return [
                table.built(
                    listing,
                    self.tables,
                    language_id=tongues[listing.languages[0][0]] if listing.languages else None,
                )
                for listing in listings
            ]
        return [
            table.built(listing, self.tables, **self._near_of(table, listing))
            for listing in listings
        ]

    def _replace(self, table: Table, rows: list[Any]) -> None:
        """One upsert for many rows: far cheaper than an update for each."""
        columns = [
            field.name
            for field in table.model._meta.concrete_fields
            if not field.primary_key and field.name not in models.LOOKED
        ]
        table.model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=columns
        )

    def _tongues(self) -> dict[str, int]:
        """The languages that are named, made where they are new."""
        said = {
            pair
            for name in ("languages", "meetings")
            if name in self.tables
            for listing in self.tables[name].touched
            for pair in listing.languages
        }
        return self.named(
            models.Language, "name", {name: {"code": code} for name, code in sorted(said)}
        )

    def named(self, model: Any, column: str, said: dict[str, dict[str, Any]]) -> dict[str, int]:
        if not said:
            return {}
        known = dict(model.objects.values_list(column, "pk"))
        model.objects.bulk_create(
            [model(**{column: name}, **rest) for name, rest in said.items() if name not in known],
            batch_size=CHUNK,
        )
        return dict(model.objects.values_list(column, "pk"))

    def again(
        self,
        model: Any,
        owner: str,
        changed: list[uuid.UUID],
        listings: Listings,
        rows_of: Callable[[schemas.Listing], Iterable[Any]],
        **also: Any,
    ) -> None:
        """Rows of what was touched, replaced as a set, a part at a time."""
        for chunk in Table.chunks(changed):
            model.objects.filter(**{f"{owner}__in": chunk}, **also).delete()
        for chunk in Table.chunks(listings):
            model.objects.bulk_create(
                [row for listing in chunk for row in rows_of(listing)], batch_size=5000
            )

    def _write_days(self) -> None:
        if "schedules" not in self.tables:
            return
        table = self.tables["schedules"]
        self.again(
            models.ScheduleDay,
            "schedule_id",
            [table.pks[listing.key] for listing in table.changed],
            table.touched,
            lambda listing: [
                models.ScheduleDay(
                    schedule_id=table.pks[listing.key], by=by, weekday=weekday, number=number
                )
                for by, weekday, number in listing.days
            ],
        )

    def _write_details(self) -> None:
        for name, owner in DETAILED.items():
            if name in self.tables:
                self._detail(self.tables[name], f"{owner}_id")

    def _detail(self, table: Table, owner: str) -> None:
        def rows_of(listing: schemas.Listing) -> list[models.Detail]:
            return [
                models.Detail(**{owner: table.pks[listing.key]}, kind=kind, words=text[:300])
                for kind, text in listing.details
            ]

        changed = [table.pks[listing.key] for listing in table.changed]
        self.again(models.Detail, owner, changed, table.touched, rows_of)

    def _write_services(self, table: Table) -> None:
        changed = [table.pks[listing.key] for listing in table.changed]

        def own_word(listing: schemas.Listing) -> list[models.Fact]:
            return [
                fact
                for fact in _facts(listing, self.now, service_id=table.pks[listing.key])
                if fact.says == listing_says
            ]

        listing_says = models.Says.LISTING
        self.again(models.Fact, "service_id", changed, table.touched, own_word, says=listing_says)
        others = [
            fact
            for listing in table.touched
            if any(len(each) > 2 for each in listing.facts)
            for fact in _facts(listing, self.now, service_id=table.pks[listing.key])
            if fact.says != listing_says
        ]  # what people or editors say here already is not overwritten
        models.Fact.objects.bulk_create(others, batch_size=5000, ignore_conflicts=True)


def _facts(listing: schemas.Listing, now: datetime, **about: Any) -> Iterator[models.Fact]:
    """Each voice once; what we know no word for is left out."""
    seen = set()
    for slug, is_so, *more in listing.facts:
        says, said_at, voices = more or (models.Says.LISTING, now, 1)
        known = models.Fact.read(slug)
        if known is not None and (*known, is_so, says) not in seen:
            seen.add((*known, is_so, says))
            kind, value = known
            voice = {"is_so": is_so, "says": says, "said_at": said_at, "voices": voices}
            yield models.Fact(**about, kind=kind, value=value, **voice)
