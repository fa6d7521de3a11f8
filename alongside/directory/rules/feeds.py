"""Feeds on a schedule: when to read again, and when something can't be right."""

from datetime import datetime, timedelta

FEWEST = 10  # of fewer listings than that, any may go
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=2)
TELL_AFTER = 3  # failures in a row
LOST_AFTER = timedelta(minutes=2)  # without a sign of life from whoever reads or applies a list
MOST_TRIES = 3  # to read or apply a list whose process is ended each time


def is_big_drop(there: int, gone: int, most: int) -> bool:
    """Whether more than `most` per cent of the listings that are there would be gone."""
    return there >= FEWEST and gone * 100 > there * most


def next_read(now: datetime, *, every_hours: int, failures: int = 0) -> datetime:
    """After a read, in so many hours. After failures soon, then later and later; never more
    often than it was asked for, but at least every other day."""
    usual = timedelta(hours=every_hours)
    if not failures:
        return now + usual
    wait: timedelta = FIRST_WAIT * 2 ** min(failures - 1, 12)
    return now + min(max(wait, FIRST_WAIT), max(usual, FIRST_WAIT), LONGEST_WAIT)


def should_tell(failures: int) -> bool:
    """A feed that can't be read is told of once, not every time."""
    return failures == TELL_AFTER
