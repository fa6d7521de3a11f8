"""What counting and putting right do to the levels, once the action has asked."""

import uuid

from django.db.models import Sum

from alongside.supplies import models
from alongside.supplies.actions import cards, rows
from alongside.supplies.rules import catalogue, stock

What = models.Entry.What


def count(act: rows.Act, wanted: rows.Wanted) -> None:
    if not wanted.lots:
        count_total(act, wanted.item, wanted.count)
        return
    lot = wanted.lots[0].pk
    shelf = next((one for one in as_of(act, wanted.item.slug) if one.lot == lot), None)
    count_lot(act, wanted.item, shelf or stock.Shelf(lot, 0), wanted.count)


def count_lot(act: rows.Act, item: catalogue.Item, shelf: stock.Shelf, counted: int) -> None:
    """Somebody looked: so many of this lot were there at that time. What happened after it, and
    stands in the book already, is on top of it."""
    piece = stock.Piece(shelf.lot, counted)
    change = 0 if shelf.settled else counted - shelf.count
    act.line(item, piece, What.COUNTED, change)
    rows.add(act.place, item, shelf.lot, change)
    if not shelf.settled:
        these = models.Level.objects.filter(place=act.place, item=item.slug, lot=shelf.lot)
        these.update(counted_at=act.at)
    act.total += counted


def as_of(act: rows.Act, item: str) -> list[stock.Shelf]:
    """The shelves as the book says they were at the time of the act."""
    since = models.Movement.objects.filter(place=act.place, item=item, happened_at__gt=act.at)
    later = dict(since.order_by().values_list("lot").annotate(n=Sum("change")))
    return [
        stock.Shelf(
            one.lot, one.count - later.get(one.lot, 0), one.expires_on, one.recalled, one.settled
        )
        for one in act.shelves(item)
    ]


def count_total(act: rows.Act, item: catalogue.Item, counted: int) -> None:
    """So many of a thing, whatever the lot: each lot is counted with what falls to it."""
    shelves = as_of(act, item.slug)
    if not shelves:
        count_lot(act, item, stock.Shelf(None, 0), counted)
        return
    change: dict[uuid.UUID | None, int] = dict(stock.spread(shelves, counted, on=act.on))
    for one in stock.usable(shelves, on=act.on, expired_too=True):
        count_lot(act, item, one, max(0, one.count + change.pop(one.lot, 0)))
    for lot, some in change.items():  # only recalled ones were there
        count_lot(act, item, stock.Shelf(lot, 0), some)


def require_not_righted(wrong: models.Entry) -> None:
    if wrong.what == What.RIGHTED or models.Entry.objects.filter(rights=wrong).exists():
        raise cards.righted_before()


def turn_round(act: rows.Act, wrong: models.Entry) -> None:
    """Every line of it once more, the other way; and the levels with them, but for those that
    were counted since."""
    offered = rows.things(act.by)
    changes: dict[tuple[uuid.UUID, str, uuid.UUID | None], int] = {}
    for line in wrong.movements.select_related("place"):
        key = (line.place_id, line.item, line.lot_id)
        changes[key] = changes.get(key, 0) - line.change
        models.Movement.objects.create(
            organisation_id=wrong.organisation_id,
            entry=act.entry,
            place=line.place,
            item=line.item,
            lot_id=line.lot_id,
            what=line.what,
            count=-line.count,
            change=-line.change,
            doses=-line.doses,
            was_expired=line.was_expired,
            happened_at=act.at,
            recorded_at=act.now,
        )
    places = {act.place.pk: act.place}
    if wrong.to_place_id:
        places[wrong.to_place_id] = wrong.to_place
    for (place, slug, lot), change in changes.items():
        item = offered[slug]
        piece = act.piece(item, lot, 0, places[place])
        if change and piece.settled:
            act.line(item, piece, What.COUNTED, -change, places[place])
        elif change:
            rows.add(places[place], item, lot, change)
    if wrong.what == What.COUNTED:
        forget_count(act, wrong)


def forget_count(act: rows.Act, wrong: models.Entry) -> None:
    """A count that was wrong is none: the levels were last looked at before it."""
    righted = models.Entry.objects.filter(rights__isnull=False).values("rights_id")
    counts = models.Movement.objects.filter(entry__what=What.COUNTED).exclude(entry__in=righted)
    for line in wrong.movements.all():
        these = models.Level.objects.filter(place=line.place_id, item=line.item, lot=line.lot_id)
        same = counts.filter(place=line.place_id, item=line.item, lot=line.lot_id)
        last = same.order_by("-happened_at").values_list("happened_at", flat=True).first()
        these.update(counted_at=last)
