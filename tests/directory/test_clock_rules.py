"""The clock of reports, what is believed, and what is spam: pure rules."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.core import ids
from alongside.directory.rules import changes, facts, free_days
from alongside.directory.rules import truth as rules

DAYS = some.dates(date(2020, 1, 1), date(2040, 1, 1))
HOLIDAYS = some.sets(DAYS, max_size=5)


@given(DAYS, some.integers(0, 20), HOLIDAYS)
def test_it_counts_working_days_one_by_one(day: date, days: int, holidays: set[date]) -> None:
    end = rules.working_days_after(day, days, holidays)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(rules.is_working(each, holidays) for each in between) == days
    assert days == 0 or rules.is_working(end, holidays)


@pytest.mark.parametrize(
    ("reported", "chased_on"),
    [("2026-11-16", "2026-11-19"), ("2026-11-20", "2026-11-25"), ("2026-11-22", "2026-11-25")],
)
def test_it_chases_after_three_working_days(reported: str, chased_on: str) -> None:
    start, due = date.fromisoformat(reported), date.fromisoformat(chased_on)
    day_before = due - timedelta(days=1)
    assert rules.strikes(start, chased=False, today=day_before) == ""
    assert rules.strikes(start, chased=False, today=due) == "chase"
    assert rules.strikes(start, chased=True, today=due) == ""


@given(DAYS, some.integers(0, 400), some.booleans())
def test_it_retires_from_the_ninetieth_day_on(start: date, after: int, chased: bool) -> None:
    struck = rules.strikes(start, chased=chased, today=start + timedelta(days=after))
    assert (struck == "retire") == (after >= 90)
    assert not (struck == "chase" and chased)


@given(DAYS, some.integers(-5, 60), some.integers(0, 5), some.integers(0, 200))
def test_it_believes_only_fresh_reports_of_few(day: date, ago: int, mine: int, all_: int) -> None:
    believed = rules.is_credible(
        happened_on=day - timedelta(days=ago), today=day, hidden_by_network=mine, hidden_by_all=all_
    )
    assert believed == (0 <= ago <= 30 and mine < 3 and all_ < 100)


@given(DAYS, some.integers(0, 30), some.integers(0, 30), some.integers(1, 3))
def test_it_doubts_one_voice_where_somebody_just_looked(
    day: date, ago: int, looked: int, told: int
) -> None:
    happened, checked = day - timedelta(days=ago), day - timedelta(days=looked)
    believed = rules.is_credible(happened_on=happened, today=day, checked_on=checked, told=told)
    assert believed == (checked <= happened)
    open_ = rules.is_credible(happened_on=day, today=day, found_open_on=checked, told=told)
    assert open_ == (told >= 2 or looked >= 14)


@given(some.ip_addresses())
def test_it_knows_a_network_and_never_an_address(address: object) -> None:
    found = rules.network(str(address))
    assert found.endswith(("/24", "/48"))
    assert str(address) not in found.partition("/")[0] or found.partition("/")[0].endswith(
        (".0", "::")
    )


@given(some.text(max_size=60))
def test_it_reads_any_address_calmly(text: str) -> None:
    assert rules.network(text)


def test_it_knows_when_a_form_was_shown() -> None:
    form = ids.new()
    shown_at = rules.made_at(form)
    assert shown_at is not None
    assert rules.is_too_quick(form, shown_at + timedelta(seconds=2))
    assert not rules.is_too_quick(form, shown_at + timedelta(seconds=4))
    assert not rules.is_too_quick(form, shown_at - timedelta(days=2))


@given(some.uuids())
def test_it_takes_any_identifier(made: object) -> None:
    rules.is_too_quick(made, datetime.now(UTC))  # type: ignore[arg-type]


def test_it_counts_links() -> None:
    assert rules.links_in("see www.a.example and http://b.example <a href=x>") == 3
    assert rules.links_in("Open from 7 to 9, up the stairs.") == 0


@given(some.dictionaries(some.sampled_from(changes.MEETING), some.text(max_size=10)))
def test_it_finds_what_differs_and_nothing_else(values: dict[str, str]) -> None:
    assert changes.differences(values, {k: f" {v}\r\n" for k, v in values.items()}) == {}
    other = {k: f"{v.strip()}x" for k, v in values.items()}
    assert changes.differences(values, other).keys() == values.keys()


def voice(kind: str, says: str, is_so: bool, value: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        kind=kind, value=value, says=says, is_so=is_so, voices=1, said_at=datetime.now(UTC)
    )


VOICES = some.builds(
    voice,
    some.sampled_from((*facts.OF_A_SERVICE, *facts.DIMENSIONS)),
    some.sampled_from(facts.RANK),
    some.booleans(),
)


@given(some.lists(VOICES, max_size=12))
def test_it_leaves_no_voice_out_and_averages_none(voices: list[SimpleNamespace]) -> None:
    groups = facts.side_by_side(voices)
    lines = [line for group in groups.values() for each in group for line in each.lines]
    assert sum(len(line.voices) for line in lines) == len(voices)
    for line in lines:
        said = {each.is_so for each in line.voices}
        assert line.is_so == (said == {True})
        assert line.is_disputed == (len(said) == 2)


@pytest.mark.parametrize(
    ("country", "days"),
    [
        ("US", "2026-01-01 2026-01-19 2026-05-25 2026-06-19 2026-07-03 2026-11-26 2026-12-25"),
        ("CA", "2026-04-03 2026-05-18 2026-07-01 2026-10-12 2026-12-25 2026-12-28"),
        ("GB", "2026-04-03 2026-05-04 2026-08-31 2026-12-25 2026-12-28 2027-12-27 2027-12-28"),
        ("FR", "2026-04-06 2026-05-14 2026-05-25 2026-07-14"),
        ("ES", "2026-01-06 2026-04-03 2026-10-12"),
        ("MX", "2026-02-02 2026-03-16 2026-11-16"),
    ],
)
def test_it_knows_public_holidays(country: str, days: str) -> None:
    found = free_days.between(country, date(2026, 1, 1), date(2027, 12, 31))
    assert {date.fromisoformat(day) for day in days.split()} <= found
    assert free_days.between("XX", date(2026, 1, 1), date(2026, 1, 2)) == frozenset()


@given(some.sampled_from(sorted(free_days.DAYS)), some.integers(1900, 2199))
def test_it_knows_them_in_every_year(country: str, year: int) -> None:
    found = free_days.between(country, date(year, 1, 1), date(year, 12, 31))
    of_it = [day for day in found if day.year == year]
    assert 6 <= len(of_it) <= 13
    assert free_days.easter(year).weekday() == 6


def test_it_waits_over_a_holiday() -> None:
    start, holidays = date(2026, 11, 24), {date(2026, 11, 26)}  # a Tuesday, Thanksgiving
    for today, due in ((date(2026, 11, 27), ""), (date(2026, 11, 30), "chase")):
        assert rules.strikes(start, chased=False, today=today, holidays=holidays) == due
