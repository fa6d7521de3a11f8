"""Whom to call in danger: of the place looked at, else of where this is; never elsewhere's."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from alongside.directory import models
from alongside.shell import context, rules, views
from tests.cast import Cast
from tests.directory import feeds
from tests.house.doors import doors

SHIPPED = Path("alongside/shell/data/help_lines.csv")
PAGE = Path("docs/running/help-lines.md")


def called(html: str) -> list[str]:
    band = html.split('class="safety-lines"')[1].split("</p>")[0]
    return re.findall(r'href="tel:([^"]+)"', band)


def test_it_ships_the_lines_that_the_document_lists() -> None:
    with SHIPPED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    said = PAGE.read_text(encoding="utf-8").replace("\\*", "*")
    countries = {row["country"] for row in rows}
    assert {"US", "CA", "GB", "IE", "AU", "NZ", "FR", "ES", "MX"} <= countries
    day = re.compile(r"\d{4}-\d\d-\d\d")
    for row in rows:
        shown = {**row, "checked_on": row["checked_on"] or "not yet"}
        assert f"| {' | '.join(shown.values())} |" in said, row
        assert row["source"].startswith("https://")
        assert day.fullmatch(row["noted_on"])
        assert row["for"] in {"ambulance", "talk"}
        assert row["checked_on"] == "" or day.fullmatch(row["checked_on"])
    named = [row["country"] for row in rows if row["for"] == "ambulance"]
    assert sorted(named) == sorted(countries), "each country names one"


@pytest.mark.parametrize(
    ("country", "said", "first"),
    [
        ("GB", [], "116 123"),
        ("JP", [], "112"),
        ("US", ["Our line|555"], "555"),
        ("GB", ["Our line|555"], "116 123"),
        ("GB", ["Our line|555", "gb:Other line|556"], "556"),
    ],
)
def test_it_takes_the_operators_lines_where_they_are_meant(
    country: str, said: list[str], first: str
) -> None:
    shipped = {"GB": [rules.Known("Samaritans", "116 123")], "US": [rules.Known("988", "988")]}
    found = rules.lines_for(country, home="US", said=said, shipped=shipped)
    assert found[0].number == first


@pytest.mark.parametrize(
    ("country", "said", "number"),
    [
        ("GB", [], "999"),
        ("JP", [], "112"),
        ("US", ["Our line|555"], "911"),  # never a line to talk with somebody
        ("US", ["911|911|ambulance", "Our line|555"], "911"),
        ("US", ["Our line|555", "Our van|556|2026-11-20|ambulance|https://our.example/"], "556"),
        ("GB", ["911|911|ambulance"], "999"),
    ],
)
def test_it_knows_what_brings_an_ambulance_wherever_it_stands(
    country: str, said: list[str], number: str
) -> None:
    shipped = {
        "GB": [rules.Known("999", "999", is_ambulance=True), rules.Known("Samaritans", "116 123")],
        "US": [rules.Known("988", "988"), rules.Known("911", "911", is_ambulance=True)],
    }
    known = rules.ambulance_for(country, home="US", said=said, shipped=shipped)
    assert known.number == number


def test_it_says_what_it_cannot_read_in_a_line(settings: Any) -> None:
    settings.HELP_LINES = ["Van|556|ambulanse", "Line|555|2026-11-20|https://our.example/"]
    (error,) = context.check_lines()
    assert "ambulanse" in error.msg
    settings.HELP_LINES = []
    assert context.check_lines() == []


def test_it_says_of_each_line_whether_somebody_rang_it(settings: Any) -> None:
    page = Client().get("/en/help-lines/").content.decode()
    assert "https://988lifeline.org/" in page
    assert page.count("Not yet checked: it was written down on") == 2
    settings.HELP_LINES = ["Night line|555 0100|2026-11-20", "CA:Own|555 0101"]
    page = Client().get("/en/help-lines/").content.decode()
    assert "Somebody here last rang it on 20 November 2026" in page
    assert 'href="tel:911"' in page.split("<main")[1], "though the operator left it out"
    page = Client().get("/en/help-lines/?country=ca").content.decode().split("<main")[1]
    assert "nobody here said when they last rang it" in page and "Canada" in page
    for nonsense in ("?country=ZZ", "?country=%F0%9F%98%80%00", "?country=" + "x" * 900):
        assert Client().get(f"/en/help-lines/{nonsense}").status_code == 200


def test_it_rings_the_ambulance_of_the_place_in_an_overdose(settings: Any) -> None:
    settings.HELP_LINES = ["911|911|ambulance", "Night line|555 0100"]
    guide = Client().get("/en/naloxone/guide/").content.decode().split("Call an ambulance")[1]
    assert "tel:911" in guide[:400] and "5550100" not in guide[:400]
    guide = Client().get("/en/naloxone/guide/?country=GB").content.decode()
    assert "tel:999" in guide.split("Call an ambulance")[1][:400] and "tel:911" not in guide


def test_it_follows_the_setting_where_nobody_said_a_place(settings: Any) -> None:
    settings.COUNTRY = "fr"
    assert context.help_lines()[0] == ("3114", "3114")
    assert context.help_lines("ES")[0] == ("024", "024")


def test_it_shows_the_lines_of_the_place_looked_at(cast: Cast, tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(tmp_path, [feeds.meeting("near")])
    feeds.services(tmp_path)
    models.Place.objects.filter(pk=1).update(country="GB")
    meeting, service = models.Meeting.objects.get(), models.Service.objects.first()
    assert service is not None
    for path in ("/en/?place=elmora", f"/en/meetings/{meeting.pk}/", f"/en/services/{service.pk}/"):
        assert called(Client().get(path).content.decode())[0] == "116123", path
    assert called(Client().get("/en/").content.decode()) == ["988", "911"]


def test_it_shows_a_participant_the_lines_of_their_organisation(cast: Cast) -> None:
    cast.riverbend.country = "NZ"
    cast.riverbend.save()
    page = cast.sam.client().get("/en/my-support/").content.decode()
    assert called(page)[0] == "1737"


def test_it_is_one_tap_away_on_every_public_page(cast: Cast) -> None:
    shown = 0
    for each in doors():
        if each.rule is None or not each.rule.public:
            continue
        answer = Client().get(each.at({}))
        kind = answer.headers.get("Content-Type", "")
        if "html" not in kind or answer.status_code in {301, 302, 405}:
            continue
        shown += 1
        assert 'href="tel:' in answer.content.decode(), each.path
    assert shown > 8


def test_it_is_there_when_everything_else_broke() -> None:
    answer = views.broken(RequestFactory().get("/en/"))
    assert 'href="tel:988"' in answer.content.decode()
