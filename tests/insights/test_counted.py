"""Counts from lines of one person and month each."""

from hypothesis import given
from hypothesis import strategies as st

from alongside.insights import rules

ROWS, COLUMNS = ("all", "kind"), ("whole", "one", "two")
THINGS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(COLUMNS[1:]), st.booleans()), max_size=30
)


@given(THINGS)
def test_it_counts_as_one_would_by_hand(things: list[tuple[int, str, bool]]) -> None:
    lines: dict[tuple[int, str], list[int]] = {}
    for person, column, of_it in things:
        sums = lines.setdefault((person, column), [0, 0])
        sums[0] += 1
        sums[1] += of_it
    found = rules.counted(
        [(*key, *sums) for key, sums in lines.items()], rows=ROWS, columns=COLUMNS
    )
    for column in COLUMNS:
        here = [one for one in things if column in {"whole", one[1]}]
        kind = [one for one in here if one[2]]
        rest = {one[0] for one in here if not one[2]}
        assert found["all", column] == rules.Count(len(here), len({one[0] for one in here}), 0)
        people = len({one[0] for one in kind})
        assert found["kind", column] == rules.Count(len(kind), people, len(rest))


@given(THINGS)
def test_it_sorts_as_one_would_by_hand(things: list[tuple[int, str, bool]]) -> None:
    """Each thing is of one row: those of a kind, and the others."""
    lines = [(person, column, "kind" if of_it else "else", 1) for person, column, of_it in things]
    found = rules.sorted_into(lines, rows=("kind", "else"), columns=COLUMNS)
    for column in COLUMNS:
        here = [line for line in lines if column in {"whole", line[1]}]
        for row in ("kind", "else"):
            of_it = [line for line in here if line[2] == row]
            people, rest = {line[0] for line in of_it}, {line[0] for line in here if line[2] != row}
            assert found[row, column] == rules.Count(len(of_it), len(people), len(rest))
