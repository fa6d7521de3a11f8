"""Returns: computed by their definition from what was captured, small numbers hidden, printed."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from alongside.accounts.models import Site
from alongside.core import ids, scope
from alongside.insights.queries import returns
from alongside.insights.rules import definitions
from alongside.sites import actions as sites
from alongside.supplies import actions as supplies
from alongside.supplies.rules import naloxone
from tests.cast import Cast

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 18, 12, tzinfo=NEW_YORK)
OCTOBER = datetime(2026, 10, 9, 12, tzinfo=NEW_YORK)
US, SITE, NEO = "us-syringe-and-naloxone", "ca-on-consumption-site", "ca-on-naloxone"


@pytest.fixture(autouse=True)
def today() -> Any:
    returns._shelf.cache_clear()
    with time_machine.travel(NOW, tick=False):
        yield
    returns._shelf.cache_clear()


@pytest.fixture
def van(cast: Cast) -> Cast:
    """October: on twelve days ten syringes each, two of them also naloxone with a word on how;
    some come back, some are picked up; one hand-out was wrong and put right. Six stories."""
    by = cast.dana.by
    place = supplies.add_place(by=by, id=ids.new(), name="Van", kind="van").pk
    with time_machine.travel(OCTOBER - timedelta(days=8), tick=False):
        lines = [
            supplies.Received("syringe", 1000),
            supplies.Received("naloxone-nasal-4mg", 60, number="A1"),
        ]
        supplies.take_in(by=by, id=ids.new(), place=place, lines=lines)
    for at in range(12):
        with time_machine.travel(OCTOBER + timedelta(days=at), tick=False):
            given: dict[str, Any] = {"by": cast.maya.by, "place": place}
            supplies.hand_out(**given, id=ids.new(), lines={"syringe": 10}, for_others=at % 2)
            supplies.take_back(**given, id=ids.new(), item="syringe", count=7)
            supplies.give_kit(
                **given,
                id=ids.new(),
                item="naloxone-nasal-4mg",
                kits=2,
                reason="first" if at < 6 else "used",
                taught=["signs"],
            )
            told = naloxone.Told(doses=2, ambulance="no" if at % 2 else "yes")
            if at < 6:
                supplies.record_reversal(by=cast.maya.by, id=ids.new(), told=told)
    with time_machine.travel(OCTOBER + timedelta(days=13), tick=False):
        supplies.take_back(by=cast.maya.by, id=ids.new(), place=place, count=3, outside=True)
        wrong = supplies.hand_out(
            by=cast.maya.by, id=ids.new(), place=place, lines={"syringe": 500}
        )
        supplies.put_right(by=cast.maya.by, id=ids.new(), entry=wrong.pk)
    return cast


@pytest.fixture
def room(cast: Cast) -> Cast:
    """October: seven days of ten visits by nobody known; four overdoses, two of them with
    naloxone."""
    where = Site.objects.filter(organisation=cast.riverbend).first()
    assert where is not None
    by = cast.maya.by
    for at in range(7):
        open_at = OCTOBER + timedelta(days=at, hours=-2)
        with time_machine.travel(open_at, tick=False):
            day = sites.open_day(
                by=cast.dana.by,
                id=ids.new(),
                site=where.pk,
                kind="prevention",
                booths=3,
                closes_at=open_at + timedelta(hours=6, minutes=20),
            )
        with time_machine.travel(open_at + timedelta(hours=1), tick=False):
            for n in range(10):
                age = "20-29" if n % 2 else "30-39"
                sites.come_in(by=by, id=ids.new(), site=where.pk, age=age)
            if at < 3:
                for _ in range(1 if at else 2):
                    found = sites.find_overdose(by=by, id=ids.new(), site=where.pk).pk
                    sites.tap(by=by, id=ids.new(), overdose=found, what="oxygen")
                    if at:
                        sites.tap(by=by, id=ids.new(), overdose=found, what="naloxone")
        with time_machine.travel(open_at + timedelta(hours=6, minutes=20), tick=False):
            sites.close_day(by=cast.dana.by, day=day.pk)
    return cast


def numbers(cast: Cast, slug: str, period: str = "2026-10") -> dict[str, int | None]:
    found = returns.filled(cast.max.by, slug, period=period)
    assert found is not None
    return {line.slug: line.whole.number.value for part in found.parts for line in part.lines}


def test_it_ships_definitions_that_are_right() -> None:
    found, broken = returns.shelf()
    assert not broken
    assert {US, SITE, NEO} <= set(found)
    assert {one.country for one in found.values()} >= {"US", "CA"}


def test_it_fills_the_return_of_a_syringe_service(van: Cast) -> None:
    found = numbers(van, US)
    assert found["syringes-out"] == 120
    assert found["syringes-back"] == 84
    assert found["picked-up"] == 3, "nobody stands behind what was picked up"
    assert found["times"] == 24
    assert found["people"] == 30
    assert found["kits"] == 24
    assert found["doses"] == 48
    assert found["trained"] == 12
    assert found["reversals"] == 6
    assert found["doses-used"] == 12
    assert found["referrals"] == 0
    assert numbers(van, NEO, "2026-q4")["nasal-kits"] == 24
    page = returns.filled(van.max.by, US, period="2026-10")
    assert page is not None
    lines = {line.slug: line for part in page.parts for line in part.lines}
    by_reason = {str(row.label): row.number.value for row in lines["kits-by-reason"].rows}
    assert by_reason["Their first kit"] == 6
    ambulance = [row.number.value for row in lines["reversals-by-ambulance"].rows]
    assert ambulance[:3] == [6, None, None], "three and three are few"


def test_it_fills_the_return_of_a_site(room: Cast) -> None:
    found = numbers(room, SITE)
    assert found["booths"] == 3
    assert found["hours"] == 44, "seven days of six hours and twenty minutes"
    assert found["visits"] == 70
    assert found["people-by-age"] == 0
    assert found["deaths"] == 0
    assert (found["overdoses"], found["with-naloxone"]) == (None, None), "fewer than five"
    keeper = returns.behind(room.dana.by, SITE, period="2026-10", line="overdoses")
    assert keeper is not None and keeper.line is not None
    assert keeper.line.whole.number.value == 4
    assert [day.things for day in keeper.days] == [2, 1, 1]


def test_it_prints_both_and_says_what_was_not_asked(van: Cast) -> None:
    client = van.ana.client()
    for slug in (US, SITE):
        page = client.get(reverse("homes:one_return", args=[slug])).content.decode()
        assert "What we did not ask" in page
        assert "Definition" in page and "version 2026-11" in page
        assert "October 2026" in page, "without a period, the last month that is over"
    assert (
        "Syringes handed out"
        in client.get(
            reverse("homes:one_return", args=[US]), {"period": "2026-q4"}
        ).content.decode()
    )
    assert "Supervised consumption" in client.get(reverse("homes:returns")).content.decode()
    assert "How do we count?" in client.get(reverse("homes:how_we_count")).content.decode()


def test_it_gives_the_same_numbers_as_a_table(van: Cast) -> None:
    address = reverse("homes:return_table", args=[US])
    answer = van.max.client().get(address, {"period": "2026-10"})
    assert answer["Content-Disposition"] == f'attachment; filename="{US}-2026-10.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["Out and back", "Syringes handed out", "", "120", ""] in rows
    assert any(row[4] == "too few to show" and row[3] == "" for row in rows)


def test_it_opens_what_stands_behind_to_those_who_keep_it(van: Cast) -> None:
    address = reverse("homes:behind", args=[US])
    asked = {"period": "2026-10", "line": "syringes-out"}
    page = van.dana.client().get(address, asked).content.decode()
    assert "Syringes handed out: 120" in page
    assert page.count("Van") >= 12
    assert van.omar.client().get(address).status_code == 200
    for name in ("max", "ana", "maya", "kit"):
        assert getattr(van, name).client().get(address).status_code == 403
    assert van.dana.client().get(reverse("homes:one_return", args=[US])).status_code == 403
    assert van.dana.client().get(address, {"line": "x"}).status_code == 404
    quarter = van.dana.client().get(f"{address}?period=2026-q3").content.decode()
    head, _, rows = quarter.partition("<tbody>")
    line = rows.partition("</tr>")[0]
    assert head.count('scope="col" class="number"') == line.count('<td class="number"') == 4


@pytest.mark.parametrize("asked", ["x/", f"{US}/?period=2027-01", f"{US}/?period=x"])
def test_it_knows_no_other(cast: Cast, asked: str) -> None:
    assert cast.max.client().get(f"/en/outcomes/returns/{asked}").status_code == 404


def test_it_counts_nothing_of_another_organisation(van: Cast) -> None:
    with scope.within(van.harbour.pk):
        found = returns.filled(van.riley.by, US, period="2026-10")
    assert found is not None and found.is_empty


def test_it_asks_no_more_of_the_database_for_more(
    van: Cast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(15):
        numbers(van, US)


def test_it_takes_the_operators_own_and_names_what_is_wrong(
    van: Cast, settings: Any, tmp_path: Any
) -> None:
    ours = (definitions.DATA / f"{US}.toml").read_text(encoding="utf-8")
    (tmp_path / "county.toml").write_text(
        ours.replace("Syringe service and naloxone, by month", "=Our county")
    )
    (tmp_path / "broken.toml").write_text(ours.replace("supplies.back", "supplies.bake"))
    settings.RETURNS = str(tmp_path)
    page = van.max.client().get(reverse("homes:returns")).content.decode()
    assert "=Our county" in page
    assert "The definition ‘broken’ can’t be used." in page
    assert "supplies.bake" in page
    assert numbers(van, "county")["syringes-out"] == 120
    with pytest.raises(CommandError, match=r"insights\.E001"):
        call_command("check")
