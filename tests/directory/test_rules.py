"""Positions, times and words, on plain values."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.directory.rules import places, positions, times, words

LAT = st.floats(-89, 89)
LON = st.floats(-180, 180)


@given(LAT, LON, LAT, LON, st.floats(0.1, 19000))
def test_it_never_loses_a_hit_to_the_box(
    lat1: float, lon1: float, lat2: float, lon2: float, km: float
) -> None:
    if positions.distance_km(lat1, lon1, lat2, lon2) <= km:
        assert any(
            south <= lat2 <= north and west <= lon2 <= east
            for south, north, west, east in positions.boxes(lat1, lon1, km)
        )


def test_it_measures_a_known_distance() -> None:
    assert positions.distance_km(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343.5, abs=1)


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (None, 1), (91, 0), (float("nan"), 1), (1, float("inf"))]
)
def test_it_knows_what_is_no_position(lat: float | None, lon: float | None) -> None:
    assert not positions.valid(lat, lon)


@given(st.integers(0, 23), st.integers(0, 59))
def test_it_reads_every_way_to_write_a_time(hour: int, minute: int) -> None:
    half, twelve = ("AM" if hour < 12 else "PM"), hour % 12 or 12
    for text in (
        f"{hour:02}:{minute:02}", f"{hour}:{minute:02}", f"{hour:02}:{minute:02}:00",
        f"{hour:02}{minute:02}", f"{twelve}:{minute:02} {half}", f"{twelve}.{minute:02}{half}",
    ):  # fmt: skip
        assert times.minute_of(text) == hour * 60 + minute, text


@given(st.text())
def test_it_never_crashes_on_odd_times_and_days(text: str) -> None:
    minute = times.minute_of(text)
    assert minute is None or 0 <= minute < 1440
    days, _ = times.days_of(text)
    assert all(0 <= day <= 6 for day in days)
    times.moment_of(text)


@pytest.mark.parametrize(
    ("said", "days"),
    [(2, [2]), ("2", [2]), ([2], [2]), (["1", 3], [1, 3]), ("7", [0]), (None, []), ("", []),
     ("Monday", [1]), ("miércoles", [3]), (["Tue", "jeudi"], [2, 4]),
     ("Mon-Fri", [1, 2, 3, 4, 5]), ("Fri - Mon", [0, 1, 5, 6]), ("Tues & Thurs", [2, 4]),
     ("Wednesdays", [3]), ("Sunday to Tuesday", [0, 1, 2]), ("mon wed/fri", [1, 3, 5]),
     ("lundi et jeudi", [1, 4]), ("Daily", [0, 1, 2, 3, 4, 5, 6]), ("weekends", [0, 6])],
)  # fmt: skip
def test_it_reads_days_as_feeds_write_them(said: object, days: list[int]) -> None:
    assert times.days_of(said) == (days, [])


def test_it_names_what_is_no_day() -> None:
    assert times.days_of([1, "someday"]) == ([1], ["someday"])
    for said in ("First Saturday", "2nd & 4th Monday", "Monday-ish", "-", "Mon-"):
        assert times.days_of(said) == ([], [said])
    assert times.days_of("a" + " " * 1_000_000 + "b")[0] == []  # at once


@given(st.integers(0, times.WEEK - 1), st.integers(1, 3000), st.integers(0, times.WEEK - 1))
def test_it_wraps_the_week(start: int, length: int, minute: int) -> None:
    window = times.Window(start, length)
    inside = any(start <= minute + turn * times.WEEK < start + length for turn in (0, 1))
    assert window.holds(minute) is inside
    if inside:
        assert minute // times.DAY in window.days()


def test_it_means_this_night_after_midnight() -> None:
    at_one = 6 * times.DAY + 60  # Saturday, one in the morning
    tonight = times.window("tonight", "", at_one)
    assert tonight is not None
    assert tonight.holds(6 * times.DAY + 180)
    assert not tonight.holds(6 * times.DAY + 19 * 60)


def test_it_reaches_past_midnight_on_the_last_day() -> None:
    tonight = times.window("tonight", "", 6 * times.DAY + 20 * 60)
    assert tonight is not None
    assert tonight.holds(30)  # half past midnight on Sunday


def test_it_says_how_long_a_meeting_has_been_going() -> None:
    start = 3 * times.DAY + 23 * 60
    assert times.until(start, start + 20, end=4 * times.DAY + 15) == -20
    assert times.until(start, start + 80, end=4 * times.DAY + 15) == times.WEEK - 80
    assert times.until(start, start - 25) == 25


def test_it_reads_american_and_plain_dates() -> None:
    assert times.moment_of("8/25/2022 11:17:07 AM") == datetime(2022, 8, 25, 11, 17, tzinfo=UTC)
    assert times.moment_of("2022-07-09 19:32:28") == datetime(2022, 7, 9, 19, 32, 28, tzinfo=UTC)
    assert times.moment_of("soon") is None


@given(st.text())
def test_it_leaves_no_tag_and_no_crash(text: str) -> None:
    assert "<b>" not in words.clean(f"<b>{text}</b>")
    words.fold(text)
    words.link(text)
    places.asked(text)
    places.town_of_address(text)


def test_it_cleans_what_feeds_escape() -> None:
    assert words.clean("Tom &amp;amp; Ann<br>5 &lt; 6 <script>x()</script>") == "Tom & Ann\n5 < 6"
    assert words.link("javascript:alert(1)") == ""
    assert words.link("www.example.org/a") == "https://www.example.org/a"


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        ("Call \u202e5550-555\u202c", "Call 5550-555"),
        ("Call &#x202e;5550-555 &amp;#8238;", "Call 5550-555"),
        ("<\u200bscript>x()</script>Hope\u2066", "Hope"),
        ("H\u043epe \u041dill\u200b", "Hope Hill"),
        ("Надежда – espoir – Ελπίδα α-PVP", "Надежда – espoir – Ελπίδα α-PVP"),
    ],
)
def test_it_hides_nothing_in_a_text_of_somebody_else(said: str, reads: str) -> None:
    assert words.clean(said) == reads
    assert words.clean(reads) == reads


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ("https://h\u043epe.example/a?b=ж", "https://hope.example/a?b=ж"),
        ("https://\u0430\u0440\u0440\u0435.example/a", "https://xn--80ak6aa.example/a"),
        ("https://réseau.example", "https://xn--rseau-bsa.example"),
        ("https://hope.example@evil.example/", ""),
        ("https://" + "ж" * 80 + ".example", ""),
    ],
)
def test_it_shows_where_a_link_leads(said: str, leads: str) -> None:
    assert words.link(said) == leads
    assert words.link(leads) == leads


def test_it_tells_a_town_from_its_street() -> None:
    line = "8318 104 St, Edmonton, Alberta, T6E 4E8, Canada"
    assert places.town_of_address(line) == "Edmonton, Alberta, Canada"
    assert places.asked("Springfield, Illinois").regions == {("US", "IL")}
    assert places.asked("21201-1234").postal == "21201"
