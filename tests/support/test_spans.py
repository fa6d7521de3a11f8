"""Rough dates and the stretches between them: properties, no database."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from alongside.support.rules import drawing, ideas, rough, spans
from alongside.support.rules.spans import Span, Sure

TODAY = date(2026, 6, 10)
YEARS = some.integers(1990, 2030)
PARTS = some.sampled_from(["", *rough.SEASONS, *rough.MONTHS])


@some.composite
def dates(draw: some.DrawFn) -> rough.Rough:
    part = draw(PARTS)
    day = draw(some.one_of(some.none(), some.integers(1, 28))) if part in rough.MONTHS else None
    found = rough.read(rough.made(draw(YEARS), part, day, south=draw(some.booleans())))
    assert found is not None
    return found


@some.composite
def stretches(draw: some.DrawFn) -> Span:
    """Those that can be: what ends before it begins, is refused."""
    start, end = draw(some.one_of(some.none(), dates())), draw(some.one_of(some.none(), dates()))
    span = Span(start, end, goes_on=end is None and draw(some.booleans()))
    return span if spans.is_possible(span, today=TODAY) else Span(end, start)


@given(YEARS, PARTS, some.booleans())
def test_it_reads_what_it_made(year: int, part: str, south: bool) -> None:
    text = rough.made(year, part, None, south=south)
    found = rough.read(text)
    assert found is not None
    assert rough.parts(text) == (year, part, None)
    assert found.first <= found.last
    assert found.first.year == year
    assert len(text) <= 10
    if part in rough.SEASONS:
        months = (found.last - found.first).days + 1
        assert 89 <= months <= 92
        assert rough.crosses_years(text) == (found.first.month == 12)


def test_it_knows_both_sides_of_the_equator() -> None:
    north, south = (rough.read(rough.made(2021, "spring", None, south=s)) for s in (False, True))
    assert north
    assert south
    assert (north.first, south.first) == (date(2021, 3, 1), date(2021, 9, 1))
    assert rough.due_on("2021-28") == date(2022, 2, 28)
    assert rough.due_on(rough.SOMEDAY) is None
    assert rough.parts(rough.SOMEDAY) == (None, rough.SOMEDAY, None)


@pytest.mark.parametrize(
    "text", ["21", "2021-13", "2021-02-30", "2021-33", "2021-25-01", "1066", "x", "2021-05-17\n"]
)
def test_it_takes_no_nonsense_for_a_date(text: str) -> None:
    with pytest.raises(ValueError):
        rough.read(text)


@pytest.mark.parametrize(
    ("year", "part", "day"),
    [(None, "5", None), (None, "", 3), (2021, "", 3), (2021, "spring", 3), (2021, "2", 30)],
)
def test_it_makes_no_half_date(year: int | None, part: str, day: int | None) -> None:
    with pytest.raises(ValueError):
        rough.made(year, part, day)


@given(stretches(), stretches())
@settings(max_examples=300)
def test_it_says_the_same_from_both_sides(one: Span, other: Span) -> None:
    assert spans.overlap(one, other, today=TODAY) == spans.overlap(other, one, today=TODAY)


@given(stretches())
def test_it_never_says_no_of_itself(one: Span) -> None:
    begin, end = one.begins(TODAY), one.ends(TODAY)
    assert begin[0] <= begin[1]
    assert end[0] <= end[1]
    assert spans.overlap(one, one, today=TODAY) is not Sure.NO
    assert spans.holds(one, begin[0], today=TODAY) is not Sure.NO


def readings(span: Span) -> list[tuple[date, date]]:
    """Every pair of days it can mean."""
    assert span.start
    assert span.end
    days = [
        [each.first + timedelta(n) for n in range((each.last - each.first).days + 1)]
        for each in (span.start, span.end)
    ]
    return [(a, b) for a, b in product(*days) if a <= b]


def said(found: set[bool]) -> Sure:
    return {frozenset({True}): Sure.YES, frozenset({False}): Sure.NO}.get(
        frozenset(found), Sure.PERHAPS
    )


@some.composite
def short(draw: some.DrawFn) -> Span:
    """Ends that are known to a few days, so that every reading can be tried."""

    def few(first: date) -> rough.Rough:
        return rough.Rough("", first, first + timedelta(draw(some.integers(0, 3))))

    first = date(2021, 1, 1) + timedelta(draw(some.integers(0, 8)))
    start = few(first)
    end = few(first + timedelta(draw(some.integers(0, 6))))
    return Span(start, end)


@given(short(), short())
@settings(max_examples=300)
def test_it_is_right_about_every_reading(one: Span, other: Span) -> None:
    both = product(readings(one), readings(other))
    found = {a <= d and c <= b for (a, b), (c, d) in both}
    expected = said(found)
    assert spans.overlap(one, other, today=TODAY) is expected


@given(short(), some.integers(0, 20))
def test_it_knows_which_days_are_part_of_it(one: Span, number: int) -> None:
    day = date(2021, 1, 1) + timedelta(number)
    found = {a <= day <= b for a, b in readings(one)}
    expected = said(found)
    assert spans.holds(one, day, today=TODAY) is expected


def test_it_knows_what_goes_on_and_what_nobody_knows() -> None:
    spring = rough.read("2021-25")
    goes_on, ended, unknown = Span(spring, None, True), Span(spring, None), Span()
    assert spans.holds(goes_on, TODAY, today=TODAY) is Sure.YES
    assert spans.holds(goes_on, date(2021, 3, 1), today=TODAY) is Sure.PERHAPS
    assert spans.holds(goes_on, date(2021, 2, 1), today=TODAY) is Sure.NO
    assert spans.holds(ended, TODAY, today=TODAY) is Sure.PERHAPS
    assert spans.overlap(goes_on, unknown, today=TODAY) is Sure.PERHAPS
    later = rough.read("2027")
    assert not spans.is_possible(Span(later, None, True), today=TODAY)
    assert not spans.is_possible(Span(later, spring), today=TODAY)
    assert not spans.is_possible(Span(spring, later, True), today=TODAY)
    assert spans.is_possible(Span(spring, spring), today=TODAY)


@given(some.lists(some.tuples(some.sampled_from(ideas.LINES), stretches()), max_size=8))
def test_it_draws_everything_inside_the_picture(told: list[tuple[str, Span]]) -> None:
    entries = [drawing.Entry(line, "A name", span) for line, span in told]
    made = drawing.draw(entries, lines=ideas.LINES, today=TODAY)
    assert len(made.bars) == len(entries)
    rows = [bar.y for bar in made.bars]
    assert len(set(rows)) == len(rows)  # none covers another
    for bar in made.bars:
        assert drawing.LEFT <= bar.x <= bar.end <= drawing.RIGHT
        assert bar.wide >= drawing.LEAST - 0.1
        assert bar.sure_wide >= 0
        assert bar.y + drawing.ROW <= made.high
    assert made.first <= made.last
    assert 1 <= len(made.ticks) <= drawing.TICKS + 1
    assert all(drawing.LEFT <= tick.x <= drawing.RIGHT for tick in made.ticks)


def test_it_has_every_word_in_three_languages() -> None:
    for kinds in (*ideas.KINDS.values(), ideas.PHASES):
        for kind in kinds.values():
            assert len({*kind.words.values()} - {""}) >= 1
            assert set(kind.words) == set(ideas.LANGUAGES)
            assert len(kind.slug) <= 30
    for idea in ideas.IDEAS.values():
        assert set(idea.words) == set(idea.steps) == set(ideas.LANGUAGES)
        assert len({len(steps) for steps in idea.steps.values()}) == 1
        assert idea.dimension in {"health", "home", "purpose", "community"}
    assert ideas.called("treatment", "detox", "fr-ca") == "Sevrage"
    assert ideas.called("treatment", "lost", "en") == "lost"
