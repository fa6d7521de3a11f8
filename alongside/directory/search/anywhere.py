"""Where nobody said where: whatever fits the words best, from all over, on any day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alongside.directory.rules import cells
from alongside.directory.search import near, offers, sql
from alongside.directory.search.asked import Hits, Wish
from alongside.directory.search.text import Term


def meetings_anywhere(
    terms: Sequence[Term], wish: Wish, *, now: datetime, first: int = 0, most: int = 20
) -> Hits:
    rows = _rows(cells.MEETING, terms, wish, near.enough_for(first, most))
    any_day = replace(wish, when="any", part="", begins=None)
    chosen = dict.fromkeys(rows[first : first + most], 0.0)
    hits = near.hits_of(chosen, any_day, now, None)
    for hit in hits:
        hit.km = None
    return Hits(hits, len(rows))


def services_anywhere(
    terms: Sequence[Term], wish: Wish, *, now: datetime, first: int = 0, most: int = 20
) -> Hits:
    """One line for a service, at any of its places."""
    enough = near.enough_for(first, most)
    found = _rows(cells.SERVICE, terms, wish, enough * 2)
    hits = offers.hits_of(dict.fromkeys(found), now)
    once = list({hit.id: hit for hit in reversed(hits)}.values())[::-1]
    if wish.is_open:
        once = [hit for hit in once if hit.state and hit.state.is_open]
    return Hits(once[first : first + most], min(len(once), enough))


def _rows(kind: int, terms: Sequence[Term], wish: Wish, most: int) -> list[int]:
    """Entries, those first that have the words in their name."""
    named = sql.entries_anywhere(kind, wish.mask, terms, most, in_name=True)
    rest = sql.entries_anywhere(kind, wish.mask, terms, most) if len(named) < most else []
    return list(dict.fromkeys(row[0] for row in (*named, *rest)))[:most]
