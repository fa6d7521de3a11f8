"""Which services are different because of what belongs to them, so that whoever asks what changed
since yesterday is given them: as HSDS has it, a service is all that is nested in it."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from alongside.directory import models, schemas
from alongside.directory.actions.tables import Table

# What stands by itself: a change of it is none of what it belongs to.
ROOTS = {"organisations", "programmes", "taxonomies", "terms", "units", "locations", "services"}
Hits = dict[str, set[uuid.UUID]]


def touched(kind: str, listings: Collection[uuid.UUID], now: datetime) -> None:
    """Somebody here changed these meetings or services, or said something of them."""
    if kind == "services":
        rows = models.Service.objects.filter(pk__in=listings)
        rows.update(touched_at=now, changed_at=now)
    else:
        models.Meeting.objects.filter(pk__in=listings).update(touched_at=now)


def touched_with(kind: str, row: Any, now: datetime) -> None:
    """The same of whatever a row of any table belongs to."""
    if kind in ("meetings", "services"):
        touched(kind, [row.pk], now)
        return
    own = {"organisations": "organisation", "programmes": "programme", "locations": "location"}
    said = {own[kind]: row.pk} if kind in own else {}
    for column in ("organisation", "location", "service", "offer"):
        if (pk := getattr(row, f"{column}_id", None)) is not None and kind not in own:
            said[column] = pk
    whose = {"location": "at_locations__location", "service": "pk", "offer": "at_locations"}
    asked = Q(pk__in=())
    for column, pk in said.items():
        asked |= Q(**{whose.get(column, column): pk})
    touched(
        "services", list(models.Service.objects.filter(asked).values_list("pk", flat=True)), now
    )


def services_of(tables: dict[str, Table]) -> set[uuid.UUID]:
    """Services that an import leaves as they are, and something of which it does not."""
    mine = tables.get("services")
    if mine is None or len(mine.keys_new) == len(mine.listings):
        return set()
    hits = _hits(tables)
    found = hits["services"]
    for listing in mine.listings:
        if any(_named(tables, mine, listing, hits, name) for name in mine.parents):
            found.add(mine.pks[listing.key])
    if "offers" in tables:
        offers = tables["offers"]
        for listing in offers.listings:
            if _named(tables, offers, listing, hits, "location"):
                found.add(mine.pks[listing.refs["service"]])
    return found - {mine.pks[listing.key] for listing in mine.touched}


def _hits(tables: dict[str, Table]) -> Hits:
    """What is new, changed or gone of each table, with what it is a part of."""
    hits: Hits = defaultdict(set)
    for name, table in reversed(tables.items()):
        hits[name] |= {table.pks[each.key] for each in (*table.touched, *table.moved)}
        if name in ROOTS:
            continue
        for listing in table.listings:
            if table.pks[listing.key] in hits[name]:
                for parent, key in _parents(name, table, listing):
                    hits[parent].add(tables[parent].pks[key])
        for parent, pk in _of_gone(name, table):
            hits[parent].add(pk)
    return hits


def _parents(name: str, table: Table, listing: schemas.Listing) -> Iterator[tuple[str, str]]:
    if listing.about:
        yield listing.about
    for column, key in listing.refs.items():
        if table.parents[column] not in {"terms", "units"} and not _is_place(name, column):
            yield table.parents[column], key


def _is_place(name: str, column: str) -> bool:
    """Where a service is offered is no part of the place."""
    return name == "offers" and column == "location"


def _of_gone(name: str, table: Table) -> Iterator[tuple[str, uuid.UUID]]:
    parents = {f"{column}_id": parent for column, parent in table.parents.items()
               if parent not in {"terms", "units"} and not _is_place(name, column)}  # fmt: skip
    about = ["entity", "thing"] if hasattr(table.model, "thing") else []
    for chunk in Table.chunks(table.gone):
        for row in table.model.objects.filter(pk__in=chunk).values(*parents, *about):
            if about:
                yield row["entity"], row["thing"]
            for column, parent in parents.items():
                if row[column] is not None:
                    yield parent, row[column]


def _named(
    tables: dict[str, Table], table: Table, listing: schemas.Listing, hits: Hits, column: str
) -> bool:
    key = listing.refs.get(column)
    parent = table.parents[column]
    return key is not None and parent in tables and tables[parent].pks[key] in hits[parent]
