"""Where is it on a map? Ours, with no tile of anybody, and the list beside it."""

import math
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.directory.queries import maps as pages
from alongside.directory.rules import maps, positions
from tests.directory import feeds

LAT, LON = st.floats(-80, 80), st.floats(-180, 180)
PLACES = st.lists(st.tuples(st.floats(0, 600), st.floats(0, 460)), max_size=25)


@pytest.fixture(autouse=True)
def _evening() -> object:
    with time_machine.travel(datetime(2026, 6, 9, 22, 30, tzinfo=UTC), tick=False):
        yield


@given(LAT, LON, st.floats(0, 360), st.floats(0.5, 90))
def test_it_draws_things_as_far_apart_as_they_are(
    lat: float, lon: float, course: float, km: float
) -> None:
    view = maps.View(lat, lon, 100)
    north = km / maps.KM_A_DEGREE * math.cos(math.radians(course))
    east = km / maps.KM_A_DEGREE * math.sin(math.radians(course)) / view.narrow
    x, y = view.at(lat + north, lon + east)
    apart = math.hypot(x - maps.WIDE / 2, y - maps.HIGH / 2) / (maps.HIGH / 2) * 100
    true = positions.distance_km(lat, lon, lat + north, lon + east)
    assert apart == pytest.approx(true, rel=0.08, abs=0.2)  # a tenth only near the poles


@given(LAT, LON)
def test_it_asks_for_every_cell_that_it_shows(lat: float, lon: float) -> None:
    view = maps.View(lat, lon, 50)
    cells = set(view.cells())
    turned = (lon + 180) % 360 - 180
    assert (math.floor(turned / 5), math.floor(lat / 5)) in cells
    assert all(-36 <= column < 36 for column, _row in cells)


@given(PLACES)
def test_it_lets_no_number_cover_another(points: list[tuple[float, float]]) -> None:
    moved = maps.apart(points)
    assert len(moved) == len(points)
    assert all(0 <= x <= maps.WIDE and 0 <= y <= maps.HIGH for x, y in moved)


def test_it_gives_room_to_numbers_on_one_spot() -> None:
    moved = maps.apart([(300.0, 200.0)] * 6)
    for number, (x, y) in enumerate(moved):
        for other in moved[number + 1 :]:
            assert math.hypot(x - other[0], y - other[1]) > 18


@given(PLACES, PLACES)
def test_it_writes_no_name_over_another(
    towns: list[tuple[float, float]], taken: list[tuple[float, float]]
) -> None:
    view = maps.View(0, 0, 10)
    named = [("Some town", *where(view, x, y)) for x, y in towns]
    chosen = maps.names(view, named, taken)
    assert len(chosen) <= maps.MOST_NAMES
    for number, (_, x, y) in enumerate(chosen):
        for _, other_x, other_y in chosen[number + 1 :]:
            assert abs(y - other_y) > 12 or abs(x - other_x) > 60


def where(view: maps.View, x: float, y: float) -> tuple[float, float]:
    return (maps.HIGH / 2 - y) / view.scale, (x - maps.WIDE / 2) / view.scale / view.narrow


@given(st.lists(st.tuples(LAT, LON), min_size=3, max_size=20), LAT, LON)
def test_it_draws_outlines_only_near_the_picture(
    ring: list[tuple[float, float]], lat: float, lon: float
) -> None:
    drawn = maps.path(maps.View(lat, lon, 100), ring, closed=True)
    for x, y in re.findall(r"(-?[\d.e+-]+),(-?[\d.e+-]+)", drawn):
        assert -maps.WIDE * 1.6 <= float(x) <= maps.WIDE * 2.6
        assert -maps.HIGH * 1.6 <= float(y) <= maps.HIGH * 2.6


def test_it_ships_outlines_of_the_whole_world() -> None:
    for latitude, longitude in ((46.1, -64.8), (39.3, -76.6), (51.5, -0.1), (-33.9, 151.2)):
        paths = pages.outlines(maps.View(latitude, longitude, 60))
        kinds = {kind for kind, _path in paths}
        assert "land" in kinds, (latitude, longitude)
    assert "water" in {kind for kind, _ in pages.outlines(maps.View(43.6, -79.4, 60))}  # Ontario
    assert {"state", "county"} <= {kind for kind, _ in pages.outlines(maps.View(39.3, -76.6, 99))}
    assert pages.outlines(maps.View(-40.0, -120.0, 60)) == []


def seen(query: str, language: str = "en") -> str:
    answer = Client().get(f"/{language}/map/?{query}")
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


@pytest.fixture
def _listed(db: None, tmp_path: Path) -> None:
    feeds.towns()
    feeds.bring(
        tmp_path,
        [
            feeds.meeting("one"),
            feeds.meeting("two", time="20:30"),
            feeds.meeting("area", approximate="yes", address="", formatted_address="Elmora, ON"),
            feeds.meeting("other", latitude=45.02, address="2 Some Street"),
            feeds.meeting("moved", types=["O", "ONL", "TC"], conference_url="https://zoom.us/j/1"),
            feeds.meeting("nowhere", latitude=None, longitude=None, address="Elmora"),
        ],
    )


@pytest.mark.usefixtures("_listed")
def test_it_draws_doors_and_no_dot_where_no_door_is() -> None:
    page = seen("place=elmora&when=any")
    dots = re.findall(r'data-dot="(\d+)" data-lat="([\d.-]+)" data-lon="([\d.-]+)"', page)
    assert [(number, float(lat)) for number, lat, _lon in dots] == [("1", 45.0), ("2", 45.02)]
    on_it, off_it = page.split('id="areas"')
    assert "Meeting moved" in off_it  # only online now: nobody is at the door where it was
    assert "Meeting moved" not in on_it
    assert "Meeting one" in on_it
    assert "Meeting two" in on_it  # behind the same door
    for slug in ("area", "nowhere"):
        assert f"Meeting {slug}<" in off_it
    assert "2 km" in page or "1 km" in page


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_it_loads_nothing_until_somebody_asks(language: str) -> None:
    page = seen("place=elmora&when=any", language)
    assert "leaflet.js" in page  # where it is, for the button
    assert not re.search(r"<(script|link)[^>]*leaflet", page)
    assert "style=" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "place=Xyzzyx", "lat=nan&lon=7", "lat=89.9&lon=179.9&when=any", "at=999999999"]
)
def test_it_stays_whole_without_a_place_or_at_the_end_of_the_world(query: str) -> None:
    assert "<h1>" in seen(query)


@pytest.mark.usefixtures("_listed")
def test_it_asks_no_more_often_for_more(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(14):
        seen("place=elmora&when=any")


@pytest.mark.usefixtures("_listed")
def test_it_opens_the_policy_for_no_tile_server_by_itself() -> None:
    policy = Client().get("/en/map/?place=elmora").headers["Content-Security-Policy"]
    assert "img-src 'self' data:" in policy
    assert "http" not in policy


@pytest.mark.usefixtures("_listed")
def test_it_opens_the_policy_for_the_operators_server_on_this_page_alone(settings: Any) -> None:
    settings.MAP_TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
    answer = Client().get("/en/map/?place=elmora")
    assert "https://tiles.example.org" in answer.headers["Content-Security-Policy"]
    assert "That server learns which area you look at" in answer.content.decode()
    elsewhere = Client().get("/en/?place=elmora")
    assert "tiles.example.org" not in elsewhere.headers["Content-Security-Policy"]
