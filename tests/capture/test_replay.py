"""What phones captured without signal: written down by the same actions, once; or held."""

import secrets
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.accounts import rules as keys
from alongside.capture import kinds
from alongside.capture.models import Capture, Hold
from alongside.core import clock, ids
from alongside.outreach import models as outreach
from alongside.participants import actions as participants
from alongside.participants.models import Consent
from alongside.sites import models as sites
from alongside.supplies import actions as supplies
from alongside.supplies import models as stock
from alongside.support.models import Contact, Talk, Work
from tests.capture import handset
from tests.capture.handset import LISTENED, Handset, outcomes, ready
from tests.cast import Cast
from tests.history import happened


@pytest.fixture
def phone(cast: Cast) -> Handset:
    return ready(cast.maya)


@pytest.fixture
def van(cast: Cast) -> stock.Place:
    row = stock.Place.objects.create(organisation=cast.riverbend, name="Van", kind="van")
    lines = [supplies.Received("syringe", 10), supplies.Received("naloxone-nasal-4mg", 4)]
    supplies.take_in(by=cast.maya.by, id=ids.new(), place=row.pk, lines=lines)
    return row


def held(result: dict[str, Any]) -> Hold:
    assert result["outcome"] == "held", result
    found = Hold.objects.get(pk=result["card"]["url"].rstrip("/").rpartition("/")[2])
    assert result["card"]["title"]
    assert result["card"]["text"]
    return found


def test_it_writes_a_shift_down_once_by_the_actions_of_every_page(
    cast: Cast, phone: Handset, van: stock.Place
) -> None:
    at = clock.now() - timedelta(hours=5)
    site = str(cast.site.pk)
    together = phone.capture("contact", LISTENED, at=at, person=cast.sam.id)
    nobody = phone.capture("contact", LISTENED | {"note": "not kept"}, at=at)
    out = phone.capture("hand-out", {"lines": [{"item": "syringe", "count": 4}]}, place=van.pk)
    back = phone.capture("take-back", {"item": "syringe", "count": 7}, place=van.pk)
    kit = phone.capture("kit", {"route": "nasal", "taught": ["signs", "give"]}, place=van.pk)
    story = phone.capture("reversal", {"doses": 2, "outcome": ""})
    came = phone.capture("visit-in", {"called": "Blue cap"}, place=site)
    look = phone.capture("look-in", {"visit": came["id"]})
    found = phone.capture("overdose", {"visit": came["id"], "site": site})
    tap = phone.capture("tap", {"overdose": found["id"], "what": "found"})
    told = phone.capture("overdose-finish", {"overdose": found["id"]})
    left = phone.capture("visit-out", {"visit": came["id"]})
    seen = phone.capture("seen", {"place": "Under the bridge", "people": 3, "needs": {}})
    day = [together, nobody, out, back, kit, story, came, look, found, tap, told, left, seen]

    first = phone.send(*day)

    assert [(one["kind"], result) for one, result in zip(day, first, strict=True)] == [
        (one["kind"], {"id": one["id"], "outcome": "done", "card": None}) for one in day
    ]
    contact = Contact.objects.get(pk=together["id"])
    assert (contact.participant_id, contact.minutes) == (cast.sam.id, 20)
    assert abs(contact.happened_at - at) < timedelta(seconds=1)
    assert Work.objects.get(pk=nobody["id"]).people == 1
    assert stock.Entry.objects.filter(pk__in=[out["id"], back["id"]]).count() == 2
    assert sites.Visit.objects.get(pk=came["id"]).left_at is not None
    assert sites.Overdose.objects.filter(pk=found["id"]).exists()
    assert outreach.Seen.objects.get(pk=seen["id"]).people == 3
    logged = happened(verb="log-contact", participant_id=cast.sam.id, about_id=contact.pk)
    assert [abs(one.happened_at - at) < timedelta(seconds=1) for one in logged] == [True]

    assert set(outcomes(phone.send(*day))) == {"again"}
    assert Capture.objects.count() == len(day)
    assert Contact.objects.filter(pk=together["id"]).count() == 1
    assert not Hold.objects.exists()


def test_it_takes_a_talk_a_card_and_what_was_used_and_picked_up(
    cast: Cast, phone: Handset, van: stock.Place
) -> None:
    picked = phone.capture("clean-up", {"item": "syringe", "count": 3}, place=van.pk)
    came = phone.capture("visit-in", {}, place=cast.site.pk)
    uses = phone.capture("visit-use", {"visit": came["id"], "mode": "inhale"})
    said = {"protocol": "detox", "answers": {"hard": ["sick", "sleep"], "why": "For my kids"}}
    talk = phone.capture("talk", said | {"looks_back": True}, person=cast.sam.id)
    aside = phone.capture("talk", said)
    six = keys.six_words("fr", choose=secrets.choice)
    asked = {"answer": "card", "where": "street", "language": "fr", "words": six}
    card = phone.capture("bedside", asked)

    assert set(outcomes(phone.send(picked, came, uses, talk, aside, card))) == {"done"}

    assert stock.Entry.objects.get(pk=picked["id"]).what == "cleaned"
    assert sites.Use.objects.get(pk=uses["id"]).mode == "inhale"
    had = Talk.objects.get(pk=talk["id"])
    assert (had.participant_id, had.answers) == (cast.sam.id, said["answers"])
    assert had.look_back_at is not None
    assert Talk.objects.get(pk=aside["id"]).answers == {}  # of nobody only that there was a talk
    assert Client().post("/en/after/card/", {"words": six.upper()}).status_code == 200


def test_it_writes_down_what_came_before_that_which_it_belongs_to(
    cast: Cast, phone: Handset
) -> None:
    """The network turned them round: the tap waits for its overdose, and nobody is asked."""
    found = phone.capture("overdose", {"where": "street"})
    tap = phone.capture("tap", {"overdose": found["id"], "what": "found"})

    early = held(phone.send(tap)[0])
    assert early.why == "missing"
    assert outcomes(phone.send(found)) == ["done"]

    early.refresh_from_db()
    assert (early.choice, early.said) == ("kept", {})
    assert sites.Tap.objects.filter(pk=tap["id"]).count() == 1
    assert outcomes(phone.send(tap, found)) == ["again", "again"]

    other = phone.capture("overdose", {"where": "street"})
    first = phone.capture("tap", {"overdose": other["id"], "what": "awake"})
    strange = phone.capture("tap", {"overdose": other["id"], "what": "dance"})
    other["seq"] = strange["seq"] + 1
    results = phone.send(first, strange, other)
    assert outcomes(results) == ["done", "held", "done"]
    assert Hold.objects.get(capture_id=strange["id"]).why == "problem"  # it waits for no overdose


def test_it_holds_what_today_refuses_with_a_card_and_writes_nothing(
    cast: Cast, phone: Handset, van: stock.Place
) -> None:
    now = clock.now()
    nobody_here = phone.capture("contact", LISTENED, person=ids.new())
    of_another = phone.capture("contact", LISTENED, person=cast.tess.id)
    not_asked = phone.capture("contact", LISTENED, person=cast.lee.id)
    before_us = phone.capture("contact", LISTENED, at=now - timedelta(days=90), person=cast.sam.id)
    tomorrow = phone.capture("contact", LISTENED, at=now + timedelta(days=1))
    too_many = phone.capture(
        "hand-out", {"lines": [{"item": "syringe", "count": 99}]}, place=van.pk
    )
    unknown = phone.capture("dance", {})
    more_said = phone.capture("contact", LISTENED | {"colour": "blue"})
    no_place = phone.capture("take-back", {"count": 3})
    all_of_them = [
        nobody_here, of_another, not_asked, before_us, tomorrow, too_many, unknown, more_said,
        no_place,
    ]  # fmt: skip
    entries = stock.Entry.objects.count()

    results = phone.send(*all_of_them)

    assert [held(result).why for result in results] == [
        "reach", "reach", "problem", "reach", "future", "problem", "shape", "shape", "problem",
    ]  # fmt: skip
    assert (Contact.objects.count(), Work.objects.count()) == (0, 0)
    assert stock.Entry.objects.count() == entries
    assert outcomes(phone.send(*all_of_them)) == ["held"] * len(all_of_them)
    assert Hold.objects.count() == len(all_of_them)
    assert happened(verb="contact-log", outcome="refused", participant_id=cast.tess.id) == []
    assert len(happened(verb="hold-capture")) == len(all_of_them)


def test_it_says_the_same_of_somebody_erased_and_of_nobody(cast: Cast, phone: Handset) -> None:
    """They were forgotten while the phone was away: it is held, and says nothing of why."""
    from alongside.rights import actions as rights

    waiting = phone.capture("contact", LISTENED | {"note": "By the river"}, person=cast.sam.id)
    nobody = phone.capture("contact", LISTENED, person=ids.new())
    rights.forget(by=cast.sam.by, participant=cast.sam.id, id=ids.new(), code=_code())

    of_sam, of_nobody = phone.send(waiting, nobody)

    assert of_sam["card"]["text"] == of_nobody["card"]["text"]
    row = held(of_sam)
    page = cast.maya.client().get(f"/en/field/held/{row.pk}/").content.decode()
    assert "Sam" not in page


def _code() -> str:
    from alongside.rights import rules

    return rules.LETTERS[0] * rules.GROUPS * rules.EACH


def test_it_forgets_what_is_held_with_the_person(cast: Cast, phone: Handset) -> None:
    from alongside.rights import actions as rights

    one = phone.capture("contact", LISTENED, person=cast.lee.id)
    row = held(phone.send(one)[0])
    assert row.participant_id == cast.lee.id
    rights.forget(by=cast.lee.by, participant=cast.lee.id, id=ids.new(), code=_code())
    assert not Hold.objects.filter(pk=row.pk).exists()
    assert outcomes(phone.send(one)) == ["again"]  # the answer was lost on the line


def test_it_holds_what_was_withdrawn_while_the_phone_was_away(cast: Cast, phone: Handset) -> None:
    one = phone.capture(
        "contact", LISTENED, at=clock.now() - timedelta(hours=2), person=cast.sam.id
    )
    agreed = Consent.objects.get(participant_id=cast.sam.id, kind="recorded")
    participants.withdraw_consent(by=cast.sam.by, participant=cast.sam.id, consent=agreed.pk)

    row = held(phone.send(one)[0])

    assert row.why == "problem"
    assert not Contact.objects.exists()


def test_it_puts_a_wrong_clock_right_and_keeps_what_the_phone_said(
    cast: Cast, phone: Handset
) -> None:
    now, ahead = clock.now(), timedelta(hours=3)
    one = phone.capture("contact", LISTENED, at=now - timedelta(minutes=30) + ahead)
    assert outcomes(phone.send(one, now=now + ahead)) == ["done"]
    row = Capture.objects.get(pk=one["id"])
    assert abs(row.happened_at - (now - timedelta(minutes=30))) < timedelta(seconds=5)
    assert row.said_at is not None
    assert row.said_at - row.happened_at > timedelta(hours=2)


def test_it_keeps_what_it_cannot_open(cast: Cast, phone: Handset) -> None:
    one, two = phone.sealed(phone.capture("contact", LISTENED), phone.capture("contact", LISTENED))
    moved = {**one, "id": two["id"]}  # the seal of another
    altered = {**two, "id": str(ids.new()), "sealed": one["sealed"]}
    deep: Any = {"id": "no identifier", "more": [[[["deep"]]]]}
    long = {**one, "id": str(ids.new()), "sealed": "x" * 70_000}
    strangers: list[Any] = [moved, altered, deep, "text", None, 7, [], long, {"id": str(ids.new())}]

    answer = phone.post(strangers)

    assert answer.status_code == 200
    results = answer.json()["results"]
    assert set(outcomes(results)) == {"held"}
    assert [one["id"] for one in results[:3]] == [moved["id"], altered["id"], deep["id"]]
    assert Hold.objects.filter(why="sealed").count() >= 2
    assert Hold.objects.get(capture_id=long["id"]).why == "shape"
    assert outcomes(phone.post(strangers).json()["results"]) == ["held"] * len(strangers)
    assert not Work.objects.exists()


def test_it_takes_no_identifier_of_another_phone(cast: Cast, phone: Handset) -> None:
    one = phone.capture("contact", LISTENED)
    assert outcomes(phone.send(one)) == ["done"]
    other = ready(cast.vera)
    assert outcomes(other.send(one)) == ["held"]
    assert outcomes(other.send(one)) == ["held"]
    assert Work.objects.count() == 1


def test_it_keeps_a_sheet_whole_or_not_at_all(cast: Cast, phone: Handset, van: stock.Place) -> None:
    """A contact with all that went with it; where one part is refused, none is written down."""

    def sheet(syringes: int) -> dict[str, Any]:
        out = {"lines": [{"item": "syringe", "count": syringes}]}
        parts = [
            {"id": str(ids.new()), "kind": "contact", "body": LISTENED},
            {"id": str(ids.new()), "kind": "hand-out", "place": str(van.pk), "body": out},
        ]
        return phone.capture("sheet", {"parts": parts}, person=cast.sam.id)

    good, bad = sheet(2), sheet(99)
    assert outcomes(phone.send(good, bad)) == ["done", "held"]
    assert Contact.objects.count() == 1
    assert stock.Given.objects.filter(participant_id=cast.sam.id).count() == 1
    assert Hold.objects.get().said["short"]["item"] == "syringe"


def test_it_takes_both_of_two_who_found_the_same(cast: Cast, phone: Handset) -> None:
    other = ready(cast.vera)
    one, two = (each.capture("overdose", {"where": "street"}) for each in (phone, other))
    assert outcomes([*phone.send(one), *other.send(two)]) == ["done", "done"]
    assert sites.Overdose.objects.count() == 2


def test_it_refuses_too_much_at_once_and_says_that_nothing_is_lost(
    cast: Cast, phone: Handset
) -> None:
    many = phone.post([{}] * 51)
    assert many.status_code == 422
    assert "still on the phone" in many.json()["kept"]
    large = phone.post(["x" * 600_000])
    assert large.status_code == 413
    bad = phone.client.post(
        handset.OUTBOX, "{" * 5000, "application/json", headers={"X-Field-Device": phone.token}
    )
    assert bad.status_code == 422
    assert not Capture.objects.exists()


def test_it_documents_every_kind() -> None:
    for slug, kind in kinds.KINDS.items():
        assert f"\n    {slug} " in str(kinds.__doc__)
        assert str(kind.words)
        assert len(slug) <= 20
