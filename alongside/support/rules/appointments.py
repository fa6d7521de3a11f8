"""Which times may be asked for. Plain values only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

MOST_TIMES = 4
AHEAD = timedelta(days=366)


def chosen(times: Sequence[datetime], *, now: datetime) -> list[datetime]:
    """The times of an invitation, each once and earliest first; none where one of them is over,
    too far ahead, or there are too many."""
    found = sorted(set(times))
    fits = 0 < len(found) <= MOST_TIMES and all(now < at <= now + AHEAD for at in found)
    return found if fits else []


def still(times: Sequence[datetime], *, now: datetime) -> list[datetime]:
    """Of these, what can be agreed to still."""
    return [at for at in times if at > now]
