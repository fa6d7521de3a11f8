"""A place as people write it: a town, a ZIP code, the first half of a postal code or all of it."""

import pytest
from django.test import Client

from alongside.accounts import access, actors
from alongside.audit.models import Event
from alongside.directory import actions, models, search
from alongside.directory.actions import places as gazetteer
from alongside.directory.rules import places
from tests.cast import Cast

LOADING = actors.system("load places in a test")
AREAS = gazetteer.GAZETTEER[1:]


@pytest.mark.parametrize(
    ("said", "area", "country"),
    [
        ("M5V 2T6", "M5V", "CA"), ("m5v2t6", "M5V", "CA"), (" m5v-2t6 ", "M5V", "CA"),
        ("SW1A 1AA", "SW1A", "GB"), ("sw1a1aa", "SW1A", "GB"),
        ("M1 1AE", "M1", "GB"), ("m11ae", "M1", "GB"), ("EH1", "EH1", "GB"),
        ("N1C", "N1C", ""), ("N1C 4AG", "N1C", "GB"), ("N1C 2T6", "N1C", "CA"),
        ("K1A", "K1A", ""), ("21201-1234", "21201", ""),
    ],
)  # fmt: skip
def test_it_reads_a_postal_code_however_it_is_typed(said: str, area: str, country: str) -> None:
    asked = places.asked(said)
    assert (asked.postal, asked.country, asked.town) == (area, country, "")


@pytest.mark.parametrize("said", ["Edmonton, Alberta T6E 4E8", "Edmonton, Alberta, t6e4e8"])
def test_it_reads_the_town_where_one_stands_before_the_code(said: str) -> None:
    asked = places.asked(said)
    assert (asked.town, set(asked.regions)) == ("edmonton", {("CA", "AB")})


@pytest.mark.parametrize("said", ["Paris", "St Johns", "Ely", "Y", "1770", "Route 66", "M5", "A1"])
def test_it_takes_no_town_for_a_canadian_code(said: str) -> None:
    assert places.asked(said).country in {"", "GB"}


@pytest.mark.django_db
def test_it_finds_the_postal_areas_that_ship() -> None:
    assert actions.load_places(by=LOADING, paths=AREAS) > 4500
    toronto, london = search.place("m5v 2t6"), search.place("sw1a 1aa")
    assert toronto.spot is not None
    assert (toronto.spot.region, toronto.spot.time_zone) == ("ON", "America/Toronto")
    assert toronto.spot.latitude == pytest.approx(43.65, abs=0.02)
    assert london.spot is not None
    assert (london.spot.country, london.spot.time_zone) == ("GB", "Europe/London")
    assert london.spot.latitude == pytest.approx(51.503, abs=0.01)
    assert london.spot.longitude == pytest.approx(-0.135, abs=0.01)
    assert {spot.country for spot in search.place("n1c").others} == {"CA", "GB"}
    assert search.place("BT1 5GS").spot is None
    assert search.positions_of(["M5V 2T6", "nowhere"])["M5V 2T6"].region == "ON"
    page = Client().get("/en/?place=sw1a1aa").content.decode()
    assert "United Kingdom" in page


@pytest.mark.django_db
def test_it_loads_the_same_files_once() -> None:
    first = actions.load_places(by=LOADING, paths=AREAS)
    assert actions.load_places(by=LOADING, paths=AREAS) == 0
    assert models.Place.objects.count() == first
    assert Event.objects.filter(verb="load-places").count() == 1
    assert actions.load_places(by=LOADING, paths=AREAS[:1]) == models.Place.objects.count()


def test_it_lets_nobody_else_replace_the_gazetteer(cast: Cast) -> None:
    with pytest.raises(access.Refused):
        actions.load_places(by=cast.maya.by, paths=AREAS)
    assert not models.Place.objects.exists()
