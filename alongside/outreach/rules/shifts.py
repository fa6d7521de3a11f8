"""When somebody who is out there is asked, when they are called, and by whom."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

EVERY = (0, 15, 30, 45, 60, 90, 120)
PATIENCE = timedelta(minutes=5)  # after an answer was due: the phone may be in a pocket
BUDDY = timedelta(minutes=10)  # then everybody who keeps work in the field is called
LONGEST = timedelta(hours=16)
OVER = timedelta(days=1)  # after which nobody sets out any more
AHEAD = timedelta(days=60)
MOST_STOPS, MOST_WALKERS = 40, 20


class Standing(StrEnum):
    """How it stands with somebody out there."""

    WELL = "well"
    ASKED = "asked"  # an answer is due
    LATE = "late"  # and did not come: whoever looks after them is called


def next_due(
    safes: Iterable[tuple[datetime, int]], *, begun_at: datetime, every: int
) -> datetime | None:
    """When the next answer is due: so many minutes after the last time that they said they are
    well, however late and in whatever order it came in. None where nobody asks."""
    said = max(((at, minutes) for at, minutes in safes if at >= begun_at), default=None)
    at, minutes = said or (begun_at, every)
    return at + timedelta(minutes=minutes) if minutes else None


def standing(due_at: datetime | None, *, now: datetime) -> Standing:
    if due_at is None or now < due_at:
        return Standing.WELL
    return Standing.LATE if now >= due_at + PATIENCE else Standing.ASKED


def widens(called_at: datetime, taken_at: datetime | None, *, now: datetime) -> bool:
    """Whether a call goes to everybody: its buddy did not take it."""
    return taken_at is None and now >= called_at + BUDDY


def may_be_planned(from_at: datetime, until_at: datetime, *, now: datetime) -> bool:
    long = timedelta() < until_at - from_at <= LONGEST
    return long and now - timedelta(days=1) <= from_at <= now + AHEAD
