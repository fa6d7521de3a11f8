"""Services near a spot: the nearest of each service's places, open ones first when it matters."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from alongside.core import clock
from alongside.directory import policy
from alongside.directory.rules import cells, marks, opening, times
from alongside.directory.search import sql
from alongside.directory.search.asked import Hit, Hits, Offer, Wish
from alongside.directory.search.near import enough_for, nearest
from alongside.directory.search.prepared import Prepared
from alongside.directory.search.text import Term, understand
from alongside.directory.search.where import Spot

SOON = frozenset({"now", "hour"})
_rows = Prepared(
    lambda entries: (
        policy.services()
        .filter(entries__in=entries)
        .values_list(
            *Offer._fields[:-3],
            *("entries__id", "entries__time_zone", "entries__hours__pattern", "entries__marks"),
        )
    )
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
    rank, only = _open(wish, times.week_minute(here))

    def look(km: float) -> list[sql.Row]:
        near = sql.Near(spot, km, cells.SERVICE)
        rows = sql.entries_near(near, wish.mask, terms, enough * 2, rank=rank, only=only)
        once: dict[uuid.UUID | str, sql.Row] = {}
        for row in rows:
            once.setdefault(row[3], row)
        return list(once.values())[:enough]

    rows = nearest(wish.km, enough, look)
    hits = hits_of({row[0]: sql.km_of(row[1]) for row in rows[first : first + most]}, now)
    if wish.is_open:
        hits = [hit for hit in hits if hit.state and hit.state.is_open]
    return Hits(hits, len(rows))


def _open(wish: Wish, minute: int) -> tuple[str, str]:
    """What is added to the way of what is not open then, and what is left out."""
    among = sql.open_at(minute)
    if wish.is_open:
        return "", f" AND {among}"
    if wish.when not in SOON:
        return "", ""
    unsure = f"WHEN e.hours_id IS NULL THEN {sql.UNSURE_KM}"
    return f" + CASE {unsure} WHEN {among} THEN 0 ELSE {sql.CLOSED_KM} END", ""


def hits_of(chosen: dict[int, float | None], now: datetime) -> list[Hit]:
    """The lines of these entries, in their order."""
    by_entry: dict[int, tuple[Offer, int]] = {}
    for *values, bits in _rows(list(chosen)):
        offer = Offer(*values)
        by_entry[offer.entry] = (offer, bits)
    hits = []
    for entry, km in chosen.items():
        if entry not in by_entry:
            continue
        row, bits = by_entry[entry]
        there = Spot(0, 0, row.time_zone or "UTC").now(now)
        state = opening.read(row.pattern).state(there) if row.pattern else None
        exact = bool(bits & marks.BITS["exact"])
        hit = Hit(row.pk, km, exact, None, bits, row, state=state, today=there.date())
        hits.append(hit)
    return hits
