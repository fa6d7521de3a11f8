"""Services near a spot: the nearest of each service's places, open ones first when it matters."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import CharField
from django.db.models.functions import Cast
from pydantic_core import from_json

from alongside.core import clock
from alongside.directory import policy
from alongside.directory.policy import finding
from alongside.directory.rules import cells, marks, opening, times
from alongside.directory.search import sql
from alongside.directory.search.asked import Hit, Hits, Offer, Wish
from alongside.directory.search.near import enough_for, nearest
from alongside.directory.search.prepared import Prepared, Row, bare, dashed
from alongside.directory.search.text import Term, understand
from alongside.directory.search.where import Spot

SOON = frozenset({"now", "hour"})
_lines = Prepared(
    lambda entries: (
        finding.entries()
        .filter(pk__in=entries)
        .values_list(
            *("pk", "marks", "said", Cast("service_id", CharField()), "time_zone"),
            "hours__pattern",
        )
    )
)
_shown = Prepared(
    lambda keys: (
        policy.services()
        .filter(pk__in=keys)
        .values_list(Cast("pk", CharField()), "checked_at", "verified_at")
    ),
    uuid.UUID,
)


def services_near(
    spot: Spot,
    wish: Wish,
    *,
    now: datetime | None = None,
    first: int = 0,
    most: int = 20,
    terms: Sequence[Term] | None = None,
) -> Hits:
    """Within reach, the nearest first. For now, or where only open ones are asked for, what is
    closed comes later or not at all; hours that nobody told us rule nothing out unless asked."""
    now = now or clock.now()
    terms = understand(wish.what).terms if terms is None else terms
    enough = enough_for(first, most)
    here = spot.now(now)
    minute = times.week_minute(here)
    only = sql.OPEN_ONLY if wish.is_open else ""
    rank = sql.OPEN_FIRST if wish.when in SOON and not only else ""

    def look(km: float) -> list[Row]:
        near, twice = sql.Near(spot, km, cells.SERVICE), enough * 2
        rows = sql.entries_near(near, wish.mask, terms, twice, minute=minute, rank=rank, only=only)
        once: dict[uuid.UUID | str, Row] = {}
        for row in rows:
            once.setdefault(row[3], row)
        return list(once.values())[:enough]

    rows = nearest(wish.km, enough, look)
    hits = hits_of({row[0]: sql.km_of(row[1]) for row in rows[first : first + most]}, now)
    if wish.is_open:
        hits = [hit for hit in hits if hit.state and hit.state.is_open]
    return Hits(hits, len(rows))


def hits_of(chosen: dict[int, float | None], now: datetime) -> list[Hit]:
    """The lines of these entries, in their order."""
    lines = {row[0]: row[1:] for row in _lines(list(chosen))}
    live = {bare(row[0]): row[1:] for row in _shown([line[2] for line in lines.values()])}
    hits = []
    for entry, km in chosen.items():
        if entry not in lines or bare(lines[entry][2]) not in live:
            continue
        bits, said, key, zone, pattern = lines[entry]
        rest = dashed(key), zone, pattern, *live[bare(key)], entry
        row = Offer._make([*from_json(said), *rest])
        there = Spot(0, 0, row.time_zone or "UTC").now(now)
        state = opening.read(row.pattern).state(there) if row.pattern else None
        exact = bool(bits & marks.BITS["exact"])
        hit = Hit(row.key, km, exact, None, bits, row, state=state, today=there.date())
        hits.append(hit)
    return hits
