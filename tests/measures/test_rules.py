"""Lines and next steps, for any answers whatever."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.measures import rules

BOX = rules.Box(left=10, top=12, width=300, height=88)
START = datetime(2026, 3, 1, tzinfo=UTC)
values = st.none() | st.integers(rules.LOWEST, rules.HIGHEST)
answers = st.dictionaries(st.sampled_from(rules.ITEMS), st.integers(0, 4))


@st.composite
def series(draw: st.DrawFn) -> list[tuple[datetime, int | None]]:
    days = sorted(draw(st.lists(st.integers(0, 900), min_size=1, max_size=12)))
    return [(START + timedelta(days=day), draw(values)) for day in days]


@given(series())
def test_it_draws_every_answer_inside_the_box_in_order_of_time(
    said: list[tuple[datetime, int | None]],
) -> None:
    dots = [dot for run in rules.runs(said, box=BOX) for dot in run]
    assert [dot.value for dot in dots] == [value for _at, value in said if value is not None]
    assert all(10 <= dot.x <= 310 and 12 <= dot.y <= 100 for dot in dots)
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)


@given(st.integers(0, 4), st.integers(0, 4))
def test_it_draws_what_is_easier_higher_up(one: int, other: int) -> None:
    said = [(START, one), (START + timedelta(days=1), other)]
    [[first, last]] = rules.runs(said, box=BOX)
    assert (first.y < last.y) == (one > other)


def test_it_breaks_the_line_where_a_question_was_left() -> None:
    said = [(START + timedelta(days=day), value) for day, value in enumerate((1, 2, None, 3))]
    assert [[dot.value for dot in run] for run in rules.runs(said, box=BOX)] == [[1, 2], [3]]


def test_it_draws_nothing_from_nothing() -> None:
    assert rules.runs([], box=BOX) == []
    assert rules.runs([(START, None)], box=BOX) == []


@given(answers)
def test_it_always_offers_somebody_to_talk_with_and_never_a_crowd_of_steps(
    said: dict[str, int],
) -> None:
    steps = rules.next_steps(said)
    assert 1 <= len(steps) <= rules.MOST_STEPS
    assert steps[-1].kind == "peer"
    assert len(set(steps)) == len(steps)


@given(answers)
def test_it_offers_a_goal_or_a_search_only_where_something_was_said_to_be_hard(
    said: dict[str, int],
) -> None:
    about = {step.about for step in rules.next_steps(said) if step.about}
    assert all(said[item] <= 1 for item in about)


def test_it_starts_with_somebody_to_call_where_hope_is_very_hard_to_find() -> None:
    assert rules.next_steps({"hope": 0, "home": 0})[0].kind == "call"


@given(st.dictionaries(st.text(max_size=12), st.integers() | st.booleans() | st.floats()))
def test_it_accepts_only_our_questions_and_spoken_answers(said: dict[str, int]) -> None:
    fine = all(i in rules.ITEMS and type(v) is int and 0 <= v <= 4 for i, v in said.items())
    assert rules.accepts(said) == fine
