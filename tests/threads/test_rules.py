"""When a human reads, when a reminder is due, what STOP is, and what may never go."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import numbers
from alongside.participants.rules import is_quiet, reaching
from alongside.threads import rules

ZONES = st.sampled_from(["America/New_York", "Europe/London", "Pacific/Auckland", "UTC"])
MOMENTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  made aware below
    datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("words", "stops", "starts"),
    [
        ("STOP", True, False),
        (" stop. ", True, False),
        ("Arrêt", True, False),
        ("ARRET!", True, False),
        ("¡Alto!", True, False),
        ("stop all", True, False),
        ("please stop calling my sister", False, False),
        ("The bus does not stop here", False, False),
        ("START", False, True),
        ("Début", False, True),
        ("empezar", False, True),
        ("", False, False),
    ],
)
def test_it_knows_stop_and_start(words: str, stops: bool, starts: bool) -> None:
    assert (rules.is_stop(words), rules.is_start(words)) == (stops, starts)


@pytest.mark.parametrize(
    ("said", "country", "number"),
    [
        ("202 555 0142", "US", "+12025550142"),
        ("1-202-555-0142", "CA", "+12025550142"),
        ("07700 900123", "GB", "+447700900123"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("+34 612 345 678", "US", "+34612345678"),
        ("0044 7700 900123", "US", "+447700900123"),
        ("call me", "US", ""),
        ("911", "US", ""),
        ("٢٠٢٥٥٥٠١٤٢", "US", ""),
        ("202 555 0142; +1900", "US", ""),
    ],
)
def test_it_writes_numbers_as_gateways_want_them(said: str, country: str, number: str) -> None:
    assert numbers.number(said, country) == number


@given(st.text(max_size=300))
def test_it_keeps_nothing_that_turns_words_round(words: str) -> None:
    found = rules.cleaned(f"a\u202e{words}\u200b\u0000b")
    assert not set(found) & set("\u202e\u200b\u0000\u2066\ufeff")
    assert len(found) <= rules.LONGEST


@given(MOMENTS, ZONES, st.sampled_from(rules.MOMENTS))
def test_it_reminds_before_by_the_clock_on_the_wall(at: datetime, zone: str, moment: str) -> None:
    due = rules.due(moment, at, zone)
    if moment == rules.HOURS:
        assert at - due == timedelta(hours=2)
        return
    local, on = due.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(zone)).date()
    wanted = (
        (on - timedelta(days=1), rules.AT_EVENING)
        if moment == rules.EVENING
        else (on, rules.AT_MORNING)
    )
    assert (local.date(), local.time()) == wanted
    assert at - due <= rules.AHEAD


@given(
    st.lists(
        st.builds(rules.Hours, st.sets(st.integers(0, 6)), TIMES, TIMES), min_size=1, max_size=3
    ),
    MOMENTS,
    ZONES,
)
def test_it_says_when_somebody_reads_next(
    hours: list[rules.Hours], now: datetime, zone: str
) -> None:
    begins = rules.reads_next(hours, now=now, zone=zone)
    if begins is not None:
        assert now < begins <= now + timedelta(days=9)
        local = begins.astimezone(ZoneInfo(zone))
        gap = ZoneInfo(zone).utcoffset(local.replace(tzinfo=None)) != local.utcoffset()
        assert gap or rules.reads_now(hours, now=begins, zone=zone)
    elif not rules.reads_now(hours, now=now, zone=zone):
        assert not any(one.days for one in hours)


CASES = st.builds(
    rules.Case,
    ways=st.builds(
        reaching.Ways,
        agreed=st.booleans(),
        died=st.booleans(),
        away=st.booleans(),
        never_ways=st.sampled_from([(), ("text",), ("email",)]),
        quiet_from=st.none() | TIMES,
        quiet_until=st.none() | TIMES,
    ),
    way=st.sampled_from(["text", "email"]),
    chosen_way=st.sampled_from(["text", "email", "inside"]),
    has_address=st.booleans(),
    is_stopped=st.booleans(),
    has_agreement=st.booleans(),
    is_set_up=st.booleans(),
    is_over=st.booleans(),
    best_before=st.none() | MOMENTS,
)


@given(CASES, MOMENTS, ZONES)
def test_it_lets_nothing_out_against_anybodys_wish(
    case: rules.Case, now: datetime, zone: str
) -> None:
    """Not in quiet hours, after STOP, after a yes was taken back, after a death, in a pause, by a
    way that was refused, without an agreement, or when there is nothing left to tell."""
    found = rules.may_go(case, now=now, zone=zone)
    ways = case.ways
    local = now.astimezone(ZoneInfo(zone)).time()
    never = (
        case.is_stopped
        or not ways.agreed
        or ways.died
        or ways.away
        or case.way in ways.never_ways
        or case.way != case.chosen_way
        or not case.has_address
        or not case.has_agreement
        or not case.is_set_up
        or case.is_over
        or (case.best_before is not None and now >= case.best_before)
    )
    whole_day = ways.quiet_from is not None and ways.quiet_from == ways.quiet_until
    if found.goes:
        assert not never
        assert not is_quiet(ways.quiet_from, ways.quiet_until, at=local)
    elif found.what == reaching.LATER:
        assert not never
        assert found.until is not None
        assert now < found.until <= now + timedelta(days=2)
    else:
        assert found.why in rules.WHYS
        is_late = case.best_before is not None
        assert never or whole_day or is_late


@given(MOMENTS, ZONES, TIMES, TIMES)
def test_it_waits_until_it_is_quiet_no_more(
    now: datetime, zone: str, start: time, end: time
) -> None:
    ways = reaching.Ways(agreed=True, quiet_from=start, quiet_until=end)
    first = reaching.verdict(ways, "text", now=now, zone=zone)
    if first.what == reaching.LATER:
        assert first.until is not None
        again = reaching.verdict(ways, "text", now=first.until, zone=zone)
        gap = first.until.astimezone(ZoneInfo(zone)).time() != end
        assert again.goes or gap
