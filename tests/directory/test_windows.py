"""What is in time: the index against a plain reading of every meeting, on every clock."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from alongside.directory import models, search
from alongside.directory.rules import positions, times
from tests.directory import feeds

ZONES = ("America/Toronto", "America/Chicago", "America/Phoenix", "America/Puerto_Rico")
MOMENTS = (
    datetime(2026, 1, 11, 4, 30, tzinfo=UTC),  # Saturday night in Toronto
    datetime(2026, 6, 9, 22, 30, tzinfo=UTC),
    datetime(2026, 3, 15, 12, 0, tzinfo=UTC),  # a week after clocks changed, in some of them
)
WISHES = (
    search.Wish(when="now"), search.Wish(when="hour"), search.Wish(when="tonight"),
    search.Wish(when="today"), search.Wish(when="3", part="evening"),
    search.Wish(when="6", part="night"), search.Wish(when="tomorrow", begins=1380, ends=120),
    search.Wish(when="any", part="morning"), search.Wish(when="1", medication=True, km=10),
)  # fmt: skip


def many(dice: random.Random) -> list[dict[str, object]]:
    return [
        feeds.meeting(
            str(number), day=dice.randint(0, 6),
            time=f"{dice.randint(0, 23):02}:{dice.choice((0, 15, 30)):02}", end_time=None,
            timezone=dice.choice(ZONES), latitude=45 + dice.uniform(-0.3, 0.3),
            longitude=-75 + dice.uniform(-0.4, 0.4),
            welcomes_medication=dice.choice(("yes", "no", "")),
        )
        for number in range(300)
    ]  # fmt: skip


def plainly(wish: search.Wish, spot: search.Spot, now: datetime) -> set[str]:
    """Each meeting by itself: where it is, and when it comes next on its own clock."""
    here = spot.now(now)
    window = wish.window(times.week_minute(here))
    found = set()
    for row in models.Meeting.objects.all():
        lat, lon = row.near_latitude or 0, row.near_longitude or 0
        near = positions.distance_km(*feeds.TOWN, lat, lon) <= wish.km
        assert row.weekday is not None
        assert row.start_minute is not None
        if window is None:
            fits = not wish.part or times.in_part(wish.part, row.start_minute)
        else:
            there = now.astimezone(ZoneInfo(row.time_zone)).utcoffset() or timedelta()
            gap = round((there - (here.utcoffset() or timedelta())).total_seconds() / 60)
            fits = window.holds(row.weekday * times.DAY + row.start_minute - gap)
        if near and fits and (not wish.medication or row.welcomes_medication == "yes"):
            found.add(row.name)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("now", MOMENTS)
def test_it_finds_just_what_is_in_time_and_near(tmp_path: Path, now: datetime) -> None:
    feeds.bring(tmp_path, many(random.Random(7)))  # noqa: S311
    spot = search.Spot(*feeds.TOWN, "America/Toronto")
    for wish in WISHES:
        with time_machine.travel(now, tick=False):
            hits = search.meetings_near(spot, wish, now=now, most=500)
        names = [hit.row.name for hit in hits.here]
        assert len(names) == len(set(names))
        assert set(names) == plainly(wish, spot, now), wish
        for hit in hits.here:
            assert hit.minutes is not None
            assert -60 < hit.minutes < times.WEEK


@pytest.mark.django_db
def test_it_shows_a_group_once_with_all_its_days(tmp_path: Path) -> None:
    rows = [feeds.meeting(f"daily-{day}", name="Daily", day=day) for day in range(7)]
    feeds.bring(tmp_path, [*rows, feeds.meeting("other", name="Other", day=1)])
    spot = search.Spot(*feeds.TOWN, "America/Toronto")
    now = datetime(2026, 6, 9, 22, 30, tzinfo=UTC)
    hits = search.meetings_near(spot, search.Wish(when="any"), now=now)
    assert sorted(hit.row.name for hit in hits.here) == ["Daily", "Other"]
    daily = next(hit for hit in hits.here if hit.row.name == "Daily")
    assert daily.row.weekday == 2  # the next one leads the line
    assert sorted(o.weekday for o in daily.also if o.weekday is not None) == [0, 1, 3, 4, 5, 6]


@pytest.mark.django_db
def test_it_finds_what_does_not_come_every_week_only_when_it_does(tmp_path: Path) -> None:
    feeds.bring(tmp_path, [feeds.meeting("monthly", day=2)])
    row = models.Meeting.objects.get()
    models.Meeting.objects.update(is_irregular=True, rrule="FREQ=MONTHLY;BYDAY=2TU")
    search.reindex(meetings=[row.pk])
    spot, wish = search.Spot(*feeds.TOWN, "America/Toronto"), search.Wish(when="tonight")
    second = datetime(2026, 6, 9, 22, 30, tzinfo=UTC)
    (hit,) = search.meetings_near(spot, wish, now=second).here
    assert hit.minutes == 30
    assert not search.meetings_near(spot, wish, now=second + timedelta(days=7)).here
    assert search.meetings_near(spot, search.Wish(when="any"), now=second).here


@given(st.integers(0, times.WEEK - 1), st.integers(0, 1439), st.integers(0, 1439))
def test_it_keeps_a_window_within_a_day(now: int, begins: int, ends: int) -> None:
    window = times.between("today", begins, ends, now)
    assert 0 < window.length <= times.DAY
    assert window.start % times.DAY == begins
    assert window.holds(window.start)


@given(st.integers(0, times.WEEK - 1), st.integers(1, times.WEEK))
def test_it_knows_every_slot_of_a_window(start: int, length: int) -> None:
    window, slots = times.Window(start, length), set(times.slots(start, length))
    assert all(
        minute // times.SLOT in slots for minute in range(0, times.WEEK, 7) if window.holds(minute)
    )
