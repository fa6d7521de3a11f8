"""The directory for programs: the same answers as on the page, to anybody, from anywhere."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from alongside.directory import models, schemas
from alongside.directory.rules import limits
from tests.directory import feeds
from tools import openapi

pytestmark = pytest.mark.django_db
ALLOWED = "Access-Control-Allow-Origin"


@pytest.fixture(autouse=True)
def gazetteer() -> None:
    feeds.towns()
    limits.ASKED.counts.clear()


def ask(path: str, **query: Any) -> Any:
    return Client().get(f"/api/v1/{path}", query)


def test_it_finds_meetings_near_a_place(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("near"), feeds.meeting("far", latitude=50, longitude=9)])
    answer = ask("meetings", place="elmora")
    (found,) = answer.json()["meetings"]
    assert (found["name"], found["weekday"], found["starts"]) == ("Meeting near", 2, "19:00:00")
    assert (found["km"], found["exact"]) == (0.0, True)
    assert answer.json()["near"]["name"] == "Élmora"
    assert answer.json()["counted_all"] is True


def test_it_keeps_to_what_was_asked_for(tmp_path: Path) -> None:
    rows = [feeds.meeting("yes", welcomes_medication="yes"), feeds.meeting("no")]
    feeds.bring(tmp_path, rows)
    found = ask("meetings", place="elmora", medication="true", when="2", part="evening").json()
    assert [each["name"] for each in found["meetings"]] == ["Meeting yes"]
    assert not ask("meetings", place="elmora", when="5").json()["meetings"]


def test_it_leafs_through_all_of_them_once(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting(str(number)) for number in range(130)])
    seen, page = [], 1
    while page:
        answer = ask("meetings", place="elmora", page=page).json()
        seen += [each["id"] for each in answer["meetings"]]
        page = answer["next_page"]
    assert len(seen) == len(set(seen)) == 130


def test_it_finds_services_near_a_position(tmp_path: Path) -> None:
    feeds.services(tmp_path)
    answer = ask("services", lat=feeds.TOWN[0], lon=feeds.TOWN[1]).json()
    assert answer["services"]
    assert answer["near"]["at"] is None


def test_it_lists_places_of_a_name() -> None:
    assert [each["region"] for each in ask("places", name="twinford").json()] == ["IL", "MA"]
    choices = ask("meetings", place="twinford").json()
    assert (choices["near"], len(choices["choices"])) == (None, 2)
    assert ask("meetings", at=choices["choices"][0]["at"]).json()["near"]["region"] == "IL"


def test_it_never_shows_what_is_private_or_gone(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("private"), feeds.meeting("open")])
    models.Meeting.objects.filter(key="private").update(is_public=False)
    found = ask("meetings", place="elmora").json()
    assert [each["name"] for each in found["meetings"]] == ["Meeting open"]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("meetings", {}, 422),
        ("meetings", {"place": "nowhere at all"}, 404),
        ("meetings", {"place": "elmora", "when": "someday"}, 422),
        ("meetings", {"lat": "nan", "lon": "1"}, 422),
        ("services", {"place": "elmora", "page": "0"}, 422),
        ("places", {}, 422),
    ],
)
def test_it_answers_errors_in_the_one_shape(path: str, query: Any, status: int) -> None:
    answer = ask(path, **query)
    assert answer.status_code == status
    assert set(answer.json()) == {"happened", "kept", "todo"}
    assert answer[ALLOWED] == "*"


def test_it_may_be_asked_from_any_website_and_sets_no_cookie() -> None:
    for path in ("meetings?place=elmora", "services?place=elmora", "places?name=elmora"):
        answer = Client().get(f"/api/v1/{path}", headers={"Origin": "https://elsewhere.example"})
        assert (answer.status_code, answer[ALLOWED]) == (200, "*")
        assert not answer.cookies
    assert ALLOWED not in Client().get("/api/v1/today").headers


def test_it_answers_in_the_shape_that_it_declares(tmp_path: Path) -> None:
    rows = [feeds.meeting(f"daily-{day}", name="Daily", day=day) for day in range(7)]
    feeds.bring(tmp_path, [*rows, feeds.meeting("web", attendance_option="online")])
    feeds.services(tmp_path)
    meetings = ask("meetings", place="elmora", who=["women"], begins="18:00", ends="21:00")
    assert meetings.status_code == 200
    whole = ask("meetings", place="elmora").json()
    schemas.MeetingsOut.model_validate(whole)
    (daily,) = (each for each in whole["meetings"] if each["name"] == "Daily")
    assert len(daily["also"]) == 6
    schemas.ServicesOut.model_validate(ask("services", place="elmora", is_open="true").json())
    schemas.ServicesOut.model_validate(ask("services", place="elmora", what="fodo").json())


def test_it_says_what_it_understood(tmp_path: Path) -> None:
    feeds.services(tmp_path)
    answer = ask("services", place="elmora", what="comdia zzgqx").json()
    assert answer["corrected"] == {"comdia": "comida"}
    assert answer["unknown"] == ["zzgqx"]
    assert [each["name"] for each in answer["services"]] == ["Soup"]


def test_it_asks_a_network_to_wait(settings: Any) -> None:
    settings.API_A_MINUTE = 3
    answers = [
        Client(REMOTE_ADDR=address).get("/api/v1/places", {"name": "elmora"})
        for address in ("203.0.113.7", "203.0.113.8", "203.0.113.9", "203.0.113.10", "198.51.100.1")
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 200]
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert set(answers[3].json()) == {"happened", "kept", "todo"}
    assert answers[3][ALLOWED] == "*"
    held = repr(vars(limits.ASKED))
    assert "203.0.113" not in held


def test_it_is_described_as_it_is() -> None:
    said = openapi.FILE.read_text(encoding="utf-8")
    assert said == openapi.current(), "Write it again: python -m tools.openapi"
