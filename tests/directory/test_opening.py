"""Open now? Weekly hours, seasons, holidays; minute by minute against a plain reading."""

# ruff: noqa: DTZ001  wall clocks: opening times are told by them

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core import clock
from alongside.directory import models, search
from alongside.directory.rules import opening
from alongside.directory.rules.opening import Hours
from alongside.directory.rules.times import DAY
from tests.directory import feeds

DAYS = st.dates(date(2025, 12, 1), date(2026, 3, 1))
MINUTES = st.integers(0, DAY - 1)
WEEKLY = st.tuples(st.integers(0, 6), MINUTES, MINUTES).map(lambda said: Hours(*said))


@st.composite
def dated(draw: st.DrawFn) -> Hours:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 9)))
    if draw(st.booleans()):
        return Hours(None, None, None, first, last, True)
    return Hours(None, draw(MINUTES), draw(MINUTES), first, last)


ROWS = st.lists(st.one_of(WEEKLY, WEEKLY, dated()), max_size=8)


def plainly(rows: list[Hours], at: datetime) -> bool:
    """Whatever began today or yesterday and has not ended yet."""
    for back in (0, 1):
        day = (at - timedelta(days=back)).date()
        own = [r for r in rows if r.weekday is None and r.covers(day)]
        usual = [r for r in rows if r.weekday == day.isoweekday() % 7]
        for row in own or usual:
            if any(each.is_closed for each in own or usual):
                break
            start = datetime(day.year, day.month, day.day) + timedelta(minutes=row.opens or 0)
            if start <= at < start + timedelta(minutes=row.length):
                return True
    return False


@settings(max_examples=200)
@given(ROWS, st.datetimes(datetime(2025, 12, 1), datetime(2026, 3, 1)))
def test_it_knows_when_it_is_open(rows: list[Hours], at: datetime) -> None:
    pattern = opening.written(rows)
    state = opening.read(pattern).state(at)
    assert state.is_open is plainly(rows, at)
    if state.is_open:
        minute = at.isoweekday() % 7 * DAY + at.hour * 60 + at.minute
        assert any(opens <= minute < closes for opens, closes in opening.spans(pattern))


@settings(max_examples=100)
@given(ROWS, st.datetimes(datetime(2025, 12, 1), datetime(2026, 3, 1)))
def test_it_changes_when_it_says(rows: list[Hours], at: datetime) -> None:
    hours = opening.read(opening.written(rows))
    state = hours.state(at)
    if state.changes_at is None:
        return
    assert state.changes_at > at
    assert hours.state(state.changes_at).is_open is not state.is_open
    between = at + (state.changes_at - at) / 2
    assert hours.state(between).is_open is state.is_open


@given(ROWS)
def test_it_reads_what_it_wrote(rows: list[Hours]) -> None:
    pattern = opening.written(rows)
    assert opening.written(opening.read(pattern).rows) == pattern


@pytest.mark.parametrize(
    ("pattern", "at", "is_open"),
    [
        ("1 540-1020", datetime(2026, 6, 8, 9), True),
        ("1 540-1020", datetime(2026, 6, 8, 17), False),
        ("6 1320-240", datetime(2026, 6, 14, 3, 59), True),  # Saturday night, on Sunday
        ("1#2 540-600", datetime(2026, 6, 8, 9, 30), True),
        ("1#2 540-600", datetime(2026, 6, 15, 9, 30), False),
        ("1#-1 540-600", datetime(2026, 6, 29, 9, 30), True),
        ("4 540-1020\n* closed 2025-12-25..2025-12-25", datetime(2025, 12, 25, 10), False),
        ("4 540-1020\n* 600-720 2025-12-25..2025-12-25", datetime(2025, 12, 25, 9, 30), False),
        ("4 540-1020\n* 600-720 2025-12-25..2025-12-25", datetime(2025, 12, 25, 11), True),
        ("1 540-1020 2026-07-01..2026-08-31", datetime(2026, 6, 8, 10), False),
    ],
)
def test_it_keeps_to_days_dates_and_seasons(pattern: str, at: datetime, is_open: bool) -> None:
    assert opening.read(pattern).state(at).is_open is is_open


SCHEDULES = (
    "id,service_id,weekday,opens_at,closes_at\n1,1,Tuesday,18:00,23:00\n2,2,Tuesday,09:00,17:00\n"
    "3,1,Wednesday,18:00,23:00\n"
)
HOLIDAYS = "id,service_id,closed,start_date,end_date,opens_at,closes_at\n"


@pytest.mark.django_db
def test_it_finds_what_is_open_now(tmp_path: Path) -> None:
    services = "id,location_id,name,status\n1,1,Late,active\n2,1,Early,active\n3,1,Unsaid,active\n"
    feeds.towns()
    feeds.services(tmp_path, services=services, regular_schedules=SCHEDULES)
    here = search.Spot(*feeds.TOWN, "America/Toronto")
    evening = datetime(2026, 6, 9, 23, 0, tzinfo=UTC)  # seven in the evening there

    def found(**wish: object) -> list[str]:
        hits = search.services_near(here, search.Wish(**wish), now=clock.now())  # type: ignore[arg-type]
        return [hit.row.name for hit in hits.here]

    def says(name: str) -> str:
        row = models.Service.objects.get(name=name)
        return Client().get(f"/en/services/{row.pk}/").content.decode()

    with time_machine.travel(evening, tick=False):
        assert "Open until 11 p.m." in says("Late")
        assert "Tuesday, Wednesday 6 p.m. – 11 p.m." in says("Late")
        assert "Opens on Tuesday at 9 a.m." in says("Early")
        assert "Open until" not in says("Unsaid")
        assert found(is_open=True) == ["Late"]
        assert found(when="now") == ["Late", "Unsaid", "Early"]
    with time_machine.travel(evening - timedelta(hours=9), tick=False):
        assert found(is_open=True) == ["Early"]
    holiday = HOLIDAYS + "1,1,true,2026-06-09,2026-06-09,,\n"
    feeds.services(
        tmp_path, services=services, regular_schedules=SCHEDULES, holiday_schedules=holiday
    )
    with time_machine.travel(evening, tick=False):
        assert found(is_open=True) == []
