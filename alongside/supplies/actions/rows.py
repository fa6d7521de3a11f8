"""What several actions of the stock have in common, once each has asked."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, sentences
from alongside.core.privacy import Words
from alongside.participants import actions as participants
from alongside.participants import policy as records
from alongside.participants.actions import newcomers
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.supplies import models, policy
from alongside.supplies.actions import cards
from alongside.supplies.rules import catalogue, stock

What = models.Entry.What


@dataclass(frozen=True, slots=True)
class Wanted:
    item: catalogue.Item
    count: int
    lots: tuple[models.Lot, ...] = ()

    def of(self, shelves: Iterable[stock.Shelf]) -> list[stock.Shelf]:
        """Those of its lots, where it says any."""
        said = {lot.pk for lot in self.lots}
        return [one for one in shelves if not said or one.lot in said]


@dataclass
class Act:
    """One entry while it is written: whose, where, when. Its levels are locked with its place."""

    by: actors.Actor
    place: models.Place
    at: datetime
    now: datetime
    entry: models.Entry = field(init=False)
    total: int = 0

    @property
    def on(self) -> date:
        """The day on the wall of the place."""
        zone = self.place.site.time_zone if self.place.site else self.place.organisation.time_zone
        return self.at.astimezone(ZoneInfo(zone)).date()

    def write_entry(self, id: uuid.UUID, what: str, **more: Any) -> models.Entry:
        self.entry = models.Entry.objects.create(
            id=id,
            organisation_id=self.place.organisation_id,
            place=self.place,
            programme_id=self.place.programme_id,
            person_id=self.by.id if self.by.kind is actors.Kind.PERSON else None,
            what=what,
            happened_at=self.at,
            recorded_at=self.now,
            **more,
        )
        return self.entry

    def shelves(self, item: str, place: models.Place | None = None) -> list[stock.Shelf]:
        rows = models.Level.objects.filter(place=place or self.place, item=item)
        return [
            stock.Shelf(
                lot=row.lot_id,
                count=row.count,
                expires_on=row.lot.expires_on if row.lot else None,
                recalled=bool(row.lot and row.lot.recalled_at),
                settled=row.counted_at is not None and row.counted_at > self.at,
            )
            for row in rows.select_related("lot")
        ]

    def piece(
        self,
        item: catalogue.Item,
        lot: uuid.UUID | None,
        count: int,
        place: models.Place | None = None,
    ) -> stock.Piece:
        """So many for one lot of a place, as they come in there."""
        there = {one.lot: one for one in self.shelves(item.slug, place)}
        settled = lot in there and there[lot].settled
        return stock.Piece(lot, count, settled=settled)

    def move(
        self,
        item: catalogue.Item,
        piece: stock.Piece,
        what: str,
        sign: int,
        place: models.Place | None = None,
    ) -> None:
        """One line of the entry, and the level with it. Where the level was counted since, that
        count knew of it: a second line says so, and the level stays."""
        change = sign * piece.count
        self.line(item, piece, what, change, place)
        if change and piece.settled:
            known = stock.Piece(piece.lot, 0)
            self.line(item, known, What.COUNTED, -change, place)
        elif change:
            add(place or self.place, item, piece.lot, change)
        self.total += piece.count

    def line(
        self,
        item: catalogue.Item,
        piece: stock.Piece,
        what: str,
        change: int,
        place: models.Place | None = None,
    ) -> None:
        models.Movement.objects.create(
            organisation_id=self.entry.organisation_id,
            entry=self.entry,
            place=place or self.place,
            item=item.slug,
            lot_id=piece.lot,
            what=what,
            count=piece.count,
            change=change,
            doses=piece.count * item.doses,
            was_expired=piece.expired,
            happened_at=self.at,
            recorded_at=self.now,
        )

    def facts(self, **more: Any) -> dict[str, Any]:
        return {"count": self.total} | {name: value for name, value in more.items() if value}


def begin(by: actors.Actor, place: models.Place, happened_at: datetime | None) -> Act:
    """What can be said before anything is locked: the time is past, and the place was open."""
    now = clock.now()
    at = happened_at or now
    if stock.is_future(at, now=now):
        raise cards.not_yet()
    if place.closed_at is not None and at >= place.closed_at:
        raise cards.Closed(place.pk)
    return Act(by, place, at, now)


def before(by: actors.Actor, id: uuid.UUID, what: str, *places: uuid.UUID) -> models.Entry | None:
    """Locks the places (in one order), and finds what the same form wrote already."""
    list(models.Place.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    found = policy.entries_for(by).filter(pk=id).first()
    if found is not None and (found.what != what or found.person_id not in (by.id, None)):
        raise newcomers.taken()
    return found


def add(place: models.Place, item: catalogue.Item, lot: uuid.UUID | None, change: int) -> None:
    """The level, made where there is none yet. Never fewer than none."""
    these = models.Level.objects.filter(place=place, item=item.slug, lot=lot)
    row = these.first()
    if (row.count if row else 0) + change < 0:
        raise cards.Short(place, called(item), item.slug, have=row.count if row else 0)
    if row is None:
        models.Level.objects.create(
            organisation_id=place.organisation_id,
            place=place,
            item=item.slug,
            lot_id=lot,
            count=change,
        )
    else:
        these.update(count=F("count") + change)


def checked(by: actors.Actor, lines: Collection[stock.Line], *, least: int = 1) -> list[Wanted]:
    """Each line with its thing and its lots; the same thing twice is one line."""
    if not 1 <= len(lines) <= stock.MOST_LINES:
        raise cards.nothing_said()
    offered = things(by)
    sums: dict[tuple[str, tuple[models.Lot, ...]], int] = {}
    for line in lines:
        if line.item not in offered or not least <= line.count <= stock.MOST:
            raise cards.not_on_the_page()
        key = (line.item, lots_said(by, line))
        sums[key] = sums.get(key, 0) + line.count
    return [Wanted(offered[item], count, lots) for (item, lots), count in sums.items()]


def lots_said(by: actors.Actor, line: stock.Line) -> tuple[models.Lot, ...]:
    """The lot of a line; the same number can be there from several funders."""
    if line.lot is None and not line.number:
        return ()
    of_it = policy.in_book(by, models.Lot).filter(item=line.item)
    said = Q(pk=line.lot) if line.lot else Q(number=stock.lot_number(line.number))
    if not (found := tuple(of_it.filter(said).order_by("pk"))):
        raise cards.wrong_lot(line.item, line.lot)
    return found


def things(by: actors.Actor) -> Mapping[str, catalogue.Item]:
    return catalogue.catalogue(policy.items_for(by))


def called(item: catalogue.Item) -> Words:
    """In the language of whoever reads it, also when that is later."""
    return sentences.named(item.names or {"en": item.slug})


def pieces(
    act: Act, wanted: Wanted, *, expired_too: bool, untracked: bool = False
) -> list[stock.Piece] | None:
    """What of it goes. None where nobody keeps count of it here, and that is all right."""
    shelves = act.shelves(wanted.item.slug)
    if not shelves and not wanted.lots and untracked:
        return None
    shelves = wanted.of(shelves)
    if back := next((lot for lot in wanted.lots if lot.recalled_at), None):
        raise cards.recalled(back.number, wanted.item.slug, back.pk)
    order = stock.usable(shelves, on=act.on, expired_too=expired_too)
    found, missing = stock.take(order, wanted.count, on=act.on)
    if not missing:
        return found
    anything = stock.usable(shelves, on=act.on, expired_too=True)
    if not expired_too and stock.take(anything, wanted.count, on=act.on)[1] == 0:
        raise cards.OnlyExpired(called(wanted.item), wanted.item.slug)
    have = sum(one.count for one in order)
    raise cards.Short(act.place, called(wanted.item), wanted.item.slug, have=have)


def gone(act: Act, wanted: Wanted, why: str) -> list[stock.Piece]:
    """What of it is gone: past its date, or recalled, where that is why."""
    shelves = act.shelves(wanted.item.slug)
    if wanted.lots:
        order = wanted.of(shelves)
    elif why == What.EXPIRED:
        order = stock.in_order(one for one in shelves if one.is_expired(act.on))
    elif why == What.RETURNED:
        order = stock.in_order(one for one in shelves if one.recalled)
    else:
        order = stock.usable(shelves, on=act.on, expired_too=True)
    found, missing = stock.take(order, wanted.count, on=act.on)
    if missing:
        have = sum(one.count for one in order)
        raise cards.Short(act.place, called(wanted.item), wanted.item.slug, have=have)
    return found


def known(
    act: Act, person: Participant, wanted: Iterable[Wanted], *, for_others: int
) -> models.Given:
    return models.Given.objects.create(
        organisation_id=person.organisation_id,
        participant=person,
        entry=act.entry,
        things=[[one.item.slug, one.count, one.item.called("en")] for one in wanted],
        for_others=for_others,
        happened_at=act.at,
        recorded_at=act.now,
    )


def named(
    by: actors.Actor, participant: uuid.UUID | None, *, at: datetime | None
) -> Participant | None:
    """Whom it is for, if that is said: whoever wrote it must have walked with them then."""
    if participant is None:
        return None
    return records.require(by, P.FIELD_WORK, participant=participant, at=at)


def require_agreed(person: Participant, act: Act) -> None:
    """They agreed then that it is written down, and have not taken it back since."""
    for moment in {act.at, act.now}:
        participants.require_consent(participant=person, kind=RECORDED, at=moment)


def require_people(people: int, for_others: int, bulk_to: str) -> None:
    if not 0 <= people <= stock.MOST_PEOPLE or not 0 <= for_others <= stock.MOST_PEOPLE:
        raise cards.not_on_the_page()
    if bulk_to and bulk_to not in stock.BULK:
        raise cards.not_on_the_page()


def as_lines(lines: Sequence[stock.Line] | Mapping[str, int]) -> list[stock.Line]:
    if isinstance(lines, Mapping):
        return [stock.Line(item, count) for item, count in lines.items()]
    return list(lines)


def lot_of(by: actors.Actor, said: stock.Received, *, now: datetime) -> models.Lot | None:
    """For an action that has asked: the lot of what came in, made where it is new."""
    number = stock.lot_number(said.number)
    if not number:
        return None
    funder = " ".join(said.funder.split())[:80]
    same = policy.in_book(by, models.Lot).filter(item=said.item, number=number)
    known = list(same)
    if any(row.recalled_at for row in known):
        raise cards.recalled(number)
    dates = {row.expires_on for row in known if row.expires_on}
    if said.expires_on and dates and said.expires_on not in dates:
        raise cards.another_date(number)
    expires_on = said.expires_on or next(iter(dates), None)
    if expires_on and not dates and known:
        same.update(expires_on=expires_on)
    mine = next((row for row in known if row.funder == funder), None)
    return mine or models.Lot.objects.create(
        organisation_id=by.tenant,
        item=said.item,
        number=number,
        expires_on=expires_on,
        funder=funder,
        added_at=now,
    )
