"""What could not be written down waits as two short cards, until a person decides."""

import uuid
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.formats import time_format

from alongside.capture import kinds, schemas
from alongside.capture.models import Capture, Hold
from alongside.capture.queries import reading, told
from alongside.core import clock, ids, sentences
from alongside.participants.models import Consent
from alongside.supplies import actions as supplies
from alongside.supplies import models as stock
from alongside.supplies.rules import catalogue
from alongside.support.models import Contact, Work
from tests.capture.handset import LISTENED, Handset, ready
from tests.cast import Cast, Character
from tests.history import happened
from tests.supplies import doors as shelf
from tests.supplies import kits


@pytest.fixture
def phone(cast: Cast) -> Handset:
    return ready(cast.maya)


def hold_of(phone: Handset, one: dict[str, Any]) -> Hold:
    (result,) = phone.send(one)
    assert result["outcome"] == "held"
    return Hold.objects.get(capture_id=one["id"])


def decide(who: Character, row: Hold, do: str, **more: Any) -> Any:
    row.refresh_from_db()
    data = {"version": row.version, "do": do, **more}
    return who.client().post(f"/en/field/held/{row.pk}/", data)


def page(who: Character, row: Hold) -> str:
    return who.client().get(f"/en/field/held/{row.pk}/").content.decode()


def test_it_shows_two_cards_and_writes_it_down_once_they_agree(cast: Cast, phone: Handset) -> None:
    one = phone.capture("contact", LISTENED | {"note": "By the river"}, person=cast.lee.id)
    row = hold_of(phone, one)
    shown = page(cast.maya, row)
    here = row.capture.happened_at.astimezone(ZoneInfo(cast.site.time_zone))
    assert f"{here:%-d %B %Y}, {time_format(here, 'TIME_FORMAT')}" in shown
    assert "What the phone said" in shown
    assert "By the river" in shown
    assert "Lee" in shown
    assert sentences.said(row.answer[0]) in shown.replace("&#x27;", "'")

    refused = decide(cast.maya, row, "again")
    assert refused.status_code == 422
    assert "Nothing is lost" in refused.content.decode()
    before = clock.now() - timedelta(days=1)
    mine = {"organisation": cast.riverbend, "participant_id": cast.lee.id}
    Consent.objects.create(**mine, kind="recorded", given_at=before)

    assert decide(cast.maya, row, "again").status_code == 302
    assert Contact.objects.get(pk=one["id"]).participant_id == cast.lee.id
    row.refresh_from_db()
    assert (row.choice, row.said, row.participant_id) == ("kept", {}, None)
    assert Capture.objects.get(pk=one["id"]).outcome == "done"
    assert happened(verb="keep-capture", about_id=row.pk)
    assert decide(cast.maya, row, "drop").status_code == 200  # it was decided
    assert Contact.objects.filter(pk=one["id"]).exists()


BEDSIDE: dict[str, Any] = {
    "answer": "yes",
    "where": "ward",
    "words": "one two three four five six",
    "yes": {"way": "call", "how": "506-555-0143", "wants": "any", "first_hours": 48},
}
SEEN: dict[str, Any] = {
    "place": "Under the bridge",
    "needs": {"water": 6, "tent": 0},
    "saw": ["police"],
}
KIT: dict[str, Any] = {
    "route": "nasal",
    "kits": 2,
    "taught": ["breaths"],
    "reversal": str(ids.new()),
}
TALK: dict[str, Any] = {"protocol": "use", "answers": {"know": ["alone"], "ready": 6}}
NO_WORDS_OF_OURS = ("first_hours", "first hours", "wants", "nasal", "breaths", "ward<", "taught")


def test_it_says_in_words_what_the_phone_said(cast: Cast, phone: Handset) -> None:
    """Every question and every answer, as the pages ask it; nothing that only a program reads."""
    later = clock.now() + timedelta(days=2)
    held = {"bedside": BEDSIDE, "seen": SEEN, "kit": KIT, "talk": TALK}
    said = {
        kind: page(cast.maya, hold_of(phone, phone.capture(kind, body, at=later)))
        for kind, body in held.items()
    }
    assert all(
        words in said["bedside"] for words in ("By telephone", "506-555-0143", "In two days")
    )
    assert "four five six" not in said["bedside"]
    assert "6 × Water" in said["seen"] and "Police about" in said["seen"]
    assert "A tent" not in said["seen"]
    assert "A spray for the nose" in said["kit"] and KIT["reversal"] not in said["kit"]
    assert ">6<" in said["talk"]
    assert not [each for each in NO_WORDS_OF_OURS for text in said.values() if f">{each}" in text]


def test_it_has_words_for_all_that_a_phone_may_say() -> None:
    bodies = {kind: one.body for kind, one in kinds.KINDS.items() if kind != "sheet"}
    bodies["bedside "] = schemas.Yes
    for kind, body in bodies.items():
        known = told.FIELDS[kind.strip()]
        asked = {
            name
            for name, field in body.model_fields.items()
            if field.annotation not in {uuid.UUID, uuid.UUID | None, list[uuid.UUID]}
            and name not in reading.QUIET
            and (kind, name) not in reading.SECRET
        }
        assert asked <= set(known), f"{kind}: {asked - set(known)}"


def test_it_writes_it_down_without_the_person(cast: Cast, phone: Handset) -> None:
    one = phone.capture("contact", LISTENED, person=ids.new())
    row = hold_of(phone, one)
    assert decide(cast.maya, row, "nameless").status_code == 302
    assert Work.objects.get(pk=one["id"]).peer_id == cast.maya.by.person_id
    row.refresh_from_db()
    assert row.choice == "nameless"


def test_it_writes_it_down_at_another_time(cast: Cast, phone: Handset) -> None:
    one = phone.capture("contact", LISTENED, at=clock.now() + timedelta(days=2))
    row = hold_of(phone, one)
    assert decide(cast.maya, row, "again").status_code == 422
    assert decide(cast.maya, row, "then").status_code == 422
    yesterday = (clock.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert decide(cast.maya, row, "then", happened_at=yesterday).status_code == 302
    assert Work.objects.get(pk=one["id"]).happened_at < clock.now()


def test_it_puts_the_book_right_where_more_went_out_than_it_says(
    cast: Cast, phone: Handset
) -> None:
    van = stock.Place.objects.create(organisation=cast.riverbend, name="Van", kind="van")
    got = [supplies.Received("syringe", 3)]
    supplies.take_in(by=cast.maya.by, id=ids.new(), place=van.pk, lines=got)
    body = {"lines": [{"item": "syringe", "count": 5}]}
    row = hold_of(phone, phone.capture("hand-out", body, place=van.pk))
    assert "I count" in page(cast.maya, row)
    assert decide(cast.maya, row, "counted", counted="4").status_code == 422
    assert decide(cast.maya, row, "counted", counted="20").status_code == 302
    levels = stock.Level.objects.filter(place=van, item="syringe")
    assert sum(level.count for level in levels) == 15


def test_it_puts_a_wrong_lot_right_or_leaves_it_open(cast: Cast, phone: Handset) -> None:
    """Of another thing, or recalled; as one capture, or as a part of a sheet."""
    van = kits.place(cast)
    shelf.came_in(cast, van, 8, item=shelf.NASAL, number="A1")
    shelf.came_in(cast, van, 8, item="naloxone-injectable-04mg", number="B2")
    shelf.came_in(cast, van, 8, item=shelf.NASAL, number="C3")
    supplies.recall(by=cast.dana.by, lot=shelf.lot("C3").pk, why="Notice 7")
    good, other, back = (str(shelf.lot(number).pk) for number in ("A1", "B2", "C3"))

    def held(lot: str, *, in_sheet: bool) -> Hold:
        line = {"item": shelf.NASAL, "count": 1, "lot": lot}
        body: dict[str, Any] = {"lines": [line]}
        part = {"kind": "hand-out", "body": body, "place": str(van.pk)}
        if not in_sheet:
            return hold_of(phone, phone.capture("hand-out", body, place=van.pk))
        contact = {"id": str(ids.new()), "kind": "contact", "body": LISTENED}
        parts = [contact, {"id": str(ids.new())} | part]
        return hold_of(phone, phone.capture("sheet", {"parts": parts}))

    for wrong, right, in_sheet in ((other, good, False), (back, good, True), (other, "", True)):
        row = held(wrong, in_sheet=in_sheet)
        shown = page(cast.maya, row)
        assert "Which number is on the box?" in shown and "A1" in shown
        assert wrong not in shown and "The lot is not known" in shown
        assert decide(cast.maya, row, "lot", lot=wrong).status_code == 422
        assert decide(cast.maya, row, "lot", lot=right).status_code == 302
        row.refresh_from_db()
        assert row.choice == "kept"
    out = stock.Movement.objects.filter(what="out")
    assert sorted(str(move.lot) for move in out) == ["A1"] * 3  # the open one: what is there


def test_it_takes_another_stock_where_the_one_it_said_is_closed(cast: Cast, phone: Handset) -> None:
    tent, van = shelf.place(cast, "Tent"), shelf.place(cast)
    for place in (tent, van):
        shelf.came_in(cast, place)
    supplies.change_place(by=cast.dana.by, place=tent.pk, version=1, name="Tent", closed=True)
    body = {"lines": [{"item": "syringe", "count": 2}]}
    row = hold_of(phone, phone.capture("hand-out", body, place=tent.pk))
    assert "Out of which stock?" in page(cast.maya, row)
    assert decide(cast.maya, row, "stock").status_code == 422
    assert decide(cast.maya, row, "stock", stock=str(van.pk)).status_code == 302
    assert (shelf.left(tent), shelf.left(van)) == (20, 18)


def test_it_says_why_in_the_language_of_whoever_reads_it(cast: Cast, phone: Handset) -> None:
    """Sent by a phone that spoke French; the card goes to it in every language, too."""
    van = stock.Place.objects.create(organisation=cast.riverbend, name="Van", kind="van")
    got = [supplies.Received("syringe", 3)]
    supplies.take_in(by=cast.maya.by, id=ids.new(), place=van.pk, lines=got)
    one = phone.capture("hand-out", {"lines": [{"item": "syringe", "count": 5}]}, place=van.pk)
    (result,) = phone.post(phone.sealed(one), language="fr").json()["results"]
    row = Hold.objects.get(capture_id=one["id"])
    french, english = "Le registre dit", "The book says"
    card = result["card"]
    assert card["text"].startswith(french) and card["in"]["en"]["text"].startswith(english)
    assert card["url"].startswith("/fr/") and card["in"]["en"]["url"].startswith("/en/")
    for language, why in (("en", english), ("fr", french)):
        shown = cast.maya.client().get(f"/{language}/field/held/{row.pk}/").content.decode()
        things = catalogue.catalogue([])["syringe"].called(language)
        assert why in shown and things in shown
    row.answer = ["Wie es damals hieß."]  # as it was kept before, in words
    row.save()
    assert row.answer[0] in page(cast.maya, row)


def test_it_drops_only_what_a_person_drops_and_erases_what_it_said(
    cast: Cast, phone: Handset
) -> None:
    row = hold_of(phone, phone.capture("contact", LISTENED, person=ids.new()))
    assert decide(cast.maya, row, "drop", version=row.version + 7).status_code == 409
    assert decide(cast.maya, row, "drop").status_code == 302
    row.refresh_from_db()
    assert (row.choice, row.said, row.capture.outcome) == ("dropped", {}, "dropped")
    assert happened(verb="drop-capture", about_id=row.pk)


def test_it_can_be_sent_on_and_shows_nobody_more_than_their_own_lock(
    cast: Cast, phone: Handset
) -> None:
    one = phone.capture("contact", LISTENED | {"note": "By the river"}, person=cast.rosa.id)
    row = hold_of(phone, one)
    for stranger in (cast.dana, cast.vera, cast.riley):
        assert stranger.client().get(f"/en/field/held/{row.pk}/").status_code == 404
    assert cast.ana.client().get(f"/en/field/held/{row.pk}/").status_code == 403
    assert "One more waits" in cast.dana.client().get("/en/field/held/").content.decode()
    vera = cast.vera.by.person_id
    assert decide(cast.maya, row, "send-on", person=vera).status_code == 422

    assert decide(cast.maya, row, "send-on", person=cast.dana.by.person_id).status_code == 302

    shown = page(cast.dana, row)
    assert "By the river" not in shown
    assert "Rosa" not in shown
    assert decide(cast.dana, row, "nameless").status_code == 302
    assert Work.objects.get(pk=one["id"]).peer_id == cast.maya.by.person_id
    assert happened(verb="pass-on-capture", about_id=row.pk)


def test_it_is_a_look_where_somebody_else_reads_what_was_said_of_a_person(
    cast: Cast, phone: Handset
) -> None:
    one = phone.capture("contact", LISTENED | {"note": "By the river"}, person=cast.lee.id)
    row = hold_of(phone, one)
    assert "By the river" in page(cast.maya, row)
    assert not happened(verb="look", participant_id=cast.lee.id)
    decide(cast.maya, row, "send-on", person=cast.dana.by.person_id)
    assert "By the river" in page(cast.dana, row)  # who supervises Maya
    assert [one.by_id for one in happened(verb="look", participant_id=cast.lee.id)] == [
        cast.dana.by.id
    ]


def test_it_looks_anew_at_what_could_not_be_opened_before(cast: Cast, phone: Handset) -> None:
    """Its key was away. Once it opens it is a capture like any other: erased with whom it names."""
    one = phone.capture("contact", LISTENED, person=cast.lee.id)
    (raw,) = phone.sealed(one)
    phone.post([{**raw, "kid": "away"}])
    row = Hold.objects.get(capture_id=one["id"])
    assert (row.why, row.participant_id) == ("sealed", None)
    assert decide(cast.maya, row, "again").status_code == 422
    row.refresh_from_db()
    assert row.said == {"raw": {**raw, "kid": "away"}}
    row.said = {"raw": raw}
    row.save()

    assert decide(cast.maya, row, "again").status_code == 422

    row.refresh_from_db()
    assert (row.why, row.participant_id) == ("problem", cast.lee.id)
    assert row.said["capture"]["id"] == one["id"]


def test_it_never_shows_the_words_of_a_card(cast: Cast, phone: Handset) -> None:
    asked = {"answer": "card", "where": "moon", "words": "one two three four five six"}
    row = hold_of(phone, phone.capture("bedside", asked))
    shown = page(cast.maya, row)
    assert "moon" in shown
    assert "three four" not in shown
