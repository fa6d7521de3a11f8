"""A long answer leaves nothing of itself in memory while it is written."""

import weakref
from collections.abc import Iterator
from typing import Any

from alongside.core import garbage


class Row:
    """As a row of the database with what was fetched for it: it is never let go by itself."""

    def __init__(self) -> None:
        self.fetched_for: Any = self


def test_it_lets_go_of_what_a_long_answer_has_passed_on() -> None:
    garbage.settle()
    made: list[weakref.ref[Row]] = []

    def rows() -> Iterator[Row]:
        for _ in range(3 * garbage.PARTS + 10):
            row = Row()
            made.append(weakref.ref(row))
            yield row

    passed_on = sum(1 for _ in garbage.swept(rows()))
    assert passed_on == 3 * garbage.PARTS + 10
    assert sum(ref() is not None for ref in made) <= 20
