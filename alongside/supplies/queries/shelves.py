"""What is where: the shelves of a place, what is low, what expires. The same few queries however
much there is."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count

from alongside.accounts import access, actors
from alongside.core import errors
from alongside.supplies import models, policy
from alongside.supplies.queries import listing
from alongside.supplies.rules import catalogue, stock

What = models.Entry.What
OFTEN = timedelta(days=30)
MOST_OFTEN = 6


# --- places ------------------------------------------------------------------------------


def places(by: actors.Actor, *, closed_too: bool = False) -> list[models.Place]:
    rows = policy.in_book(by, models.Place).select_related("site", "organisation", "programme")
    return list((rows if closed_too else rows.filter(closed_at=None)).order_by("name"))


def place(by: actors.Actor, pk: uuid.UUID) -> models.Place:
    rows = policy.in_book(by, models.Place).select_related("site", "organisation", "programme")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def chosen(of: list[models.Place], wanted: uuid.UUID | None) -> models.Place | None:
    """The place asked for, else the first; None where there is none yet."""
    return next((one for one in of if one.pk == wanted), of[0] if of else None)


def zone_of(place: models.Place) -> str:
    return place.site.time_zone if place.site else place.organisation.time_zone


def day_of(place: models.Place, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone_of(place))).date()


# --- what is there -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lotted:
    """So many of one lot, or of none."""

    lot: models.Lot | None
    count: int
    expired: bool
    soon: bool

    @property
    def is_recalled(self) -> bool:
        return self.lot is not None and self.lot.recalled_at is not None


@dataclass
class Thing:
    """One thing on the shelves of a place."""

    item: catalogue.Item
    name: str
    lots: list[Lotted] = field(default_factory=list)
    enough: int = 0
    counted_at: datetime | None = None

    @property
    def count(self) -> int:
        return sum(one.count for one in self.lots)

    @property
    def is_kept(self) -> bool:
        """Whether anybody keeps count of it here."""
        return bool(self.lots)

    @property
    def is_low(self) -> bool:
        """What is past its date, or recalled, is not counted on."""
        good = sum(one.count for one in self.lots if not one.expired and not one.is_recalled)
        return self.enough > 0 and good < self.enough

    @property
    def expired(self) -> int:
        return sum(one.count for one in self.lots if one.expired)

    @property
    def soon(self) -> int:
        return sum(one.count for one in self.lots if one.soon)

    @property
    def recalled(self) -> int:
        return sum(one.count for one in self.lots if one.is_recalled)

    @property
    def first_date(self) -> date | None:
        """Of what is still good; how much is past its date is said beside it."""
        good = (one.lot for one in self.lots if one.count and not one.expired)
        dates = [lot.expires_on for lot in good if lot]
        return min((each for each in dates if each), default=None)


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind."""

    kind: str
    name: str
    things: list[Thing]


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything that the page of one place shows."""

    place: models.Place
    groups: list[Group]

    @property
    def all(self) -> list[Thing]:
        return [thing for group in self.groups for thing in group.things]

    @property
    def low(self) -> list[Thing]:
        return [thing for thing in self.all if thing.is_low]

    @property
    def expired(self) -> list[Thing]:
        return [thing for thing in self.all if thing.expired]

    @property
    def soon(self) -> list[Thing]:
        return [thing for thing in self.all if thing.soon]

    @property
    def recalled(self) -> list[Thing]:
        return [thing for thing in self.all if thing.recalled]


def shelves(by: actors.Actor, place: models.Place, *, now: datetime, all_things: bool) -> Stock:
    """What is kept in a place; with `all_things` also what nobody keeps count of here."""
    offered = listing.things(by)
    on = day_of(place, now)
    found = {
        slug: Thing(item, item.called(listing.language()))
        for slug, item in offered.items()
        if not item.hidden
    }
    levels = policy.in_book(by, models.Level).filter(place=place).select_related("lot")
    for row in levels:
        if row.item in offered:
            item = offered[row.item]
            thing = found.setdefault(row.item, Thing(item, item.called(listing.language())))
            _add(thing, row, on)
    for enough in policy.in_book(by, models.Enough).filter(place=place):
        if enough.item in found:
            found[enough.item].enough = enough.count
    kept = [one for one in found.values() if all_things or one.is_kept or one.enough]
    return Stock(place, _grouped(kept))


def _add(thing: Thing, row: models.Level, on: date) -> None:
    if row.counted_at and (thing.counted_at is None or row.counted_at > thing.counted_at):
        thing.counted_at = row.counted_at
    expires_on = row.lot.expires_on if row.lot else None
    expired = bool(row.count and row.lot and row.lot.is_expired(on))
    soon = bool(row.count) and stock.expires_soon(expires_on, on=on)
    thing.lots.append(Lotted(row.lot, row.count, expired, soon))
    thing.lots.sort(key=lambda one: (_date(one) is None, _date(one) or date.max))


def _date(one: Lotted) -> date | None:
    return one.lot.expires_on if one.lot else None


def _grouped(found: list[Thing]) -> list[Group]:
    by_kind: dict[str, list[Thing]] = defaultdict(list)
    for thing in found:
        by_kind[thing.item.kind].append(thing)
    return [
        Group(kind, catalogue.kind_called(kind, listing.language()), by_kind[kind])
        for kind in catalogue.KINDS
        if by_kind[kind]
    ]


def often(by: actors.Actor, place: models.Place, *, now: datetime) -> list[catalogue.Item]:
    """What goes out most often here: one tap each. Before anything did, what most need."""
    lines = policy.in_book(by, models.Movement).filter(
        place=place, what=What.OUT, happened_at__gte=now - OFTEN
    )
    times = lines.order_by().values("item").annotate(n=Count("pk")).order_by("-n", "item")
    offered = listing.things(by)
    slugs = [row["item"] for row in times[: MOST_OFTEN * 2]]
    slugs += [slug for slug in FIRST if slug not in slugs]
    live = [offered[slug] for slug in slugs if slug in offered and not offered[slug].hidden]
    return live[:MOST_OFTEN]


FIRST = ("naloxone-nasal-4mg", "syringe", "stem", "fentanyl-strip", "condom", "water")
