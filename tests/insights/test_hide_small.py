"""No small number follows from what is published: not alone, by totals, or across months.

The solver is checked against another method, and the tables against people who
are made up one by one.
"""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insights import rules
from alongside.insights.rules import WHOLE, Cell, Count, Key, Sum, Table

FLOOR = 5
MONTHS = ("2026-10", "2026-11", "2026-12")
KINDS = ("emotional", "informational", "instrumental", "affiliational")


PRIME = 2**61 - 1


def solutions(rows: list[list[int]], width: int) -> list[list[int]]:
    """A basis of all that the unknown numbers could differ by (the null space, modulo a prime)."""
    pivots: list[int] = []
    for column in range(width):
        here = next((row for row in rows[len(pivots) :] if row[column]), None)
        if here is None:
            continue
        rows.remove(here)
        inverse = pow(here[column], -1, PRIME)
        here = [value * inverse % PRIME for value in here]
        rows.insert(len(pivots), here)
        for at, row in enumerate(rows):
            if at != len(pivots) and row[column]:
                times = row[column]
                rows[at] = [(a - times * b) % PRIME for a, b in zip(row, here, strict=True)]
        pivots.append(column)
    basis = []
    for free in sorted(set(range(width)) - set(pivots)):
        vector = [int(column == free) for column in range(width)]
        for at, column in enumerate(pivots):
            vector[column] = -rows[at][free] % PRIME
        basis.append(vector)
    return basis


def follows(table: Table, unknown: set[Key]) -> set[Key]:
    """The same as `rules.derivable`, by another road: what is one value in every solution."""
    order = sorted(unknown, key=str)
    rows = [[(key == each.total) - each.parts.count(key) for key in order] for each in table.sums]
    basis = solutions([row for row in rows if any(row)], len(order))
    return {key for at, key in enumerate(order) if not any(vector[at] for vector in basis)}


def published(table: Table, hidden: set[Key]) -> set[Key]:
    return {key for key, cell in table.cells.items() if cell.shown and key not in hidden}


def betrayals(table: Table, hidden: set[Key]) -> list[object]:
    """Everything wrong with a publication."""
    unknown = set(table.cells) - published(table, hidden)
    known = follows(table, unknown)
    wrong: list[object] = [
        key for key in published(table, hidden) if rules.is_small(table.cells[key], FLOOR)
    ]
    wrong += [key for key in known if rules.is_small(table.cells[key], FLOOR)]
    wrong += [key for key in known if key in hidden]
    unknown -= known
    for each in table.sums:
        rest = [table.cells[part].people for part in each.parts if part in unknown]
        if each.total not in unknown and 0 < len(rest) < len(each.parts):
            people = sum(rest) if each.apart else max(rest)
            if 0 < people < FLOOR:
                wrong.append(each)
    return wrong


# --- people made up one by one -------------------------------------------------------

Contact = tuple[int, str, frozenset[str]]  # person, month, kinds
contacts = st.lists(
    st.tuples(
        st.integers(0, 16),
        st.sampled_from(MONTHS),
        st.frozensets(st.sampled_from(KINDS), min_size=1),
    ),
    max_size=80,
)


def counted(rows: list[Contact]) -> dict[tuple[str, str], Count]:
    counts = {}
    for column in (WHOLE, *MONTHS):
        here = [row for row in rows if column in {WHOLE, row[1]}]
        for kind in ("all", *KINDS):
            of_it = [row for row in here if kind == "all" or kind in row[2]]
            rest = [row for row in here if row not in of_it]
            counts[kind, column] = Count(
                len(of_it), len({row[0] for row in of_it}), len({row[0] for row in rest})
            )
    return counts


@given(contacts)
@settings(max_examples=100, deadline=None)
def test_it_keeps_every_small_number_of_people(rows: list[Contact]) -> None:
    table = rules.people_table(counted(rows), total="all")
    assert not betrayals(table, rules.hide_small(table, FLOOR))


@given(contacts, st.booleans())
@settings(max_examples=100, deadline=None)
def test_it_keeps_every_small_number_of_contacts(rows: list[Contact], rest_shown: bool) -> None:
    table = rules.things_table(counted(rows), total="all", rest_shown=rest_shown)
    assert not betrayals(table, rules.hide_small(table, FLOOR))


@given(contacts)
@settings(max_examples=60, deadline=None)
def test_it_adds_up_as_the_people_do(rows: list[Contact]) -> None:
    """The sums it reasons with are true, else the proof would be about nothing."""
    counts = counted(rows)
    for table in (
        rules.people_table(counts, total="all"),
        rules.things_table(counts, total="all"),
    ):
        for each in table.sums:
            parts = sum(table.cells[part].count for part in each.parts)
            assert table.cells[each.total].count == parts


@given(contacts)
@settings(max_examples=60, deadline=None)
def test_it_never_pins_a_hidden_number_of_people_by_a_number_of_contacts(
    rows: list[Contact],
) -> None:
    counts = counted(rows)
    hidden_people = rules.hide_small(rules.people_table(counts, total="all"), FLOOR)
    table = rules.things_table(counts, total="all")
    hidden = rules.hide_small(table, FLOOR, also=rules.pinned(counts, hidden_people, FLOOR))
    assert not betrayals(table, hidden)
    shown = published(table, hidden)
    for key, count in counts.items():
        assert key not in hidden_people & shown or count.things >= 2 * FLOOR


# --- any table of sums ---------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A tree of sums over a few atoms, each inner number once a total."""
    atoms = draw(st.lists(st.integers(0, 12), min_size=2, max_size=7))
    cells: dict[Key, Cell] = {
        at: Cell(count, count, shown=draw(st.booleans())) for at, count in enumerate(atoms)
    }
    sums = []
    for number in range(draw(st.integers(1, 5))):
        parts = draw(st.lists(st.sampled_from(range(len(atoms))), min_size=1, unique=True))
        key = f"sum {number}"
        total = sum(atoms[part] for part in parts)
        cells[key] = Cell(total, total, rank=1)
        sums.append(Sum(key, tuple(parts)))
    return Table(cells, sums)


@given(tables())
@settings(max_examples=80, deadline=None)
def test_it_solves_sums_as_another_method_does(table: Table) -> None:
    for size in (1, 2, len(table.cells)):
        for unknown in itertools.islice(itertools.combinations(table.cells, size), 12):
            assert rules.derivable(table, set(unknown)) == follows(table, set(unknown))


@given(tables())
@settings(max_examples=80, deadline=None)
def test_it_is_safe_on_any_table(table: Table) -> None:
    assert not betrayals(table, rules.hide_small(table, FLOOR))


def test_it_shows_what_follows_in_the_end_anyway() -> None:
    """Hidden by turns, two months of three would both be hidden for nothing."""
    counts = {(row, column): Count() for row in ("all", "answered") for column in (WHOLE, *MONTHS)}
    counts[("all", WHOLE)] = Count(20, 20)
    counts[("answered", WHOLE)] = Count(13, 13, 7)
    counts[("all", MONTHS[0])], counts[("all", MONTHS[1])] = Count(5, 5), Count(15, 15)
    counts[("answered", MONTHS[0])] = Count(4, 4, 1)
    counts[("answered", MONTHS[1])] = Count(9, 9, 6)
    table = rules.things_table(counts, total="all", rest_shown=True)
    hidden = rules.hide_small(table, FLOOR)
    assert not betrayals(table, hidden)
    assert {("answered", WHOLE), ("answered", MONTHS[2])}.isdisjoint(hidden)


# --- in words ------------------------------------------------------------------------


def two_kinds(first: int, second: int) -> Table:
    cells: dict[Key, Cell] = {
        "all": Cell(first + second, first + second, rank=1),
        "first": Cell(first, first),
        "second": Cell(second, second),
    }
    return Table(cells, [Sum("all", ("first", "second"))])


def test_it_hides_nothing_where_all_are_many() -> None:
    assert rules.hide_small(two_kinds(9, 7), FLOOR) == set()


def test_it_hides_a_second_number_so_that_the_first_does_not_follow() -> None:
    assert rules.hide_small(two_kinds(3, 40), FLOOR) == {"first", "second"}


def test_it_shows_zero_because_nobody_is_behind_it() -> None:
    assert rules.hide_small(two_kinds(0, 40), FLOOR) == set()


def test_it_shows_the_floor_itself() -> None:
    assert rules.hide_small(two_kinds(5, 40), FLOOR) == set()


def test_it_hides_many_contacts_of_few_people() -> None:
    counts = {
        (kind, column): Count(90, 2, 0) if kind in {"all", "emotional"} else Count()
        for kind in ("all", *KINDS)
        for column in (WHOLE, MONTHS[0])
    } | {(kind, month): Count() for kind in ("all", *KINDS) for month in MONTHS[1:]}
    table = rules.things_table(counts, total="all")
    assert {("all", WHOLE), ("emotional", WHOLE), ("all", MONTHS[0])} <= rules.hide_small(
        table, FLOOR
    )


def test_it_hides_a_month_that_would_tell_who_came_only_in_another() -> None:
    counts = {
        ("all", WHOLE): Count(60, 20),
        ("all", MONTHS[0]): Count(30, 18),
        ("all", MONTHS[1]): Count(30, 12),
        ("all", MONTHS[2]): Count(),
    }
    table = rules.people_table(counts, total="all")
    assert rules.hide_small(table, FLOOR) == {("all", MONTHS[0])}
