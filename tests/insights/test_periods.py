"""Months and quarters, as dates."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from alongside.insights import rules

days = st.dates(date(2001, 1, 1), date(2090, 12, 31))


@given(days)
def test_it_holds_its_own_day(day: date) -> None:
    for period in (rules.month_of(day), rules.quarter_of(day)):
        assert period.start <= day < period.end


@given(days)
def test_it_is_found_by_its_name(day: date) -> None:
    for period in (rules.month_of(day), rules.quarter_of(day)):
        assert rules.period_named(period.slug, today=day) == period


@given(days)
def test_it_joins_the_one_before(day: date) -> None:
    for period in (rules.month_of(day), rules.quarter_of(day)):
        assert rules.before(period).end == period.start


@given(days)
def test_it_cuts_a_quarter_into_three_months(day: date) -> None:
    quarter = rules.quarter_of(day)
    first, second, third = rules.months_in(quarter)
    assert (first.start, third.end) == (quarter.start, quarter.end)
    assert (first.end, second.end) == (second.start, third.start)


@given(st.text(max_size=8))
def test_it_is_none_for_anything_else(text: str) -> None:
    found = rules.period_named(text, today=date(2026, 11, 18))
    assert found is None or found.slug == text
