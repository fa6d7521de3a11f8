"""Rules by which meetings come again: bounded, on the right days, on their own clock."""

import datetime as dt
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.directory.rules import occurrences, recurrence
from alongside.directory.rules.occurrences import Change, Pattern

TORONTO = "America/Toronto"
START = date(2026, 1, 5)  # a Monday


def rule(text: str, start: date = START) -> str:
    return str(recurrence.read(text, start)[0])


def days(text: str, since: date, until: date, start: date = START) -> list[date]:
    found, last = recurrence.read(text, start)
    return list(recurrence.dates(found, start, since, until, last))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("RRULE:FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO"),
        ("freq=weekly;byday=th,mo;interval=1", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU"),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=SU", "FREQ=WEEKLY;BYDAY=SU"),
        ("FREQ=MONTHLY;BYDAY=3MO,+1MO", "FREQ=MONTHLY;BYDAY=1MO,3MO"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=1"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
         "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ],
)  # fmt: skip
def test_it_keeps_one_text_for_one_rule(said: str, kept: str) -> None:
    assert rule(said) == kept
    assert str(recurrence.kept(kept)) == kept


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "not part"),
        ("FREQ=SECONDLY", "SECONDLY"),
        ("FREQ=DAILY;BYHOUR=0,1,2,3;BYSECOND=1", "can't be followed"),
        ("FREQ=WEEKLY;INTERVAL=0", "out of range"),
        ("FREQ=WEEKLY;INTERVAL=99999999999", "out of range"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20260101", "exclude"),
        ("FREQ=WEEKLY;UNTIL=soon", "not a date"),
        ("FREQ=WEEKLY;UNTIL=20250101", "never"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "never"),
        ("FREQ=WEEKLY;BYDAY=1MO", "can't be in"),
        ("FREQ=MONTHLY;BYDAY=XX", "not a day"),
        ("FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 500), "too long"),
        ("FREQ=MONTHLY;BYDAY=" + ",".join(["1MO"] * 50), "too many"),
        ("FREQ=WEEKLY;FREQ=DAILY", "not part"),
    ],
)
def test_it_refuses_a_rule_that_it_cannot_follow(said: str, why: str) -> None:
    with pytest.raises(recurrence.Odd, match=why):
        recurrence.read(said, START)


def test_it_stays_quick_with_hostile_rules() -> None:
    began = time.perf_counter()
    for said in (
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;INTERVAL=520;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=MONTHLY;INTERVAL=500;BYDAY=53MO", "FREQ=DAILY;BYDAY=MO;BYMONTHDAY=32",
    ):  # fmt: skip
        with pytest.raises(recurrence.Odd):
            recurrence.read(said, date(1900, 1, 1))
    assert days("FREQ=DAILY", date(2026, 1, 1), date(2026, 1, 3), date(1900, 1, 1))
    assert time.perf_counter() - began < 1


PARTS = st.sampled_from([
    "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=DAILY", "INTERVAL=3", "INTERVAL=520",
    "COUNT=7", "UNTIL=20300101", "UNTIL=99999999", "BYDAY=MO", "BYDAY=-5SU,5MO", "BYDAY=53TU",
    "BYMONTHDAY=31", "BYMONTHDAY=-31", "BYMONTH=2", "BYMONTH=13", "BYSETPOS=-1", "BYSETPOS=366",
    "WKST=SU", "WKST=X", "BYEASTER=1", "=;", "RRULE:",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(PARTS | st.text(max_size=12), max_size=5), st.dates())
def test_it_reads_any_text_or_says_why_not(parts: list[str], start: date) -> None:
    try:
        found, last = recurrence.read(";".join(parts), start)
    except recurrence.Odd:
        return
    assert recurrence.kept(str(found)) == found
    assert last is None or last >= start


def test_it_keeps_the_phase_of_a_fortnight() -> None:
    found = days("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", date(2026, 2, 1), date(2026, 3, 10))
    assert found == [date(2026, 2, 2), date(2026, 2, 16), date(2026, 3, 2)]
    # RFC 5545, 3.3.10: where the week begins decides about the phase.
    start = date(1997, 8, 5)
    monday = days(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", start, date(1998, 1, 1), start
    )
    sunday = days(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", start, date(1998, 1, 1), start
    )
    assert [day.day for day in monday] == [5, 10, 19, 24]
    assert [day.day for day in sunday] == [5, 17, 19, 31]


def test_it_knows_ordinals_and_ends_of_months() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    first_third = days("FREQ=MONTHLY;BYDAY=1MO,3MO", *year)
    assert len(first_third) == 24
    assert {(day.day - 1) // 7 for day in first_third} == {0, 2}
    last = days("FREQ=MONTHLY;BYDAY=-1FR", *year)
    assert all((day + timedelta(days=7)).month != day.month for day in last)
    assert len(days("FREQ=MONTHLY;BYMONTHDAY=31", *year)) == 7  # only where there is one
    assert len(days("FREQ=MONTHLY;BYMONTHDAY=-1", *year)) == 12
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2026, 1, 1), date(2030, 1, 1)) == [
        date(2028, 2, 29)
    ]


@settings(deadline=None)
@given(
    st.sampled_from(["WEEKLY", "MONTHLY", "DAILY"]),
    st.integers(1, 6),
    st.lists(st.sampled_from(recurrence.DAYS), min_size=1, max_size=3, unique=True),
    st.dates(date(2015, 1, 1), date(2026, 1, 1)),
    st.integers(0, 800),
)
def test_it_finds_the_same_days_wherever_it_begins_to_look(
    freq: str, interval: int, weekdays: list[str], start: date, later: int
) -> None:
    text = f"FREQ={freq};INTERVAL={interval};BYDAY={','.join(weekdays)}"
    until = start + timedelta(days=later + 90)
    all_of_it = days(text, start, until, start)
    assert days(text, start + timedelta(days=later), until, start) == [
        day for day in all_of_it if day >= start + timedelta(days=later)
    ]
    parts = recurrence.split(recurrence.read(text, start)[0])
    assert sorted(d for p in parts for d in recurrence.dates(p, start, start, until)) == all_of_it


WEEKDAYS = st.lists(st.sampled_from(recurrence.DAYS), min_size=1, max_size=3, unique=True)
# The library reads 'SU,1SU' as 'and'; the standard, and we, as 'or'. So never both.
ORDINALS = st.lists(
    st.tuples(st.sampled_from(["1", "2", "5", "-1"]), st.sampled_from(recurrence.DAYS)),
    min_size=1, max_size=3, unique=True,
).map(lambda pairs: [which + day for which, day in pairs])  # fmt: skip
MONTHS = st.lists(st.integers(1, 12), max_size=2, unique=True)
MONTH_DAYS = st.lists(st.sampled_from([1, 13, 28, -1, -28]), max_size=2, unique=True)
POSITIONS = st.lists(st.sampled_from([1, 2, -1]), max_size=2, unique=True)


@settings(deadline=None)  # theirs may look for a day that never comes
@given(st.data(), st.dates(date(2015, 1, 1), date(2026, 1, 1)), st.integers(1, 4))
def test_it_finds_what_a_well_known_library_finds(
    data: st.DataObject, start: date, interval: int
) -> None:
    freq = data.draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    days_of = data.draw(WEEKDAYS if freq in {"DAILY", "WEEKLY"} else ORDINALS | WEEKDAYS)
    text = f"FREQ={freq};INTERVAL={interval};BYDAY={','.join(days_of)}"
    text += ";WKST=" + data.draw(st.sampled_from(recurrence.DAYS))
    months, month_days = data.draw(MONTHS), data.draw(MONTH_DAYS)
    positions = data.draw(POSITIONS)
    if months:
        text += ";BYMONTH=" + ",".join(map(str, months))
    if month_days and freq != "WEEKLY":
        text += ";BYMONTHDAY=" + ",".join(map(str, month_days))
    if positions and freq != "DAILY":
        text += ";BYSETPOS=" + ",".join(map(str, positions))
    until = start + timedelta(days=900)
    theirs: list[date] = []
    # Begun at the first day of the period, so that both count positions from there.
    for moment in rrulestr(text, dtstart=datetime.combine(_period(freq, start, text), dt.time())):
        if moment.date() > until or len(theirs) > 900:
            break
        theirs.append(moment.date())
    theirs = [day for day in theirs if day >= start]
    try:
        assert days(text, start, until, start) == theirs
    except recurrence.Odd:
        assert not theirs


def _period(freq: str, start: date, text: str) -> date:
    if freq == "WEEKLY":
        begins = recurrence.DAYS.index(text.split("WKST=")[1][:2])
        return start - timedelta(days=(recurrence.weekday_of(start) - begins) % 7)
    if freq == "MONTHLY":
        return start.replace(day=1)
    return start.replace(month=1, day=1) if freq == "YEARLY" else start


def when(pattern: Pattern, since: str, until: str) -> list[str]:
    found = occurrences.occurrences(
        pattern, datetime.fromisoformat(since), datetime.fromisoformat(until)
    )
    return [each.starts_at.isoformat() for each in found]


def test_it_goes_by_the_clock_on_the_wall() -> None:
    monday = Pattern(weekday=1, start_minute=19 * 60, end_minute=20 * 60, zone=TORONTO)
    assert when(monday, "2026-03-01T00:00Z", "2026-03-15T00:00Z") == [
        "2026-03-02T19:00:00-05:00", "2026-03-09T19:00:00-04:00",
    ]  # fmt: skip
    gap = Pattern(weekday=0, start_minute=150, zone=TORONTO)  # half past two is left out
    assert when(gap, "2026-03-08T00:00Z", "2026-03-09T00:00Z") == ["2026-03-08T03:30:00-04:00"]
    twice = Pattern(weekday=0, start_minute=90, zone=TORONTO)  # half past one comes twice
    assert when(twice, "2026-11-01T00:00Z", "2026-11-02T00:00Z") == ["2026-11-01T01:30:00-04:00"]


def test_it_crosses_midnight() -> None:
    night = Pattern(weekday=6, start_minute=1410, end_minute=30, zone=TORONTO)
    (only,) = occurrences.occurrences(
        night, datetime(2026, 1, 4, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)
    )
    assert only.starts_at.isoformat() == "2026-01-03T23:30:00-05:00"
    assert only.ends_at and only.ends_at - only.starts_at == timedelta(hours=1)


def test_it_minds_pauses_cancelled_and_extra_dates() -> None:
    pattern = Pattern(
        1, 600, 660, "UTC", starts_on=date(2026, 1, 12), until_on=date(2026, 3, 9),
        changes=(
            Change("cancelled", date(2026, 1, 19)),
            Change("closed", date(2026, 2, 1), date(2026, 2, 20)),
            Change("extra", date(2026, 2, 10), start_minute=720),
            Change("extra", date(2026, 1, 19), start_minute=900),
        ),
    )  # fmt: skip
    found = when(pattern, "2026-01-01T00:00Z", "2026-06-01T00:00Z")
    assert [each[5:16] for each in found] == [
        "01-12T10:00", "01-19T15:00", "01-26T10:00", "02-10T12:00", "02-23T10:00",
        "03-02T10:00", "03-09T10:00",
    ]  # fmt: skip
    at = datetime(2026, 2, 5, tzinfo=UTC)
    pause = occurrences.paused(pattern, at)
    assert pause and pause.until_on == date(2026, 2, 20)
    assert not occurrences.is_over(pattern, at)
    assert occurrences.is_over(pattern, at + timedelta(days=60))


def test_it_follows_what_only_has_dates() -> None:
    pattern = Pattern(start_minute=600, zone="UTC", changes=(Change("extra", date(2026, 5, 1)),))
    (only,) = occurrences.following(pattern, datetime(2026, 4, 30, tzinfo=UTC), most=3)
    assert only.starts_at == datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert occurrences.is_over(pattern, datetime(2026, 6, 1, tzinfo=UTC))


ZONES = ["America/Toronto", "Europe/Paris", "Australia/Lord_Howe", "UTC", "Asia/Kathmandu", ""]


@settings(deadline=None)
@given(
    st.sampled_from(["", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=-1TU,2TU"]),
    st.integers(0, 1439),
    st.none() | st.integers(0, 1439),
    st.sampled_from(ZONES),
    st.integers(1_577_836_800, 1_893_456_000).map(
        lambda second: datetime.fromtimestamp(second, UTC)
    ),
)
def test_it_is_always_on_its_day_and_in_order(
    text: str, start: int, end: int | None, zone: str, now: datetime
) -> None:
    pattern = Pattern(2, start, end, zone, text, starts_on=date(2019, 1, 1))
    found = occurrences.following(pattern, now, most=5)
    assert len(found) == 5
    moments = [each.starts_at for each in found]
    assert moments == sorted(set(moments))
    assert moments[0] >= now
    for each in found:
        local = each.starts_at.astimezone(ZoneInfo(zone or "UTC"))
        wall = local.hour * 60 + local.minute
        assert local.isoweekday() % 7 == 2
        assert wall == start or 0 < (wall - start) <= 60  # an hour that is left out
        assert each.ends_at is None or timedelta() < each.ends_at - each.starts_at <= timedelta(
            hours=25
        )
    soonest = occurrences.following(pattern, moments[0])
    assert soonest[0].starts_at == moments[0]
