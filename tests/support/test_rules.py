"""Why somebody is on Today, and which times make sense."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.support import rules

NEW_YORK = "America/New_York"
ZONES = st.sampled_from([NEW_YORK, "Europe/Madrid", "Pacific/Auckland", "Asia/Kolkata", "UTC"])
NAIVE = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1))  # noqa: DTZ001
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)  # 14:00 in New York


@pytest.mark.parametrize(
    ("parted_at", "expected"),
    [
        (None, False),
        (NOW, False),
        (NOW - timedelta(days=7), False),
        (NOW - timedelta(days=7, seconds=1), True),
        (NOW - timedelta(days=400), True),
    ],
)
def test_it_takes_a_contact_until_a_week_after_parting(
    parted_at: datetime | None, expected: bool
) -> None:
    assert rules.is_too_late(parted_at, now=NOW) is expected


def ago(**kwargs: int) -> datetime:
    return NOW - timedelta(**kwargs)


def kinds(walk: rules.Walk) -> list[str]:
    return [reason.kind for reason in rules.reasons(walk, now=NOW, zone=NEW_YORK)]


@pytest.mark.parametrize(
    ("walk", "expected"),
    [
        (rules.Walk(ago(days=9), ago(days=1), None, True), []),
        (rules.Walk(ago(days=9), None, None, True), ["new"]),
        (rules.Walk(ago(days=90), None, None, False), []),
        (rules.Walk(ago(days=6), None, None, False), ["new"]),
        (rules.Walk(ago(days=90), ago(days=8), 7, True), ["quiet"]),
        (rules.Walk(ago(days=90), ago(days=7), 7, True), ["quiet"]),
        (rules.Walk(ago(days=90), ago(days=6), 7, True), []),
        (rules.Walk(ago(days=90), ago(days=80), None, True), []),
        (rules.Walk(ago(days=90), ago(days=80), 7, False), []),
        (
            rules.Walk(ago(days=9), None, 7, True, (rules.Promise("call", NOW),)),
            ["call", "new"],
        ),
        (
            rules.Walk(ago(days=9), ago(days=1), 7, True, (rules.Promise("meeting", ago(days=1)),)),
            ["late"],
        ),
        (
            rules.Walk(
                ago(days=9),
                ago(days=1),
                7,
                True,
                (rules.Promise("meeting", NOW + timedelta(hours=12)),),
            ),
            [],
        ),
    ],
)
def test_it_says_why(walk: rules.Walk, expected: list[str]) -> None:
    assert kinds(walk) == expected


WALKS = st.builds(
    rules.Walk,
    since=MOMENTS,
    last_contact_at=st.none() | MOMENTS,
    quiet_after_days=st.sampled_from(rules.QUIET_DAYS),
    recorded=st.booleans(),
    promises=st.lists(
        st.builds(rules.Promise, what=st.sampled_from(["meeting", "call"]), at=MOMENTS), max_size=3
    ).map(tuple),
)


@given(walk=WALKS, now=MOMENTS, zone=ZONES)
def test_it_misses_nobody_who_did_not_wish_it(walk: rules.Walk, now: datetime, zone: str) -> None:
    found = rules.reasons(walk, now=now, zone=zone)
    quiet = [reason for reason in found if reason.kind == "quiet"]
    if not walk.recorded or walk.quiet_after_days is None:
        assert not quiet
    for reason in quiet:
        assert reason.days >= (walk.quiet_after_days or 0)


@given(walk=WALKS, now=MOMENTS, zone=ZONES)
def test_it_puts_promises_first_and_the_earliest_before(
    walk: rules.Walk, now: datetime, zone: str
) -> None:
    found = rules.reasons(walk, now=now, zone=zone)
    assert [r.need for r in found] == sorted(r.need for r in found)
    promised = [r.at for r in found if r.what]
    assert [bool(r.what) for r in found] == [True] * len(promised) + [False] * (
        len(found) - len(promised)
    )
    assert promised == sorted(at for at in promised if at)


@given(at=MOMENTS, zone=ZONES)
def test_it_knows_the_day_a_moment_is_in(at: datetime, zone: str) -> None:
    start, end = rules.day(at, zone)
    assert start <= at < end
    assert timedelta(hours=22) < end - start < timedelta(hours=26)
    assert rules.day_of(start, zone) == rules.day_of(at, zone)


def test_it_counts_23_and_25_hours_when_the_clocks_change() -> None:
    spring = datetime(2026, 3, 8, 17, tzinfo=UTC)
    autumn = datetime(2026, 11, 1, 17, tzinfo=UTC)
    for at, hours in ((spring, 23), (autumn, 25)):
        start, end = rules.day(at, NEW_YORK)
        assert end - start == timedelta(hours=hours)


def test_it_counts_days_by_midnights_of_the_place() -> None:
    before = datetime(2026, 3, 10, 23, 55, tzinfo=ZoneInfo(NEW_YORK))
    after = before + timedelta(minutes=10)
    assert rules.days_between(before, after, NEW_YORK) == 1
    assert rules.days_between(before, after, "UTC") == 0
    assert rules.day_of(before, "Europe/Madrid") == date(2026, 3, 11)


@given(naive=NAIVE, zone=ZONES)
def test_it_reads_a_typed_time_at_the_place(naive: datetime, zone: str) -> None:
    naive = naive.replace(second=0, microsecond=0)
    try:
        at = rules.moment(naive, zone)
    except rules.NoSuchTime:
        return
    assert at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == naive


def test_it_refuses_the_hour_that_was_skipped_and_takes_the_first_of_two() -> None:
    with pytest.raises(rules.NoSuchTime):
        rules.moment(datetime(2026, 3, 8, 2, 30), NEW_YORK)  # noqa: DTZ001
    at = rules.moment(datetime(2026, 11, 1, 1, 30), NEW_YORK)  # noqa: DTZ001
    assert at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@given(at=MOMENTS, since=MOMENTS)
def test_it_moves_a_time_by_less_than_a_minute(at: datetime, since: datetime) -> None:
    moved = rules.not_before(at, since)
    assert moved in {at, since}
    assert abs(moved - at) < timedelta(minutes=1)
    assume(at >= since)
    assert moved == at


def test_it_allows_for_clocks_that_differ() -> None:
    assert not rules.is_future(NOW + timedelta(minutes=4), now=NOW)
    assert rules.is_future(NOW + timedelta(minutes=6), now=NOW)
