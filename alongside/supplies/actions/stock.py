"""What comes, goes and is counted. Each act is one entry of the book, once per `id`."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, scope
from alongside.participants.actions import rows as sent
from alongside.participants.models import Participant
from alongside.supplies import models, policy
from alongside.supplies.actions import cards, counting, rows
from alongside.supplies.rules import stock
from alongside.supplies.rules.stock import Line, Received

What = models.Entry.What


def hand_out(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: uuid.UUID,
    lines: Sequence[Line] | Mapping[str, int],
    participant: uuid.UUID | None = None,
    for_others: int = 0,
    people: int = 1,
    bulk_to: str = "",
    knowingly_expired: bool = False,
    counted: Mapping[str, int] | None = None,
    happened_at: datetime | None = None,
) -> models.Entry:
    """To somebody, to nobody named, or many at once; what expires first goes first. `counted` is
    the way out where the book says fewer: so many of that were there before it. Where nobody
    keeps count of a thing in this place, it is written down all the same."""
    found = policy.require_place(by, P.FIELD_WORK, place=place, at=happened_at)
    act = rows.begin(by, found, happened_at)
    person = rows.named(by, participant, at=happened_at)
    rows.require_people(people, for_others, bulk_to)
    wanted = rows.checked(by, rows.as_lines(lines))
    with sent.once(policy.entries_for(by), id):
        if (done := rows.before(by, id, What.OUT, found.pk)) is not None:
            return done
        if person:
            rows.require_agreed(person, act)
        act.write_entry(
            id,
            What.OUT,
            people=people,
            for_others=for_others,
            bulk_to=bulk_to,
            knowingly_expired=knowingly_expired,
        )
        _out(act, wanted, counted or {})
        _tell(act, person, wanted)
    return act.entry


def take_in(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: uuid.UUID,
    lines: Sequence[Received],
    happened_at: datetime | None = None,
) -> models.Entry:
    """Bought or given: with the number and the date on the box, and who paid for it."""
    found = policy.require_place(by, P.FIELD_WORK, place=place, at=happened_at)
    act = rows.begin(by, found, happened_at)
    rows.checked(by, [Line(one.item, one.count) for one in lines])
    things = rows.things(by)
    with sent.once(policy.entries_for(by), id):
        if (done := rows.before(by, id, What.IN, found.pk)) is not None:
            return done
        act.write_entry(id, What.IN)
        for one in lines:
            lot = rows.lot_of(by, one, now=act.now)
            item = things[one.item]
            piece = act.piece(item, lot.pk if lot else None, one.count)
            act.move(item, piece, What.IN, +1)
        audit.record(
            by=by, verb="take-in", about=("entry", id), facts=act.facts(), happened_at=act.at
        )
    return act.entry


def take_back(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: uuid.UUID,
    count: int,
    item: str = "syringe",
    outside: bool = False,
    happened_at: datetime | None = None,
) -> models.Entry:
    """Used ones came back; or were picked up `outside`, around this place or on its way. They are
    counted, and never stock again."""
    found = policy.require_place(by, P.FIELD_WORK, place=place, at=happened_at)
    act = rows.begin(by, found, happened_at)
    (wanted,) = rows.checked(by, [Line(item, count)])
    if not wanted.item.back:
        raise cards.does_not_come_back()
    what = What.CLEANED if outside else What.BACK
    with sent.once(policy.entries_for(by), id):
        if (done := rows.before(by, id, what, found.pk)) is not None:
            return done
        act.write_entry(id, what)
        act.line(wanted.item, stock.Piece(None, wanted.count), what, 0)
        verb = "pick-up-used" if outside else "take-back-used"
        facts = {"count": wanted.count}
        audit.record(by=by, verb=verb, about=("entry", id), facts=facts, happened_at=act.at)
    return act.entry


def count(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: uuid.UUID,
    lines: Sequence[Line] | Mapping[str, int],
    happened_at: datetime | None = None,
) -> models.Entry:
    """So many are there: of one lot, or of the thing whatever the lot. The book follows."""
    found = policy.require_place(by, P.FIELD_WORK, place=place, at=happened_at)
    act = rows.begin(by, found, happened_at)
    wanted = rows.checked(by, rows.as_lines(lines), least=0)
    with sent.once(policy.entries_for(by), id):
        if (done := rows.before(by, id, What.COUNTED, found.pk)) is not None:
            return done
        act.write_entry(id, What.COUNTED)
        for one in wanted:
            counting.count(act, one)
        audit.record(
            by=by, verb="count-stock", about=("entry", id), facts=act.facts(), happened_at=act.at
        )
    return act.entry


def transfer(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: uuid.UUID,
    to: uuid.UUID,
    lines: Sequence[Line] | Mapping[str, int],
    happened_at: datetime | None = None,
) -> models.Entry:
    """From one place to another, also of another programme: what it is stays the same lots."""
    found = policy.require_place(by, P.FIELD_WORK, place=place, at=happened_at)
    act = rows.begin(by, found, happened_at)
    target = policy.require_place(by, P.FIELD_WORK, place=to, at=happened_at)
    if target.pk == found.pk:
        raise cards.same_place()
    rows.begin(by, target, happened_at)
    wanted = rows.checked(by, rows.as_lines(lines))
    with sent.once(policy.entries_for(by), id):
        if (done := rows.before(by, id, What.MOVED, found.pk, target.pk)) is not None:
            return done
        act.write_entry(id, What.MOVED, to_place=target)
        for one in wanted:
            for piece in rows.pieces(act, one, expired_too=True) or []:
                act.move(one.item, piece, What.MOVED, -1)
                there = act.piece(one.item, piece.lot, piece.count, target)
                act.move(one.item, there, What.MOVED, +1, target)
        audit.record(
            by=by, verb="move-stock", about=("entry", id), facts=act.facts(), happened_at=act.at
        )
    return act.entry


def write_off(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: uuid.UUID,
    lines: Sequence[Line] | Mapping[str, int],
    why: str,
    happened_at: datetime | None = None,
) -> models.Entry:
    """Gone without being handed out: `lost` or broken, `expired`, or `returned` in a recall."""
    found = policy.require_place(by, P.FIELD_WORK, place=place, at=happened_at)
    act = rows.begin(by, found, happened_at)
    if why not in (What.LOST, What.EXPIRED, What.RETURNED):
        raise cards.not_on_the_page()
    wanted = rows.checked(by, rows.as_lines(lines))
    with sent.once(policy.entries_for(by), id):
        if (done := rows.before(by, id, why, found.pk)) is not None:
            return done
        act.write_entry(id, why)
        for one in wanted:
            for piece in rows.gone(act, one, why):
                act.move(one.item, piece, why, -1)
        facts = act.facts(why=str(why))
        audit.record(by=by, verb="write-off", about=("entry", id), facts=facts, happened_at=act.at)
    return act.entry


def put_right(*, by: actors.Actor, id: uuid.UUID, entry: uuid.UUID) -> models.Entry:
    """An entry was wrong: one against it takes all of it back, and both stay in the book. Who
    wrote it can within a day, and whoever looks after the stock at any time."""
    wrong = policy.require_row(by, P.FIELD_WORK, models.Entry, entry)
    now = clock.now()
    mine = wrong.person_id == by.id and stock.may_still_right(wrong.recorded_at, now=now)
    if not mine and not policy.may_keep(by):
        raise cards.too_late_to_right()
    place = policy.require_place(by, P.FIELD_WORK, place=wrong.place_id)
    act = rows.Act(by, place, wrong.happened_at, now)
    with sent.once(policy.entries_for(by), id):
        places = [wrong.place_id, *([wrong.to_place_id] if wrong.to_place_id else [])]
        if (done := rows.before(by, id, What.RIGHTED, *places)) is not None:
            return done
        counting.require_not_righted(wrong)
        act.write_entry(
            id,
            What.RIGHTED,
            rights=wrong,
            to_place=wrong.to_place,
            people=-wrong.people,
            for_others=-wrong.for_others,
            bulk_to=wrong.bulk_to,
        )
        counting.turn_round(act, wrong)
        _forget(by, wrong, id)
        audit.record(by=by, verb="put-stock-right", about=("entry", id))
    return act.entry


def _forget(by: actors.Actor, wrong: models.Entry, id: uuid.UUID) -> None:
    """It was for nobody after all: also where they are not this worker's to walk with."""
    with scope.within(by.organisation_id):
        for given in models.Given.objects.filter(entry=wrong):
            models.Given.objects.filter(pk=given.pk).delete()
            whose, about = given.participant_id, ("entry", id)
            audit.record(by=by, verb="put-stock-right", participant_id=whose, about=about)


def _out(act: rows.Act, wanted: list[rows.Wanted], counted: Mapping[str, int]) -> None:
    for there in rows.checked(act.by, rows.as_lines(counted), least=0) if counted else []:
        counting.count(act, there)
    for one in wanted:
        too = act.entry.knowingly_expired
        found = rows.pieces(act, one, expired_too=too, untracked=True)
        if found is None:
            act.line(one.item, stock.Piece(None, one.count), What.OUT, 0)
            act.total += one.count
        for piece in found or []:
            act.move(one.item, piece, What.OUT, -1)


def _tell(act: rows.Act, person: Participant | None, wanted: list[rows.Wanted]) -> None:
    """History, and the person's own line where they are known."""
    entry = act.entry
    if person:
        rows.known(act, person, wanted, for_others=entry.for_others)
    audit.record(
        by=act.by,
        verb="hand-out",
        participant_id=person.pk if person else None,
        about=("entry", entry.pk),
        facts=act.facts(others=entry.for_others, expired=entry.knowingly_expired),
        happened_at=act.at,
    )
