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
    for row in rows:
        assert f"| {' | '.join(row.values())} |" in said, row
        assert row["source"].startswith("https://")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["noted_on"])


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
    shipped = {"GB": [("Samaritans", "116 123")], "US": [("988", "988")]}
    assert rules.lines_for(country, home="US", said=said, shipped=shipped)[0][1] == first


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
