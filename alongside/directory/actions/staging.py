"""What an import would change: compared and built first, written set-wise afterwards."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import models as orm

from alongside.core import ids
from alongside.directory import models, schemas, search
from alongside.directory.models import labels
from alongside.directory.rules import positions, times, words

# Parents first. Each with the columns that name another listing.
TABLES: dict[str, tuple[type[orm.Model], dict[str, str]]] = {
    "organisations": (models.ListedOrganisation, {}),
    "programmes": (models.ListedProgramme, {"organisation": "organisations"}),
    "locations": (models.Location, {"organisation": "organisations"}),
    "addresses": (models.PostalAddress, {"location": "locations"}),
    "services": (models.Service, {"organisation": "organisations", "programme": "programmes"}),
    "phones": (
        models.Phone,
        {"organisation": "organisations", "location": "locations", "service": "services"},
    ),
    "schedules": (models.Schedule, {"location": "locations", "service": "services"}),
    "meetings": (models.Meeting, {}),
}
LOCAL = (models.Says.PEOPLE, models.Says.EDITOR)
FATES = ["", "refused", "same", "changed", "added"]
NOTHING = dict.fromkeys(("rows", "added", "changed", "same", "gone", "refused", "withheld"), 0)
CHUNK = 500  # below every database's limit of parameters


def _chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


class Table:
    """One table of a stage: what is new, changed, the same and gone."""

    def __init__(self, name: str, listings: list[schemas.Listing]) -> None:
        self.name, self.listings = name, listings
        self.model: Any = TABLES[name][0]
        self.parents = TABLES[name][1]
        self.pks: dict[str, uuid.UUID] = {}
        self.keys_new: set[str] = set()
        self.new: list[Any] = []
        self.changed: list[Any] = []
        self.gone: list[uuid.UUID] = []
        self.touched: dict[uuid.UUID, schemas.Listing] = {}

    def status(self, listing: schemas.Listing) -> str:
        if listing.key in self.keys_new:
            return "added"
        return "changed" if self.pks[listing.key] in self.touched else "same"


class Stage:
    """All tables of one batch, compared with what the directory holds."""

    def __init__(self, source: models.Source, batch: schemas.Batch, now: datetime) -> None:
        self.source, self.batch, self.now = source, batch, now
        self.tables: dict[str, Table] = {}
        self.term_figures: dict[str, int] = {}
        self.found = search.positions_of(
            where
            for listings in batch.listings.values()
            for listing in listings
            if not positions.valid(listing.values.get("latitude"), listing.values.get("longitude"))
            for where in listing.where
        )
        for name in TABLES:
            if name in batch.listings:
                self.tables[name] = self._compare(Table(name, batch.listings[name]))
        if "meetings" in self.tables:
            self._place_meetings(self.tables["meetings"])

    def _compare(self, table: Table) -> Table:
        before = {
            key: (pk, mark, retired_at)
            for pk, key, mark, retired_at in table.model.objects.filter(
                source_id=self.source.pk
            ).values_list("pk", "key", "mark", "retired_at")
        }
        for listing in table.listings:
            pk, mark, retired_at = before.pop(listing.key, (None, "", None))
            digest = listing.mark
            table.pks[listing.key] = pk or ids.new()
            if pk is not None and mark == digest and retired_at is None:
                continue
            row = self._built(table, listing, digest)
            (table.changed if pk else table.new).append(row)
            if pk is None:
                table.keys_new.add(listing.key)
            table.touched[row.pk] = listing
        table.gone = [pk for pk, _, retired_at in before.values() if retired_at is None]
        return table

    def _built(self, table: Table, listing: schemas.Listing, digest: str) -> Any:
        refs = {
            f"{column}_id": self.tables[table.parents[column]].pks[key]
            for column, key in listing.refs.items()
        }
        return table.model(
            id=table.pks[listing.key],
            source_id=self.source.pk,
            key=listing.key,
            mark=digest,
            **listing.values,
            **refs,
        )

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

    def _place_meetings(self, table: Table) -> None:
        """Positions and time zones that the feed leaves out, and what was said locally."""
        rows: list[models.Meeting] = [*table.new, *table.changed]
        for row in rows:
            listing = table.touched[row.pk]
            near = self.near(listing)
            if near:
                row.near_latitude, row.near_longitude = near[:2]
                if not row.time_zone and not near[2]:
                    row.time_zone = next(
                        self.found[w].time_zone for w in listing.where if w in self.found
                    )
        self._zone_meetings([row for row in rows if not row.time_zone])
        for row in rows:
            row.world_minute = times.world_minute(row.weekday, row.start_minute, row.time_zone)
        changed = {row.pk: row for row in table.changed}
        for chunk in _chunks(list(changed)):
            kept = models.Meeting.objects.filter(pk__in=chunk, medication_says__in=LOCAL)
            for old in kept:
                new = changed[old.pk]
                new.welcomes_medication = old.welcomes_medication
                new.medication_says, new.medication_said_at = (
                    old.medication_says,
                    old.medication_said_at,
                )

    def _zone_meetings(self, rows: list[models.Meeting]) -> None:
        placed = [row for row in rows if row.near_latitude is not None]
        zones = search.zones([(row.near_latitude, row.near_longitude) for row in placed])  # type: ignore[misc]
        for row, zone in zip(placed, zones, strict=True):
            row.time_zone = zone
        usual = self.source.time_zone or self._usual_zone()
        for row in rows:
            row.time_zone = row.time_zone or usual

    def _usual_zone(self) -> str:
        """Where nothing says the zone of a meeting: that of nearly all others of its source."""
        table = self.tables["meetings"]
        counts = Counter(row.time_zone for row in [*table.new, *table.changed] if row.time_zone)
        kept = models.Meeting.objects.filter(source_id=self.source.pk).exclude(time_zone="")
        counts.update(kept.values_list("time_zone", flat=True))
        zone, count = counts.most_common(1)[0] if counts else ("", 0)
        return zone if count >= 0.8 * counts.total() else ""

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
                status = table.status(listing)
                fate[where] = max(fate.get(where, ""), status, key=FATES.index)
            if table.gone:
                counts.setdefault(table.name, {**NOTHING})["gone"] += len(table.gone)
        for (name, _), status in fate.items():
            counts[name][status] += 1
        for name, number in self.batch.withheld.items():
            counts[name]["withheld"] = number
        if "categories" in counts:
            counts["categories"].update(self.term_figures)
        return counts

    def write(self) -> None:
        """Inside the caller's transaction."""
        terms = self._terms()
        for table in self.tables.values():
            table.model.objects.bulk_create(table.new, batch_size=CHUNK)
            self._replace(table)
            for chunk in _chunks(table.gone):
                table.model.objects.filter(pk__in=chunk).update(retired_at=self.now)
        self._link_all(terms)
        if "services" in self.tables:
            self._write_services(self.tables["services"])

    def _replace(self, table: Table) -> None:
        """One upsert for many rows: far cheaper than an update for each."""
        columns = [
            field.name
            for field in table.model._meta.concrete_fields
            if not field.primary_key and field.name not in models.LOOKED
        ]
        table.model.objects.bulk_create(
            table.changed,
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=columns,
        )

    def _terms(self) -> dict[tuple[str, str], int]:
        """Terms of the batch by taxonomy and code, made where they are new."""
        said = self.batch.terms
        if not said and "services" not in self.tables:
            return {}
        known = {(term.taxonomy, term.code): term for term in models.Term.objects.all()}
        used = {
            term: ("", "")
            for each in self.batch.listings.get("services", [])
            for term in each.terms
        }
        wanted = {**used, **said}
        models.Term.objects.bulk_create(
            [
                models.Term(taxonomy=taxonomy, code=code, name=name[:200])
                for (taxonomy, code), (name, _) in wanted.items()
                if (taxonomy, code) not in known
            ],
            batch_size=CHUNK,
        )
        terms = {(term.taxonomy, term.code): term for term in models.Term.objects.all()}
        late = []
        for (taxonomy, code), (name, parent) in said.items():
            term, above = terms[taxonomy, code], terms.get((taxonomy, parent))
            above_id = above.pk if above else None
            if (term.name, term.parent_id) != (name[:200], above_id):
                term.name, term.parent_id = name[:200], above_id
                late.append(term)
        read = {key for key in said if key[0] == "open-eligibility"}
        fresh = len(read - known.keys())
        edited = sum(1 for term in late if (term.taxonomy, term.code) in read & known.keys())
        self.term_figures = {
            "added": fresh,
            "changed": edited,
            "same": len(read) - fresh - edited,
        }
        models.Term.objects.bulk_update(late, ["name", "parent"], batch_size=CHUNK)
        return {key: term.pk for key, term in terms.items()}

    def _link_all(self, terms: dict[tuple[str, str], int]) -> None:
        touched = [table.touched for table in self.tables.values()]
        said = {pair for each in touched for listing in each.values() for pair in listing.languages}
        tongues = self._named(
            models.Language, "name", {name: {"code": code} for name, code in sorted(said)}
        )
        for name in ("meetings", "services", "locations"):
            if name in self.tables:
                table = self.tables[name]
                self._link(
                    table.model.languages.through,
                    table,
                    {pk: [tongues[n] for n, _ in x.languages] for pk, x in table.touched.items()},
                )
        if "meetings" in self.tables:
            table = self.tables["meetings"]
            codes = {code for listing in table.touched.values() for code in listing.types}
            kinds = self._named(
                models.MeetingType,
                "code",
                {code: {"known": code in labels.KNOWN} for code in sorted(codes)},
            )
            self._link(
                models.Meeting.types.through,
                table,
                {pk: [kinds[code] for code in x.types] for pk, x in table.touched.items()},
            )
        if "services" in self.tables:
            table = self.tables["services"]
            self._link(
                models.Service.terms.through,
                table,
                {pk: [terms[term] for term in x.terms] for pk, x in table.touched.items()},
            )

    def _named(self, model: Any, column: str, said: dict[str, dict[str, Any]]) -> dict[str, int]:
        known = dict(model.objects.values_list(column, "pk"))
        model.objects.bulk_create(
            [model(**{column: name}, **rest) for name, rest in said.items() if name not in known],
            batch_size=CHUNK,
        )
        return dict(model.objects.values_list(column, "pk"))

    def _link(self, through: Any, table: Table, pairs: dict[uuid.UUID, list[int]]) -> None:
        """Many-to-many rows of what was touched, replaced as a set."""
        owner = f"{table.model._meta.model_name}_id"
        other = next(
            field.attname
            for field in through._meta.concrete_fields
            if field.is_relation and field.attname != owner
        )
        self._forget(through, owner, [row.pk for row in table.changed])
        through.objects.bulk_create(
            [
                through(**{owner: pk, other: other_pk})
                for pk, other_pks in pairs.items()
                for other_pk in dict.fromkeys(other_pks)
            ],
            batch_size=2000,
        )

    def _forget(self, model: Any, owner: str, pks: list[uuid.UUID], **also: Any) -> None:
        for chunk in _chunks(pks):
            model.objects.filter(**{f"{owner}__in": chunk}, **also).delete()

    def _write_services(self, table: Table) -> None:
        self._write_offers(table)
        self._write_details()
        changed = [row.pk for row in table.changed]
        self._forget(models.Word, "service_id", changed)
        self._forget(models.Fact, "service_id", changed, says=models.Says.LISTING)
        models.Word.objects.bulk_create(
            [
                models.Word(service_id=pk, word=word)
                for pk, listing in table.touched.items()
                for word in sorted(
                    words.index_words(listing.values["name"], listing.words, listing.terms)
                )
            ],
            batch_size=5000,
        )
        models.Fact.objects.bulk_create(
            [
                models.Fact(service_id=pk, kind=kind, is_so=is_so, said_at=self.now)
                for pk, listing in table.touched.items()
                for kind, is_so in listing.facts
            ],
            batch_size=CHUNK,
        )

    def _write_offers(self, table: Table) -> None:
        """Services at locations, also of services that stayed but whose place moved."""
        places = self.tables["locations"]
        listings = {listing.key: listing for listing in places.listings}
        moved = {listing.key for listing in places.touched.values()}
        again = [
            listing
            for listing in table.listings
            if table.pks[listing.key] in table.touched or moved.intersection(listing.at)
        ]
        self._forget(
            models.ServiceAtLocation, "service_id", [table.pks[listing.key] for listing in again]
        )
        models.ServiceAtLocation.objects.bulk_create(
            [
                self._offer(table.pks[listing.key], places.pks[key], self.near(listings[key]))
                for listing in again
                for key in dict.fromkeys(listing.at)
            ],
            batch_size=2000,
        )

    def _offer(
        self, service: uuid.UUID, location: uuid.UUID, near: tuple[float, float, bool] | None
    ) -> models.ServiceAtLocation:
        latitude, longitude, is_exact = near or (None, None, False)
        return models.ServiceAtLocation(
            service_id=service,
            location_id=location,
            near_latitude=latitude,
            near_longitude=longitude,
            is_exact=is_exact,
        )

    def _write_details(self) -> None:
        owners = {"organisations": "organisation", "locations": "location", "services": "service"}
        for name, owner in owners.items():
            if name not in self.tables:
                continue
            table = self.tables[name]
            self._forget(models.Detail, f"{owner}_id", [row.pk for row in table.changed])
            models.Detail.objects.bulk_create(
                [
                    models.Detail(**{f"{owner}_id": pk}, kind=kind, words=text[:300])
                    for pk, listing in table.touched.items()
                    for kind, text in listing.details
                ],
                batch_size=2000,
            )
