"""Python's collector of garbage, in processes that live long.

Very many objects are made while a server loads: models, patterns of addresses, words in three
languages. They never go away, and to look through them again and again is work for nothing. What
little turns in circles afterwards may wait longer.
"""

import gc
from collections.abc import Iterable, Iterator
from typing import TypeVar

Part = TypeVar("Part")

PARTS = 500  # of a long answer, then what it left behind is looked for
YOUNG, MIDDLE, OLD = 50_000, 20, 50  # Python's own: 700, 10, 10


def settle() -> None:
    """What is here stays: the collector does not come back to it, and comes less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def swept(parts: Iterable[Part]) -> Iterator[Part]:
    """What is written while it is read. Its rows turn in circles with what was fetched for them,
    and would stand in memory, all of them, until the collector came. Only in a server that is
    settled: there it looks through little else."""
    for number, part in enumerate(parts, 1):
        yield part
        if number % PARTS == 0 and gc.get_freeze_count():
            gc.collect()
