"""Python's collector of garbage, in processes that live long.

Very many objects are made while a server loads: models, patterns of addresses, words in three
languages. They never go away, and to look through them again and again is work for nothing. What
little turns in circles afterwards may wait longer.
"""

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 50  # Python's own: 700, 10, 10


def settle() -> None:
    """What is here stays: the collector does not come back to it, and comes less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
