"""The numbers of returns are what one would count by hand, and no small one follows from them."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insights import rules
from alongside.insights.rules import WHOLE, tally
from alongside.insights.rules.definitions import Line
from alongside.insights.rules.measures import NOT_TOLD, PEOPLE, THINGS, TIMES, Fact, Measure, Split

FLOOR = 5
QUARTER = rules.quarter_of(date(2026, 11, 1))
MONTHS = [month.slug for month in rules.months_in(QUARTER)]
WORDS = {"en": "x", "fr": "x", "es": "x"}
NAME = "site.visits"
MEASURES = {
    NAME: Measure(
        words="Visits",
        counted="Once each time.",
        splits={
            "age": Split("Age", {"young": "young", "old": "old"}, of_person=True),
            "band": Split("Part of the day", {"day": "day", "night": "night"}),
        },
        asks=(THINGS, TIMES, PEOPLE),
    ),
    "site.hours": Measure(words="Hours", counted="", asks=(THINGS,), about_people=False),
}
LINES = [
    Line("all", WORDS, NAME, THINGS, by="band"),
    Line("nights", WORDS, NAME, TIMES, only=(("band", ("night",)),)),
    Line("people", WORDS, NAME, PEOPLE, by="age"),
    Line("old", WORDS, NAME, THINGS, only=(("age", ("old",)),), by="band"),
    Line("hours", WORDS, "site.hours", THINGS),
]

facts = st.lists(
    st.builds(
        lambda month, day, who, things, age, band: Fact(
            NAME,
            date(2026, 10 + month, day),
            things,
            1,
            who,
            {"age": age, "band": band},
        ),
        st.integers(0, 2),
        st.integers(1, 28),
        st.one_of(st.none(), st.integers(0, 9)),
        st.integers(1, 3),
        st.sampled_from(["young", "old", "", "ancient"]),
        st.sampled_from(["day", "night", ""]),
    ),
    max_size=60,
)


def counted(rows: list[Fact]) -> tally.Tally:
    return tally.tally(rows, LINES, MEASURES, quarter=QUARTER, floor=FLOOR)


def said(rows: list[Fact], one: Fact, axis: str) -> str:
    """By hand: what somebody known told of themselves last, else what was told then."""
    known = MEASURES[NAME].splits[axis].values
    if axis == "age" and one.who is not None:
        told = [
            (each.day, each.splits["age"])
            for each in rows
            if each.who == one.who and each.splits["age"] in known
        ]
        if told:
            return max(told)[1]
    value = one.splits[axis]
    return value if value in known else NOT_TOLD


def by_hand(rows: list[Fact], asks: str, where: tally.Where, column: str) -> int:
    here = [
        one
        for one in rows
        if column in {WHOLE, f"{one.day:%Y-%m}"}
        and all(said(rows, one, axis) in values for axis, values in where)
    ]
    if asks == PEOPLE:
        return len({one.who for one in here if one.who is not None})
    return sum(one.things if asks == THINGS else one.times for one in here)


@given(facts)
@settings(max_examples=50, deadline=None)
def test_it_counts_as_one_would_by_hand_and_parts_add_up(rows: list[Fact]) -> None:
    found = counted(rows)
    for (name, asks, where, column), number in found.numbers.items():
        if name == NAME:
            assert number == by_hand(rows, asks, where, column)
    for line in LINES[:1] + LINES[2:4]:
        whole, *parts = tally.wheres(line, MEASURES[NAME])
        for column in (WHOLE, *MONTHS):
            total = found.numbers[NAME, line.asks, whole, column]
            assert total == sum(found.numbers[NAME, line.asks, part, column] for part in parts)


@given(facts)
@settings(max_examples=50, deadline=None)
def test_it_shows_no_small_number_and_none_by_subtraction(rows: list[Fact]) -> None:
    found = counted(rows)

    def shown(line: Line, where: tally.Where, column: str) -> int | None:
        return found.shown((NAME, line.asks, where, column))

    for line in LINES[:4]:
        whole, *parts = tally.wheres(line, MEASURES[NAME])
        for column in (WHOLE, *MONTHS):
            values = [shown(line, where, column) for where in (whole, *parts)]
            if line.asks == PEOPLE:
                assert not any(value in range(1, FLOOR) for value in values)
            if parts and values[0] is not None:
                assert values[1:].count(None) != 1, "the only one hidden could be worked out"
        months = [shown(line, whole, month) for month in MONTHS]
        if line.asks != PEOPLE and shown(line, whole, WHOLE) is not None:
            assert months.count(None) != 1


def test_it_decides_for_two_returns_at_once() -> None:
    """Twenty visits in one return and eighteen at night in another would tell of two by day."""
    rows = [Fact(NAME, date(2026, 11, 1 + at), splits={"band": "night"}) for at in range(18)]
    rows += [Fact(NAME, date(2026, 11, 20), splits={"band": "day"}) for _ in range(2)]
    all_of_it = Line("all", WORDS, NAME, THINGS)
    nights = Line("nights", WORDS, NAME, THINGS, only=(("band", ("night",)),))
    alone = tally.tally(rows, [all_of_it], MEASURES, quarter=QUARTER, floor=FLOOR)
    both = tally.tally(rows, [all_of_it, nights], MEASURES, quarter=QUARTER, floor=FLOOR)
    key = (NAME, THINGS, (), "2026-11")
    assert alone.shown(key) == 20
    shown = [both.shown(key), both.shown((NAME, THINGS, nights.only, "2026-11"))]
    assert None in shown


def test_it_shows_small_numbers_behind_which_nobody_stands() -> None:
    rows = [Fact("site.hours", date(2026, 11, 2), 3)]
    assert counted(rows).shown(("site.hours", THINGS, (), "2026-11")) == 3


def test_it_hides_many_visits_of_few_people() -> None:
    rows = [Fact(NAME, date(2026, 11, 1 + at % 20), who=at % 2) for at in range(60)]
    found = counted(rows)
    assert found.numbers[NAME, THINGS, (), "2026-11"] == 60
    assert found.shown((NAME, THINGS, (), "2026-11")) is None
