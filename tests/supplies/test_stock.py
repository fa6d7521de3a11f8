"""The book: what comes, goes, is counted and put right; never below none, never rubbed out."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from alongside.accounts import access
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants.models import Consent
from alongside.supplies import actions, models, queries
from alongside.supplies.rules.stock import Line
from tests.cast import Cast
from tests.supplies import doors
from tests.supplies.doors import NASAL, SYRINGE

OLD, GOOD, LONG = date(2020, 1, 31), date(2098, 1, 31), date(2099, 1, 31)


def out(cast: Cast, at: models.Place, lines: Any, **more: Any) -> models.Entry:
    said: dict[str, Any] = {"by": cast.maya.by, "id": ids.new(), "place": at.pk, "lines": lines}
    return actions.hand_out(**said | more)


def test_it_hands_out_to_nobody_named_and_counts_it_once(cast: Cast) -> None:
    van = doors.place(cast)
    doors.came_in(cast, van, 20)
    pk = ids.new()
    for _ in range(2):
        row = out(cast, van, [Line(SYRINGE, 10)], id=pk, for_others=3)
    assert doors.left(van) == 10 and row.people == 1 and row.for_others == 3
    assert not models.Given.objects.exists()
    event = Event.objects.get(verb="hand-out")
    assert event.participant_id is None and event.facts == {"count": 10, "others": 3}
    with pytest.raises(errors.Missing):  # that id is another act's
        actions.count(by=cast.maya.by, id=pk, place=van.pk, lines={SYRINGE: 1})
    with pytest.raises(access.Refused):
        out(cast, van, [Line(SYRINGE, 1)], by=cast.ana.by)
    with pytest.raises(errors.Missing):
        out(cast, van, [Line(SYRINGE, 1)], by=cast.riley.by)
    for table in (models.Entry, models.Movement):  # the database lets nobody rub anything out
        rows: Any = table._default_manager.all()
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(recorded_at=clock.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()


def test_it_writes_a_name_only_where_somebody_agreed(cast: Cast) -> None:
    van = doors.place(cast)
    out(cast, van, [Line(SYRINGE, 10), Line("own-nothing", 1)][:1], participant=cast.sam.id)
    given = models.Given.objects.get()
    assert given.things == [[SYRINGE, 10, "Syringes 1 ml"]]
    assert Event.objects.get(verb="hand-out").participant_id == cast.sam.id
    with pytest.raises(access.Unseen):  # Vera does not walk with Sam
        out(cast, van, [Line(SYRINGE, 1)], by=cast.vera.by, participant=cast.sam.id)
    Consent.objects.filter(participant=cast.sam.id).update(withdrawn_at=clock.now())
    with pytest.raises(errors.Gone):
        out(cast, van, [Line(SYRINGE, 1)], participant=cast.sam.id)
    assert models.Given.objects.count() == 1 and models.Entry.objects.count() == 1
    given.delete()  # as it goes with their record: the number stays
    assert models.Movement.objects.get().count == 10


def test_what_expires_first_goes_first_and_expired_only_knowingly(cast: Cast) -> None:
    van = doors.place(cast)
    for number, day in (("late-1", LONG), ("SOON 2", GOOD), ("old3", OLD)):
        doors.came_in(cast, van, 2, item=NASAL, number=number, expires_on=day)
    out(cast, van, {NASAL: 3})
    gone = models.Movement.objects.filter(what="out").order_by("lot__expires_on")
    assert [(row.lot.number, row.count, row.doses) for row in gone] == [
        ("SOON2", 2, 4),
        ("LATE1", 1, 2),
    ]
    with pytest.raises(actions.OnlyExpired) as card:
        out(cast, van, {NASAL: 2})
    assert "past its date" in str(card.value.happened) and doors.left(van, NASAL) == 3
    row = out(cast, van, {NASAL: 2}, knowingly_expired=True)
    assert row.knowingly_expired and models.Movement.objects.get(was_expired=True).count == 1
    with pytest.raises(errors.Problem, match="not one of this thing"):
        out(cast, van, [Line(SYRINGE, 1, number="OLD-3")])
    other = doors.place(cast, "Bag")
    with pytest.raises(actions.Short):  # it is not in this place
        out(cast, other, [Line(NASAL, 1, lot=doors.lot("OLD3").pk)], knowingly_expired=True)


def test_it_never_falls_below_none_and_says_the_way_out(cast: Cast) -> None:
    van = doors.place(cast)
    doors.came_in(cast, van, 4)
    with pytest.raises(actions.Short) as card:
        out(cast, van, {SYRINGE: 10})
    assert (card.value.have, card.value.item) == (4, SYRINGE) and "I count" in str(card.value.todo)
    assert doors.left(van) == 4 and models.Entry.objects.count() == 1
    out(cast, van, {SYRINGE: 10}, counted={SYRINGE: 12})
    assert doors.left(van) == 2
    with pytest.raises(actions.Short):
        out(cast, van, {SYRINGE: 10}, counted={SYRINGE: 9})
    assert doors.left(van) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Level.objects.update(count=-1)
    out(cast, van, {"condom": 500})  # nobody keeps count of these here
    assert doors.left(van, "condom") == 0
    _agrees()


def test_a_late_word_is_not_taken_off_twice(cast: Cast) -> None:
    """A phone sends in the evening what went out at noon; at five somebody counted."""
    van, now = doors.place(cast), clock.now()
    noon, five = now - timedelta(hours=8), now - timedelta(hours=3)
    with clock.pretend(now - timedelta(hours=10)):
        doors.came_in(cast, van, 20)
    actions.count(by=cast.maya.by, id=ids.new(), place=van.pk, lines={SYRINGE: 8}, happened_at=five)
    out(cast, van, {SYRINGE: 12}, happened_at=noon)
    assert doors.left(van) == 8
    out(cast, van, {SYRINGE: 3}, happened_at=now - timedelta(hours=1))
    assert doors.left(van) == 5
    actions.count(  # and a count that comes late knows nothing of what went out after it
        by=cast.maya.by,
        id=ids.new(),
        place=van.pk,
        lines={SYRINGE: 7},
        happened_at=now - timedelta(hours=2),
    )
    assert doors.left(van) == 4
    with pytest.raises(errors.Problem, match="not come yet"):
        out(cast, van, {SYRINGE: 1}, happened_at=now + timedelta(hours=1))
    assert _handed_out(cast) == 15
    _agrees()


def test_it_moves_between_programmes_and_writes_off(cast: Cast) -> None:
    store = doors.place(cast, "Store", programme=cast.programme)
    van = doors.place(cast)
    doors.came_in(cast, store, 10, item=NASAL, number="A1", expires_on=OLD, funder="County")
    for _ in range(2):
        entry = actions.transfer(
            by=cast.maya.by, id=uuid.UUID(int=7), place=store.pk, to=van.pk, lines={NASAL: 4}
        )
    assert (doors.left(store, NASAL), doors.left(van, NASAL)) == (6, 4)
    assert entry.programme_id == cast.programme.pk
    with pytest.raises(errors.Problem, match="same place"):
        actions.transfer(by=cast.maya.by, id=ids.new(), place=van.pk, to=van.pk, lines={NASAL: 1})
    with pytest.raises(actions.Short):
        actions.transfer(
            by=cast.maya.by, id=ids.new(), place=store.pk, to=van.pk, lines={NASAL: 40}
        )
    off: dict[str, Any] = {"by": cast.maya.by, "place": van.pk, "lines": {NASAL: 1}}
    actions.write_off(id=ids.new(), why="expired", **off)
    actions.write_off(id=ids.new(), why="lost", **off)
    with pytest.raises(actions.Short):  # nothing there is recalled
        actions.write_off(id=ids.new(), why="returned", **off)
    with pytest.raises(errors.Problem):
        actions.write_off(id=ids.new(), why="eaten", **off)
    assert doors.left(van, NASAL) == 2
    _agrees()


def test_used_ones_are_counted_and_never_stock(cast: Cast) -> None:
    van = doors.place(cast)
    doors.came_in(cast, van, 5)
    said: dict[str, Any] = {"by": cast.maya.by, "place": van.pk}
    actions.take_back(id=ids.new(), item=SYRINGE, count=30, **said)
    actions.take_back(id=ids.new(), count=7, outside=True, **said)
    assert doors.left(van) == 5
    with pytest.raises(errors.Problem, match="brings this back"):
        actions.take_back(id=ids.new(), item="socks", count=1, **said)
    for wrong in (0, -3, 10**9):
        with pytest.raises(errors.Problem):
            actions.take_back(id=ids.new(), item=SYRINGE, count=wrong, **said)
    day = timedelta(days=1)
    rows = queries.counts(cast.dana.by, clock.now() - day, clock.now() + day)
    assert {(row.what, row.count) for row in rows} == {("in", 5), ("back", 30), ("cleaned", 7)}


def test_an_entry_is_put_right_by_one_against_it(cast: Cast) -> None:
    van = doors.place(cast)
    doors.came_in(cast, van, 20)
    wrong = out(cast, van, {SYRINGE: 10}, participant=cast.sam.id, for_others=2)
    with pytest.raises(errors.Problem):
        actions.put_right(by=cast.vera.by, id=ids.new(), entry=wrong.pk)
    pk = ids.new()
    for _ in range(2):
        actions.put_right(by=cast.maya.by, id=pk, entry=wrong.pk)
    assert doors.left(van) == 20 and not models.Given.objects.exists()
    assert Event.objects.filter(verb="put-stock-right").count() == 2  # theirs, and ours
    with pytest.raises(errors.Problem, match="already"):
        actions.put_right(by=cast.maya.by, id=ids.new(), entry=wrong.pk)
    assert _handed_out(cast) == 0
    day = timedelta(days=1)
    told = queries.hand_outs(cast.dana.by, clock.now() - day, clock.now() + day)
    assert [(row.times, row.people, row.for_others) for row in told] == [(0, 0, 0)]
    counted = actions.count(by=cast.maya.by, id=ids.new(), place=van.pk, lines={SYRINGE: 3})
    with clock.pretend(clock.now() + timedelta(days=3)):
        with pytest.raises(errors.Problem):  # too late for who wrote it
            actions.put_right(by=cast.maya.by, id=ids.new(), entry=counted.pk)
        actions.put_right(by=cast.dana.by, id=ids.new(), entry=counted.pk)
    assert doors.left(van) == 20 and models.Level.objects.get().counted_at is None
    _agrees()


def test_a_recalled_lot_goes_nowhere(cast: Cast) -> None:
    van = doors.place(cast)
    for funder in ("County", "State"):
        doors.came_in(cast, van, 5, item=NASAL, number="AB-12", expires_on=GOOD, funder=funder)
    out(cast, van, {NASAL: 2}, participant=cast.sam.id)
    lot = models.Lot.objects.filter(number="AB12")[0]
    with pytest.raises(access.Refused):
        actions.recall(by=cast.maya.by, lot=lot.pk, why="Notice 7")
    for _ in range(2):
        actions.recall(by=cast.dana.by, lot=lot.pk, why="Notice 7")
    assert Event.objects.filter(verb="recall-lot").count() == 1
    with pytest.raises(actions.Short):
        out(cast, van, {NASAL: 1})
    with pytest.raises(errors.Problem, match="recalled"):
        out(cast, van, [Line(NASAL, 1, number="ab 12")])
    with pytest.raises(errors.Problem, match="recalled"):
        doors.came_in(cast, van, 1, item=NASAL, number="AB12")
    page = cast.maya.client().get("/en/supplies/recall/?number=ab.12").content.decode()
    assert "Van: 5" in page and "Notice 7" in page and "Sam" in page
    assert "Sam" not in cast.vera.client().get("/en/supplies/recall/?number=AB12").content.decode()
    actions.write_off(by=cast.maya.by, id=ids.new(), place=van.pk, lines={NASAL: 8}, why="returned")
    actions.take_recall_back(by=cast.dana.by, lot=lot.pk)
    with pytest.raises(errors.Problem, match="another date"):
        doors.came_in(cast, van, 1, item=NASAL, number="AB12", expires_on=LONG)
    _agrees()


def _handed_out(cast: Cast) -> int:
    day = timedelta(days=1)
    rows = queries.counts(cast.dana.by, clock.now() - day, clock.now() + day)
    return sum(row.count for row in rows if row.what == "out")


def _agrees() -> None:
    """What is there is what came and went."""
    for level in models.Level.objects.all():
        lines = models.Movement.objects.filter(place=level.place, item=level.item, lot=level.lot)
        assert level.count == (lines.aggregate(n=Sum("change"))["n"] or 0)
