"""Editors: what waits, both sides, one tap and back; only in their areas."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.core import clock, ids
from alongside.directory import models, search
from alongside.directory.rules import changes
from alongside.jobs.models import OutgoingMail
from tests.cast import Cast, Character
from tests.directory import feeds, telling
from tests.history import happened

pytestmark = pytest.mark.django_db
Row = models.Meeting | models.Service


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


def answer(who: Character, told: models.Suggestion, word: str, **said: Any) -> Any:
    told.refresh_from_db()
    data = {"version": told.version, "answer": ""} | said
    return who.client().post(f"/en/listings/told/{told.pk}/{word}/", data)


def area(cast: Cast, who: Character, **where: Any) -> models.EditorArea:
    common = {"organisation": cast.riverbend, "person": who.person, "kind": "town"}
    return models.EditorArea.objects.create(**common | where)


# --- taking over and leaving -----------------------------------------------------------------


def test_it_takes_a_change_over_and_thanks_whoever_told(cast: Cast) -> None:
    row = telling.service()
    told = telling.told(row, fees="Free", reach="pat@example.org")
    text = cast.omar.client().get(f"/en/listings/told/{told.pk}/").content.decode()
    assert "As we show it" in text
    assert "Free" in text
    assert answer(cast.omar, told, "accept", answer="Well seen.").status_code == 302
    row.refresh_from_db()
    told.refresh_from_db()
    assert (row.fees, row.verified_says) == ("Free", "editor")
    assert (told.state, told.reach) == ("accepted", "")
    mail = OutgoingMail.objects.get()
    assert mail.to == "pat@example.org"
    assert "Well seen." in mail.body
    edit = models.Edit.objects.get(listing_id=row.pk, ended_at=None)
    assert (edit.kind, edit.field, edit.value, edit.was) == ("services", "fees", "Free", "")
    assert edit.by_id == cast.omar.by.id
    assert happened(verb="accept-suggestion", by_id=cast.omar.by.id)


def test_it_takes_an_answer_back_with_all_that_followed(cast: Cast) -> None:
    row = telling.meeting()
    first = telling.told(row, start_minute="18:00")
    answer(cast.omar, first, "accept")
    row.refresh_from_db()
    second = telling.told(row, start_minute="17:00")
    answer(cast.omar, second, "accept")
    answer(cast.omar, second, "undo")
    row.refresh_from_db()
    second.refresh_from_db()
    assert row.start_minute == 18 * 60
    assert second.state == "waiting"
    live = models.Edit.objects.get(listing_id=row.pk, ended_at=None)
    assert live.suggestion_id == first.pk
    answer(cast.omar, first, "undo")
    row.refresh_from_db()
    assert row.start_minute == 19 * 60
    assert not models.Edit.objects.filter(ended_at=None).exists()


def test_it_leaves_a_listing_as_it_is(cast: Cast) -> None:
    row = telling.service()
    told = telling.told(row, fees="A hundred", reach="pat@example.org")
    answer(cast.omar, told, "decline")
    row.refresh_from_db()
    assert row.fees == ""
    assert "left it as it was" in OutgoingMail.objects.get().body


def test_it_tells_two_editors_apart(cast: Cast) -> None:
    told = telling.told(telling.service(), fees="Free")
    stale = {"version": told.version}
    path = f"/en/listings/told/{told.pk}"
    cast.omar.client().post(f"{path}/decline/", stale)
    late = cast.omar.client().post(f"{path}/accept/", stale | {"answer": "My words."})
    assert late.status_code == 409
    told.refresh_from_db()
    assert told.state == "declined"


def test_it_settles_a_closed_door_either_way(cast: Cast) -> None:
    row = telling.meeting()
    telling.send(row, "closed/", happened_on=f"{clock.now():%Y-%m-%d}")
    told = models.Suggestion.objects.get()
    answer(cast.omar, told, "accept")
    assert Client().get(telling.path(row)).status_code == 410
    answer(cast.omar, told, "undo")
    assert "Reported closed" in Client().get(telling.path(row)).content.decode()
    answer(cast.omar, told, "decline")
    row.refresh_from_db()
    assert (row.hidden_at, row.retired_at) == (None, None)
    assert models.Report.objects.get().outcome == "open"


@pytest.mark.parametrize("table", ["meeting", "service"])
def test_it_shows_a_new_listing_from_then_on(cast: Cast, table: str) -> None:
    feeds.towns()
    data = {
        "id": telling.seen_a_minute_ago(),
        "name": "Night kitchen",
        "town": "Elmora",
        "phone": "555 0142",
        "weekday": "3",
        "start_minute": "21:00",
        "attendance": "in-person",
    }
    Client().post(f"/en/missing/{table}/", data)
    told = models.Suggestion.objects.get()
    answer(cast.omar, told, "accept")
    told.refresh_from_db()
    row = told.listing
    assert row is not None
    assert row.name == "Night kitchen"
    assert Client().get(telling.path(row)).status_code == 200
    found = Client().get(f"/api/v1/{table}s?place=elmora").json()
    assert found["total"] == 1
    answer(cast.omar, told, "undo")
    assert Client().get(f"/api/v1/{table}s?place=elmora").json()["total"] == 0
    answer(cast.omar, told, "accept")
    assert Client().get(f"/api/v1/{table}s?place=elmora").json()["total"] == 1
    assert models.Meeting.objects.count() + models.Service.objects.count() == 1


def test_it_puts_voices_side_by_side(cast: Cast) -> None:
    row = telling.service()
    models.Fact.objects.create(service=row, kind="no-papers", says="listing")
    telling.send(row, "tell/", **{"no-papers": "no", "kind": "yes"})
    told = models.Suggestion.objects.get()
    answer(cast.omar, told, "accept")
    text = Client().get(telling.path(row)).content.decode()
    assert "They say so themselves" in text
    assert "1 person who went says it is not so" in text
    assert "1 person who went says so" in text
    answer(cast.omar, told, "undo")
    assert row.facts.get().says == "listing"


def test_it_reads_facts_of_a_list_calmly(cast: Cast, tmp_path: Any) -> None:
    said = f"no-fee no-fee -no-fee stage/rapid stage stage/moon {'x' * 200} culturally-safe/women"
    table = feeds.TABLES["services.csv"].replace("medication no-fee", said)
    feeds.services(tmp_path, services=table)
    row = models.Service.objects.get(name="Soup")
    voices = {(fact.kind, fact.value, fact.is_so) for fact in row.facts.all()}
    assert voices == {
        ("no-fee", "", True),
        ("no-fee", "", False),
        ("stage", "rapid", True),
        ("culturally-safe", "women", True),
    }
    assert "Rapid access clinic" in Client().get(telling.path(row)).content.decode()


def test_it_finds_for_people_on_medication_only_what_nobody_denies(cast: Cast) -> None:
    row = telling.meeting(welcomes_medication="yes", medication_says="listing")
    search.reindex(meetings=[row.pk])
    ask = "/api/v1/meetings?lat=45&lon=-75&medication=true"
    assert Client().get(ask).json()["total"] == 1
    telling.send(row, "tell/", medication="no")
    answer(cast.omar, models.Suggestion.objects.get(), "accept")
    assert Client().get(ask).json()["total"] == 0
    voices = {(fact.says, fact.is_so) for fact in row.facts.all()}
    assert voices == {("listing", True), ("people", False)}
    cast.omar.client().post(f"/en/listings/meetings/{row.pk}/facts/", {"medication": "yes"})
    row.refresh_from_db()
    assert (row.welcomes_medication, row.medication_says) == ("yes", "editor")


def test_it_makes_words_to_read_out_by_phone(cast: Cast) -> None:
    row = telling.service(email="")
    telling.send(row, "ours/", words="After ten.")
    told = models.Suggestion.objects.get(kind="claim")
    page = answer(cast.omar, told, "accept")
    words = page.context["words"]
    assert len(words.split()) == 6
    assert "555 0100" in page.content.decode()
    assert words not in cast.omar.client().get(f"/en/listings/told/{told.pk}/").content.decode()
    assert Client().post("/en/keep/", {"said": words}).status_code == 200
    answer(cast.omar, told, "undo")
    assert Client().post("/en/keep/", {"said": words}).status_code == 422


# --- a listing, directly -------------------------------------------------------------------


def edit(who: Character, row: Row, seen: str, **changed: Any) -> Any:
    data = telling.shown(row) | {"seen": seen} | changed
    path = f"/en/listings/{telling.kind_of(row)}/{row.pk}/edit/"
    return who.client().post(path, data)


def mark(row: Row) -> str:
    return changes.mark_of(
        {name: getattr(row, name) for name in changes.FIELDS[telling.kind_of(row)]}
    )


def test_it_edits_and_an_import_keeps_to_it(cast: Cast, tmp_path: Any) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a")])
    row = models.Meeting.objects.get()
    assert edit(cast.omar, row, mark(row), start_minute="18:00").status_code == 302
    feeds.bring(tmp_path, [feeds.meeting("a", notes="New notes")])
    row.refresh_from_db()
    assert (row.start_minute, row.notes) == (18 * 60, "New notes")
    assert row.verified_says == "editor"
    page = cast.omar.client().get(f"/en/listings/meetings/{row.pk}/").content.decode()
    assert "Put right here" in page


def test_it_knows_what_the_list_said_before_two_edits(cast: Cast, tmp_path: Any) -> None:
    feeds.bring(tmp_path, [feeds.meeting("a")])
    row = models.Meeting.objects.get()
    for start in ("18:00", "18:30"):
        edit(cast.omar, row, mark(row), start_minute=start)
        row.refresh_from_db()
    live = models.Edit.objects.get(ended_at=None, field="start_minute")
    assert (live.was, live.value) == (19 * 60, 18 * 60 + 30)
    feeds.bring(tmp_path, [feeds.meeting("a", notes="New notes")])
    assert models.Edit.objects.get(pk=live.pk).source_said_at is None  # nothing new


def test_it_does_not_write_over_another_editor(cast: Cast) -> None:
    row = telling.service()
    seen = mark(row)
    edit(cast.omar, row, seen, fees="Free")
    late = edit(cast.omar, row, seen, fees="Five")
    assert late.status_code == 409
    assert "Five" in late.content.decode()
    row.refresh_from_db()
    assert row.fees == "Free"


def test_it_finds_a_meeting_where_it_moved_to(cast: Cast) -> None:
    feeds.towns()
    row = telling.meeting(latitude=45.0, longitude=-75.0)
    edit(cast.omar, row, mark(row), town="Twinford, MA", address="2 Other Street")
    row.refresh_from_db()
    assert (row.latitude, row.near_latitude) == (None, 42.0)
    assert Client().get("/api/v1/meetings?lat=42&lon=-72").json()["total"] == 1


@pytest.mark.parametrize("word", ["check", "close"])
def test_it_leaves_an_event(cast: Cast, word: str) -> None:
    row = telling.meeting()
    path = f"/en/listings/meetings/{row.pk}/{word}/"
    assert cast.omar.client().post(path, {"id": str(ids.new())}).status_code == 302
    assert happened(verb=f"{word}-listing", about_id=row.pk)


# --- areas ---------------------------------------------------------------------------------


def test_it_opens_to_a_peer_only_what_is_in_their_area(cast: Cast) -> None:
    here, there = telling.meeting(), telling.meeting(near_latitude=10.0, near_longitude=10.0)
    told = [telling.told(row, name="Another name") for row in (here, there)]
    maya = cast.maya.client()
    assert maya.get(f"/en/listings/meetings/{here.pk}/").status_code == 403
    area(cast, cast.maya, name="Elmora", latitude=45.01, longitude=-75.01, km=10)
    assert maya.get(f"/en/listings/meetings/{here.pk}/").status_code == 200
    assert maya.get(f"/en/listings/meetings/{there.pk}/").status_code == 403
    listed = maya.get("/en/listings/").context["queue"].suggestions
    assert [each.pk for each in listed] == [told[0].pk]
    assert answer(cast.maya, told[0], "accept").status_code == 302
    assert answer(cast.maya, told[1], "accept").status_code in {403, 404}
    assert edit(cast.maya, there, mark(there), name="Mine").status_code == 403
    there.refresh_from_db()
    assert there.name == "Tuesday at the hall"


@pytest.mark.parametrize(
    "where",
    [
        {"kind": "country", "country": "CA"},
        {"kind": "region", "country": "US", "region": "MA"},
        {"kind": "everywhere"},
        {"kind": "source"},
    ],
)
def test_it_knows_every_kind_of_area(cast: Cast, where: dict[str, Any]) -> None:
    feeds.towns()
    ottawa, mass = telling.service(), telling.meeting(near_latitude=42.0, near_longitude=-72.0)
    if where["kind"] == "source":
        where = where | {"source": telling.source("other")}
        models.Meeting.objects.update(source=where["source"])
    area(cast, cast.maya, name="x", **where)
    opens = {
        row.pk: cast.maya.client().get(f"/en/listings/{telling.kind_of(row)}/{row.pk}/").status_code
        for row in (ottawa, mass)
    }
    expected = {
        "country": (200, 403),
        "region": (403, 200),
        "everywhere": (200, 200),
        "source": (403, 200),
    }[where["kind"]]
    assert (opens[ottawa.pk], opens[mass.pk]) == expected


def test_it_gives_and_ends_an_area(cast: Cast) -> None:
    feeds.towns()
    omar = cast.omar.client()
    data = {
        "id": str(ids.new()),
        "person": str(cast.maya.by.id),
        "kind": "town",
        "place": "Elmora",
        "km": "25",
    }
    assert omar.post("/en/listings/editors/", data).status_code == 302
    row = telling.meeting()
    assert cast.maya.client().get(f"/en/listings/meetings/{row.pk}/").status_code == 200
    given = models.EditorArea.objects.get()
    assert happened(verb="give-area", about_id=given.pk)
    assert omar.post(f"/en/listings/editors/{given.pk}/end/").status_code == 302
    assert cast.maya.client().get(f"/en/listings/meetings/{row.pk}/").status_code == 403


@pytest.mark.parametrize(
    "where",
    [
        {"kind": "town", "place": "Nowhere at all"},
        {"kind": "region", "country": "US", "region": "ZZ"},
        {"kind": "country", "country": "XX"},
        {"kind": "source"},
        {"kind": "moon"},
    ],
)
def test_it_gives_no_area_that_is_none(cast: Cast, where: dict[str, str]) -> None:
    feeds.towns()
    data = {"id": str(ids.new()), "person": str(cast.maya.by.id), "km": "25"} | where
    assert cast.omar.client().post("/en/listings/editors/", data).status_code == 422
    assert not models.EditorArea.objects.exists()


def test_it_lets_only_coordinators_and_administrators_give_areas(cast: Cast) -> None:
    for who in (cast.maya, cast.dana, cast.max):
        assert who.client().get("/en/listings/editors/").status_code == 403
    assert cast.kit.client().get("/en/listings/editors/").status_code == 200


def test_it_knows_no_editor_of_another_organisation(cast: Cast) -> None:
    area(cast, cast.maya, kind="everywhere", name="x")
    told = telling.told(telling.meeting(), name="Another name")
    assert cast.riley.client().get("/en/listings/").context["queue"].suggestions == []
    assert answer(cast.riley, told, "accept").status_code in {403, 404}


# --- how fresh -----------------------------------------------------------------------------


def test_it_counts_how_fresh_an_area_is(cast: Cast) -> None:
    from datetime import timedelta

    now = clock.now()
    for days in (1, 40, 100, 200, 500):
        telling.meeting(checked_at=now - timedelta(days=days))
    looked = telling.service(checked_at=now - timedelta(days=900), verified_at=now)
    telling.service(is_public=False)
    telling.meeting(hidden_at=now)
    never = telling.service()
    fresh = cast.omar.client().get("/en/listings/fresh/").context["fresh"]
    assert [band.count for band in fresh.bands] == [2, 1, 1, 1, 1, 1]
    assert (fresh.total, fresh.hidden) == (7, 1)
    assert fresh.oldest[0][1].pk == never.pk
    cast.omar.client().post(f"/en/listings/services/{never.pk}/check/", {"id": str(ids.new())})
    fresh = cast.omar.client().get("/en/listings/fresh/").context["fresh"]
    assert fresh.bands[-1].count == 0
    assert looked.pk not in {row.pk for _kind, row in fresh.oldest[:4]}


def test_it_counts_one_list_or_area_alone(cast: Cast) -> None:
    feeds.towns()
    telling.meeting()
    telling.meeting(near_latitude=42.0, near_longitude=-72.0, source=telling.source("other"))
    here = area(cast, cast.maya, name="Elmora", latitude=45.0, longitude=-75.0, km=10)
    omar = cast.omar.client()
    assert omar.get("/en/listings/fresh/").context["fresh"].total == 2
    assert omar.get(f"/en/listings/fresh/?area={here.pk}").context["fresh"].total == 1
    other = telling.source("other").pk
    assert omar.get(f"/en/listings/fresh/?source={other}").context["fresh"].total == 1
    for nonsense in ("area=x", "source=%00", "area=&source=9"):
        assert omar.get(f"/en/listings/fresh/?{nonsense}").status_code == 200
