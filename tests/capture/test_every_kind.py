"""One of every kind that a phone may send: once, however often and in whatever order it comes. And
where something stands against it: a card that says so in words, and nothing lost."""

import secrets
from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts import rules as keys
from alongside.audit.models import Event
from alongside.capture import kinds
from alongside.capture.models import Capture, Hold
from alongside.core import clock, ids
from alongside.followups import actions as followups
from alongside.followups.models import FollowUp, Touch
from alongside.outreach import actions as outreach
from alongside.outreach import models as out
from alongside.participants import actions as participants
from alongside.participants.models import Consent
from alongside.sites import actions as rooms
from alongside.sites import models as sites
from alongside.supplies import actions as supplies
from alongside.supplies import models as stock
from alongside.support.models import Contact
from tests.capture.afterwards import ROWS, rows_of
from tests.capture.handset import LISTENED, Handset, outcomes, ready
from tests.capture.test_hold import decide, hold_of, page
from tests.cast import Cast
from tests.followups import doors as asked
from tests.outreach import doors as shifts
from tests.sites import doors as site
from tests.supplies import doors as shelf
from tests.supplies import kits


@pytest.fixture
def phone(cast: Cast) -> Handset:
    return ready(cast.maya)


def one_of_each(cast: Cast, phone: Handset) -> list[dict[str, Any]]:
    at = clock.now() - timedelta(hours=2)
    van = kits.place(cast, kits=4)
    shelf.came_in(cast, van)
    plan = shifts.shift(cast, out=False, from_at=at)
    followed = asked.said_yes(cast.maya)
    on = {"shift": str(plan.pk)}
    begin = phone.capture("shift-begin", on, at=at)
    came = phone.capture("visit-in", {"room": str(site.room(cast).pk)}, place=cast.site.pk)
    inside = {"visit": came["id"]}
    found = phone.capture("overdose", inside | {"site": str(cast.site.pk)})
    of_it = {"overdose": found["id"]}
    card = {"answer": "card", "where": "street", "language": "en"}
    words = keys.six_words("en", choose=secrets.choice)
    part = {"id": str(ids.new()), "kind": "contact", "body": LISTENED}
    reached = {"followup": str(followed.pk), "came_of": "reached", "every_days": 3}
    return [
        begin,
        phone.capture("safe", on, at=at + timedelta(minutes=20)),
        phone.capture("contact", LISTENED, person=cast.sam.id),
        phone.capture("talk", {"protocol": "detox"}, person=cast.sam.id),
        phone.capture("hand-out", {"lines": [{"item": "syringe", "count": 4}]}, place=van.pk),
        phone.capture("take-back", {"count": 3}, place=van.pk),
        phone.capture("clean-up", {"count": 2}, place=van.pk),
        phone.capture("kit", {"route": "nasal", "taught": ["signs"]}, place=van.pk),
        phone.capture("reversal", {"doses": 2}),
        phone.capture("seen", {"place": "The bridge", "people": 3}),
        came,
        phone.capture("visit-use", inside | {"mode": "inhale"}),
        phone.capture("look-in", inside),
        found,
        phone.capture("tap", of_it | {"what": "awake"}),
        phone.capture("overdose-finish", of_it | {"turned_out": "opioid"}),
        phone.capture("visit-out", inside),
        phone.capture("bedside", card | {"words": words}),
        phone.capture("follow-up", reached),
        phone.capture("sheet", {"parts": [part]}, person=cast.sam.id),
        phone.capture("shift-end", on),
    ]


def test_it_is_there_once_when_it_comes_twice_and_the_wrong_way_round(
    cast: Cast, phone: Handset
) -> None:
    """A shift that ends before it begins, and somebody who leaves before they come in, wait for
    what they belong to; nobody is asked."""
    day = one_of_each(cast, phone)
    assert {one["kind"] for one in day} == set(kinds.KINDS)

    for one in reversed(day):
        phone.send(one)

    assert not Hold.objects.filter(settled_at=None).exists()
    events = Event.objects.count()
    assert set(outcomes(phone.send(*day))) == {"again"}
    assert Event.objects.count() == events
    assert Capture.objects.filter(outcome="done").count() == len(day)
    for came in Capture.objects.filter(kind__in=ROWS):
        assert rows_of(came) == 1, came.kind
    walked = out.Shift.objects.get()
    assert walked.state == "over" and walked.due_at is None
    assert walked.begun_at is not None
    assert out.Safe.objects.get().happened_at > walked.begun_at
    assert sites.Visit.objects.get().left_at is not None
    assert Touch.objects.count() == 1
    assert Contact.objects.count() == 3  # one by itself, one of the talk, one of the sheet


def test_it_says_what_stands_against_a_shift(cast: Cast, phone: Handset) -> None:
    dropped = shifts.shift(cast, out=False)
    outreach.drop_shift(by=cast.maya.by, shift=dropped.pk)
    planned = shifts.shift(cast, out=False, route="The river")
    hers = shifts.shift(cast, "vera", buddy=cast.maya.by.person_id)

    def card(kind: str, row: out.Shift) -> tuple[str, str]:
        held = hold_of(phone, phone.capture(kind, {"shift": str(row.pk)}))
        return held.why, page(cast.maya, held)

    for kind in ("shift-begin", "safe", "shift-end"):
        why, said = card(kind, dropped)
        assert why == "problem" and "called off" in said, kind
        why, said = card(kind, hers)
        assert why == "refused" and "You are not on this shift" in said, kind
    for kind in ("safe", "shift-end"):
        why, said = card(kind, planned)
        assert why == "missing" and "has not begun" in said and "The river" in said, kind
    assert {row.state for row in out.Shift.objects.all()} == {"dropped", "planned", "out"}
    assert not out.Safe.objects.exists()


def test_it_says_what_stands_against_a_follow_up(cast: Cast, phone: Handset) -> None:
    ended, of_vera = asked.said_yes(cast.maya), asked.said_yes(cast.vera)
    followups.close(by=cast.maya.by, followup=ended.pk, why="done")
    of_sam = asked.of_sam(cast)
    agreed = Consent.objects.get(participant_id=cast.sam.id, kind="recorded")

    def held(row: FollowUp, came_of: str = "reached") -> Hold:
        body = {"followup": str(row.pk), "came_of": came_of}
        at = clock.now() - timedelta(minutes=1)
        return hold_of(phone, phone.capture("follow-up", body, at=at))

    assert held(ended).why == "problem"
    assert held(of_vera).why == "refused"
    strange = held(of_sam, "dance")
    assert strange.why == "problem" and "Sam" in page(cast.maya, strange)
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=agreed.pk)
    assert held(of_sam).why == "problem"
    assert not Touch.objects.exists()


def test_it_keeps_to_what_they_said_last_whichever_came_first(cast: Cast, phone: Handset) -> None:
    """On their clock: an older word that comes in late changes nothing, and where nobody asked when
    next it stays as it was."""
    row = asked.said_yes(cast.maya)
    at = clock.now() - timedelta(hours=3)

    def reached(hours: int, **more: Any) -> dict[str, Any]:
        body = {"followup": str(row.pk), "came_of": "reached", **more}
        return phone.capture("follow-up", body, at=at + timedelta(hours=hours))

    first, then, last = reached(0, every_days=30), reached(1, every_days=3), reached(2)
    assert outcomes([*phone.send(then), *phone.send(first)]) == ["done", "done"]
    row.refresh_from_db()
    assert row.every_days == 3 and row.due_at is not None and row.reached_at is not None
    assert abs(row.due_at - at - timedelta(days=3, hours=1)) < timedelta(seconds=5)
    assert abs(row.reached_at - at) < timedelta(seconds=5)
    phone.send(last)
    row.refresh_from_db()
    assert row.every_days == 3
    assert abs(row.due_at - at - timedelta(days=3, hours=2)) < timedelta(seconds=5)


def test_it_holds_numbers_and_lots_that_can_not_be(cast: Cast, phone: Handset) -> None:
    van, ours = kits.place(cast), shelf.NASAL
    shelf.came_in(cast, van, 8, item=ours, number="A1")
    shelf.came_in(cast, van, 8, item="naloxone-injectable-04mg", number="B2")
    shelf.came_in(cast, van, 8, item=ours, number="C3")
    supplies.recall(by=cast.dana.by, lot=shelf.lot("C3").pk, why="Notice 7")
    entries = stock.Entry.objects.count()

    def why(count: int, lot: object = None) -> tuple[str, str]:
        line = {"item": ours, "count": count, **({"lot": str(lot)} if lot else {})}
        row = hold_of(phone, phone.capture("hand-out", {"lines": [line]}, place=van.pk))
        return row.why, page(cast.maya, row)

    assert why(-4)[0] == "shape"
    assert why(0)[0] == "problem"
    for lot in (shelf.lot("B2").pk, ids.new()):
        reason, said = why(1, lot)
        assert reason in {"problem", "missing"} and "Nothing is written down" not in said
        assert "What Alongside has" in said and "Van" in said
    reason, said = why(1, shelf.lot("C3").pk)
    assert reason == "problem" and "C3" in said
    assert hold_of(phone, phone.capture("take-back", {"count": -1}, place=van.pk)).why == "shape"
    assert stock.Entry.objects.count() == entries


def test_it_holds_what_is_not_offered_any_more_and_takes_what_they_knew(
    cast: Cast, phone: Handset
) -> None:
    """Today's rules changed while the phone was away; and a kit past its date that they wanted."""
    van = kits.place(cast)
    before = (clock.now() - timedelta(days=3)).date()
    shelf.came_in(cast, van, 4, item=shelf.NASAL, number="OLD", expires_on=before)
    expired = hold_of(phone, phone.capture("kit", {"route": "nasal"}, place=van.pk))
    assert "They knew that it was past its date" in page(cast.maya, expired)
    assert decide(cast.maya, expired, "again").status_code == 422
    assert decide(cast.maya, expired, "expired").status_code == 302
    assert stock.Kit.objects.get(pk=expired.capture_id).kits == 1

    supplies.change_item(by=cast.dana.by, item="cooker", version=0, is_hidden=True)
    gone, never = (
        phone.capture("hand-out", {"lines": [{"item": item, "count": 1}]}, place=van.pk)
        for item in ("cooker", "juice")
    )
    assert outcomes(phone.send(gone)) == ["done"]  # it went out before it left the list
    row = hold_of(phone, never)
    assert row.why == "problem" and "juice" in page(cast.maya, row)


def test_it_keeps_to_a_no_said_while_the_phone_was_away_and_counts_without_a_name(
    cast: Cast, phone: Handset
) -> None:
    """Whatever it was: nothing of it stands in their record, and each can be written down without
    them."""
    van, at = kits.place(cast, kits=4), clock.now() - timedelta(hours=1)
    shelf.came_in(cast, van)
    part = {"id": str(ids.new()), "kind": "contact", "body": LISTENED}
    bodies: dict[str, dict[str, Any]] = {
        "contact": LISTENED,
        "talk": {"protocol": "detox", "answers": {"why": "For my kids"}},
        "hand-out": {"lines": [{"item": "syringe", "count": 1}]},
        "kit": {"route": "nasal"},
        "visit-in": {"site": str(cast.site.pk)},
        "bedside": {"answer": "no", "where": "street"},
        "sheet": {"parts": [part]},
    }
    assert set(bodies) == {kind for kind, one in kinds.KINDS.items() if one.nameless}
    stocks = {"hand-out", "kit"}
    day = [
        phone.capture(
            kind, body, at=at, person=cast.sam.id, place=van.pk if kind in stocks else None
        )
        for kind, body in bodies.items()
    ]
    agreed = Consent.objects.get(participant_id=cast.sam.id, kind="recorded")
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=agreed.pk)
    for one in day:
        row = hold_of(phone, one)
        assert row.why == "problem", one["kind"]
        assert "Sam" in page(cast.maya, row)
        assert decide(cast.maya, row, "again").status_code == 422, one["kind"]
        assert decide(cast.maya, row, "nameless").status_code == 302, one["kind"]
    assert not Contact.objects.exists()
    assert not stock.Given.objects.exists()
    assert not sites.OwnVisit.objects.exists()
    assert not FollowUp.objects.exclude(participant=None).exists()


def test_it_says_in_words_where_a_visit_was(cast: Cast, phone: Handset) -> None:
    """A room that is not of that place: the card names both, and the reader decides."""
    quiet = site.room(cast)
    later = clock.now() + timedelta(days=1)
    body = {"room": str(quiet.pk), "mode": "inhale"}
    row = hold_of(phone, phone.capture("visit-in", body, at=later, place=cast.site.pk))
    said = page(cast.maya, row)
    assert "Quiet room" in said and "Mill Street" in said and str(quiet.pk) not in said
    came = site.somebody(cast, room=quiet.pk)
    early = clock.now() - timedelta(hours=1)
    left = hold_of(phone, phone.capture("visit-out", {"visit": str(came.pk)}, at=early))
    assert left.why == "problem" and "Quiet room" in page(cast.maya, left)
    rooms.change_room(by=cast.omar.by, room=quiet.pk, closed=True)
    (listed,) = phone.pack().json()["sites"]
    assert listed["rooms"] == []
