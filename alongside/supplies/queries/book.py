"""What stands in the book: entries, what is asked for, and where a recalled lot went."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum

from alongside.accounts import access, actors
from alongside.core import errors
from alongside.participants.models import Participant
from alongside.supplies import models, policy
from alongside.supplies.queries import listing
from alongside.supplies.rules import catalogue, stock

What = models.Entry.What
LAST = 30
ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as a page says it."""

    entry: models.Entry
    lines: list[str]
    is_righted: bool
    may_right: bool


def book(by: actors.Actor, place: models.Place, *, now: datetime, last: int) -> list[Told]:
    """The newest entries first."""
    return _told(by, list(_of(by, place)[:last]), now)


def page(
    by: actors.Actor, place: models.Place, number: str, *, now: datetime
) -> tuple[list[Told], Page[models.Entry]]:
    """The whole book, page by page."""
    found = Paginator(_of(by, place), ON_A_PAGE).get_page(number)
    return _told(by, list(found), now), found


def _of(by: actors.Actor, place: models.Place) -> QuerySet[models.Entry]:
    """Also what came from another place."""
    rows = policy.entries_for(by).filter(Q(place=place) | Q(to_place=place))
    newest = rows.select_related("place", "to_place", "person", "rights")
    return newest.defer("person__username", "person__email").order_by("-recorded_at", "-pk")


def entry(by: actors.Actor, pk: uuid.UUID, *, now: datetime) -> Told:
    rows = policy.entries_for(by).filter(pk=pk)
    rows = rows.select_related("place", "to_place", "person", "rights")
    found = _told(by, list(rows), now)
    if not found:
        raise errors.Missing(access.NOTHING)
    return found[0]


def _told(by: actors.Actor, rows: list[models.Entry], now: datetime) -> list[Told]:
    these = [row.pk for row in rows]
    offered = listing.things(by)
    lines: dict[uuid.UUID, dict[tuple[str, str], int]] = defaultdict(dict)
    moved = policy.in_book(by, models.Movement).filter(entry__in=these)
    for line in moved.select_related("entry").order_by("pk"):
        side = line.what == What.MOVED and line.place_id != line.entry.place_id
        noted = line.what == What.COUNTED and not line.count and line.entry.what != What.COUNTED
        if not side and not noted:
            sums = lines[line.entry_id]
            key = (line.item, line.what)
            sums[key] = sums.get(key, 0) + line.count
    righted = set(
        policy.entries_for(by).filter(rights__in=these).values_list("rights_id", flat=True)
    )
    return [
        Told(
            row,
            [_amount(offered, slug, n) for (slug, _what), n in lines[row.pk].items()],
            row.pk in righted,
            _may_right(by, row, now) and row.pk not in righted,
        )
        for row in rows
    ]


def _amount(offered: Mapping[str, catalogue.Item], slug: str, count: int) -> str:
    name = offered[slug].called(listing.language()) if slug in offered else slug
    return f"{abs(count)} × {name}"


def _may_right(by: actors.Actor, row: models.Entry, now: datetime) -> bool:
    if row.what == What.RIGHTED:
        return False
    mine = row.person_id == by.person_id and stock.may_still_right(row.recorded_at, now=now)
    return mine or policy.may_keep(by)


# --- refills and recalls -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    refill: models.Refill
    name: str


def refills(by: actors.Actor) -> list[Asked]:
    rows = policy.in_book(by, models.Refill).filter(outcome=models.Refill.Outcome.OPEN)
    offered = listing.things(by)
    waiting = rows.select_related("place").order_by("asked_at")[:LAST]
    return [
        Asked(
            row, offered[row.item].called(listing.language()) if row.item in offered else row.item
        )
        for row in waiting
    ]


@dataclass(frozen=True, slots=True)
class Recalled:
    """A lot: where it still is, and what became of the rest of it."""

    lot: models.Lot
    name: str
    there: list[models.Level]
    gone_out: int
    times: int
    first_at: datetime | None
    people: list[Participant]
    others: int  # hand-outs to people this worker doesn't walk with, or to nobody named

    @property
    def on_shelves(self) -> int:
        return sum(row.count for row in self.there)


def lots_numbered(by: actors.Actor, said: str) -> list[Recalled]:
    """Every lot of a number, whatever the thing and whoever paid for it."""
    number = stock.lot_number(said)
    if not number:
        return []
    offered = listing.things(by)
    rows = policy.in_book(by, models.Lot).filter(number=number).order_by("item", "funder")
    return [_recalled(by, row, offered) for row in rows[:10]]


def _recalled(by: actors.Actor, lot: models.Lot, offered: Mapping[str, catalogue.Item]) -> Recalled:
    there = policy.in_book(by, models.Level).filter(lot=lot, count__gt=0).select_related("place")
    out = policy.in_book(by, models.Movement).filter(lot=lot, what=What.OUT)
    sums = out.aggregate(n=Sum("count"), times=Count("entry", distinct=True))
    first = out.order_by("happened_at").values_list("happened_at", flat=True).first()
    given = policy.given_for(by).filter(entry__in=out.values("entry_id"))
    known = {row.participant_id: row.participant for row in given.select_related("participant")}
    return Recalled(
        lot=lot,
        name=offered[lot.item].called(listing.language()) if lot.item in offered else lot.item,
        there=list(there.order_by("place__name")),
        gone_out=sums["n"] or 0,
        times=sums["times"],
        first_at=first,
        people=sorted(known.values(), key=lambda row: str(row).casefold()),
        others=max(0, sums["times"] - given.values("entry_id").distinct().count()),
    )


def recalled_lots(by: actors.Actor) -> list[models.Lot]:
    rows = policy.in_book(by, models.Lot).exclude(recalled_at=None)
    return list(rows.order_by("-recalled_at")[:LAST])
