"""Meetings for programs: a chunk at a time, so that a country needs no more memory than a town."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.db.models import Max, Model, QuerySet, prefetch_related_objects

from alongside.directory import models, policy
from alongside.directory.policy import feeds

CHUNK = 500
# The tables of lists of which each row is one such listing, with its key.
ROWS = {
    "meetings": ("meetings",),
    "services": ("services", "facilities", "providers", "programmes"),
}
LATEST = 200  # changes that are told
MOST = 5000  # of a stretch of time


@dataclass(frozen=True, slots=True)
class State:
    """What the feed of all meetings is like now: another mark is another feed."""

    mark: str
    changed_at: datetime | None


def state() -> State:
    """Whatever changes a meeting leaves a row elsewhere: an import, an edit, a report, a check.
    Those tables are small; the meetings themselves are not read."""
    asked = (
        (feeds.runs(), ("started_at", "applied_at")),
        (feeds.edits(), ("at", "ended_at")),
        (feeds.reports(), ("reported_at", "ended_at")),
        (feeds.checks(), ("at",)),
        (feeds.suggestions(), ("answered_at",)),
    )
    moments: list[datetime | None] = []
    for rows, names in asked:
        moments += rows.aggregate(**{f"last_{name}": Max(name) for name in names}).values()
    mark = blake2s(repr([*map(str, moments)]).encode(), digest_size=12).hexdigest()
    return State(mark, max((each for each in moments if each), default=None))


def matching(said: dict[str, str]) -> QuerySet[models.Meeting]:
    """By `source` (its id), `fellowship` and `pathway` (slugs), `town`, `region`, `country`."""
    found = feeds.meetings()
    names = {"fellowship": "belongs_to", "pathway": "pathway"}
    for name, column in names.items():
        if said.get(name):
            found = found.filter(**{column: said[name]})
    for name in ("town", "region", "country"):
        if said.get(name):
            found = found.filter(**{f"{name}__iexact": said[name]})
    if said.get("source"):
        try:
            found = found.filter(source=uuid.UUID(said["source"]))
        except ValueError:
            return found.none()
    return found


def in_chunks(found: QuerySet[Any]) -> Iterator[list[Any]]:
    """All meetings by their key, with their dates."""
    for rows in by_key(found):
        with_dates(rows)
        yield rows


def by_key(found: QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows of any kind, each chunk a question of its own: no cursor is held open while a slow
    reader reads."""
    found = found.order_by("pk")
    rows = list(found[:CHUNK])
    while rows:
        yield rows
        rows = list(found.filter(pk__gt=rows[-1].pk)[:CHUNK])


def with_dates(rows: list[models.Meeting]) -> None:
    """Only what does not come every week has dates."""
    irregular: list[Model] = [row for row in rows if row.is_irregular]
    prefetch_related_objects(irregular, "dates")


@dataclass(frozen=True, slots=True)
class News:
    """What happened to one listing: added, changed (`fields` says what) or gone."""

    id: str
    fate: str
    at: datetime
    listing: Any
    fields: tuple[str, ...] = ()


def latest() -> list[News]:
    """Of meetings and services together, the latest first."""
    both = [*news("meetings"), *news("services")]
    return sorted(both, key=lambda each: each.at, reverse=True)[:LATEST]


def news(table: str, *, begin: datetime | None = None, end: datetime | None = None) -> list[News]:
    """The latest changes first, of listings that may be shown, or have ended; between two
    moments, if they are given, more of them."""
    most = MOST if begin or end else LATEST
    lines = list(feeds.news(ROWS[table], begin, end).order_by("-pk")[: most * 4])
    wanted: dict[tuple[uuid.UUID, uuid.UUID, str], list[models.RunLine]] = {}
    for line in lines:
        wanted.setdefault((line.run_id, line.run.source_id, line.key), []).append(line)
    chosen = list(wanted.items())[:most]
    keys = {key for (_run, _source, key), _lines in chosen}
    known: Any = policy.known_meetings() if table == "meetings" else policy.active_services()
    rows = known.filter(key__in=keys, hidden_at=None).select_related("source")
    by_key = {(row.source_id, row.key): row for row in rows}
    return [
        News(
            id=f"{run}:{by_key[source, key].pk}",
            fate=said[0].fate,
            at=said[0].run.applied_at or said[0].run.started_at,
            listing=by_key[source, key],
            fields=tuple(sorted({line.field for line in said if line.field})),
        )
        for (run, source, key), said in chosen
        if (source, key) in by_key
    ]


def bodies() -> list[models.ServiceBody]:
    return list(feeds.bodies().select_related("parent").order_by("name", "pk"))


def sources() -> list[models.Source]:
    return list(feeds.sources().order_by("name", "pk"))


def types() -> list[models.MeetingType]:
    return list(feeds.types().order_by("code"))


def one(meeting: uuid.UUID) -> models.Meeting | None:
    """A meeting that may be shown, with its dates."""
    row = feeds.meetings().filter(pk=meeting).first()
    if row:
        with_dates([row])
    return row


def several(meetings: list[uuid.UUID]) -> list[models.Meeting]:
    rows = list(feeds.meetings().filter(pk__in=meetings))
    with_dates(rows)
    return sorted(rows, key=lambda row: meetings.index(row.pk))
