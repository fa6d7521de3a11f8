"""When a group meets, who has a place, what may not stand in a note: on plain values."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.directory.rules import occurrences
from alongside.groups import rules
from alongside.groups.queries import shipped

DAYS = some.dates(date(2020, 1, 1), date(2030, 12, 31))
ZONES = some.sampled_from(["UTC", "America/Moncton", "Australia/Lord_Howe", "Europe/Paris"])


def pattern(slug: str, on: date, zone: str = "UTC") -> occurrences.Pattern:
    days = rules.rhythm(slug, on, None)
    return occurrences.Pattern(days.weekday, 18 * 60, 19 * 60, zone, days.rrule, on, days.until_on)


@given(some.sampled_from(["once", "weekly", "fortnightly", "monthly"]), DAYS, ZONES)
def test_it_meets_first_on_its_first_day_and_then_in_its_rhythm(
    slug: str, on: date, zone: str
) -> None:
    begin = datetime.combine(on, time(), ZoneInfo(zone))
    found = occurrences.occurrences(pattern(slug, on, zone), begin, begin + timedelta(days=100))
    days = [each.starts_at.astimezone(ZoneInfo(zone)).date() for each in found]
    assert days[0] == on
    assert all(each.starts_at.astimezone(ZoneInfo(zone)).hour == 18 for each in found)
    gaps = {(later - earlier).days for earlier, later in itertools.pairwise(days)}
    allowed = {"once": set(), "weekly": {7}, "fortnightly": {14}, "monthly": {28, 35}}
    assert gaps <= allowed[slug]
    assert {day.weekday() for day in days} == {on.weekday()}
    assert rules.on_that_day(pattern(slug, on, zone), on) is not None
    assert rules.on_that_day(pattern(slug, on, zone), on + timedelta(days=1)) is None


ACTS = some.lists(
    some.one_of(
        some.just("ask"),
        some.integers(0, 30).map(lambda at: ("back", at)),
        some.integers(1, 6).map(lambda many: ("room", many)),
    ),
    max_size=40,
)


@given(ACTS)
def test_it_gives_places_in_fair_order_and_takes_none_away(acts: list[object]) -> None:
    line: list[rules.Wish] = []
    capacity, number = 2, 0
    for act in acts:
        had = {wish.id for wish in line if wish.has_place}
        if act == "ask":
            number += 1
            line.append(rules.Wish(UUID(int=number), False))
        elif isinstance(act, tuple) and act[0] == "back" and line:
            gone = line.pop(act[1] % len(line))
            had.discard(gone.id)
        elif isinstance(act, tuple) and act[0] == "room":
            capacity = act[1]
        given_now = rules.to_place(line, capacity)
        waiting = [wish.id for wish in line if not wish.has_place]
        assert given_now == waiting[: len(given_now)]
        line = [rules.Wish(w.id, w.has_place or w.id in given_now) for w in line]
        have = {wish.id for wish in line if wish.has_place}
        assert had <= have
        assert len(have) <= max(capacity, len(had))
        assert len(have) >= min(capacity, len(line))
        still = [wish.id for wish in line if not wish.has_place]
        assert [rules.turn_of(line, id) for id in still] == list(range(1, len(still) + 1))
    assert len(rules.to_place(line, None)) == sum(not wish.has_place for wish in line)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Rosita spoke", True),
        ("What rositá's sister said", True),
        ("ROSITA", True),
        ("Rositas", False),
        ("Mary-Lou came", True),
        ("Mary came", False),
        ("A quiet evening", False),
        ("", False),
    ],
)
def test_it_knows_a_name_in_a_note(text: str, named: bool) -> None:
    assert rules.names_somebody(text, ["Rosita", "Mary Lou", "", "–"]) is named


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[[step]", "step = 3", "step = []", "[[step]]\nslug = 'A B'\nname = 'x'",
        "[[step]]\nslug = 'a'", "[[step]]\nslug = 'a'\nname = 3",
        "[[step]]\nslug='a'\nname='x'\n" * 2, "[[step]]\nslug='a'\nname='x'\n" * 21, "#" * 20_001,
    ],
)  # fmt: skip
def test_it_takes_no_way_that_is_none(text: str) -> None:
    with pytest.raises(rules.Odd):
        rules.read_way(text)


def test_it_ships_a_way_in_three_languages() -> None:
    steps = rules.read_way(shipped())
    assert {step.slug for step in steps} >= {"come", "give", "peer"}
    for step in steps:
        for part in ("name", "what", "needs"):
            assert set(getattr(step, part)) == {"en", "es", "fr"}, (step.slug, part)
    assert steps[0].said("name", "fr") == "Venir"
    assert rules.read_way("[[step]]\nslug='a'\nname='x'")[0].said("name", "fr") == "x"


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_it_misses_by_wish_alone() -> None:
    long_ago = NOW - timedelta(days=90)
    assert not rules.is_missed(None, long_ago, None, now=NOW)
    assert rules.is_missed(None, long_ago, 60, now=NOW)
    assert not rules.is_missed(NOW - timedelta(days=10), long_ago, 14, now=NOW)
    assert rules.may_check_in(NOW, now=NOW + timedelta(hours=11))
    assert not rules.may_check_in(NOW + timedelta(hours=2), now=NOW)
    assert not rules.is_code("", "")
    assert rules.is_code("12 345", "12345")
