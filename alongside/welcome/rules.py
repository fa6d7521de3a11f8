"""Days, hours and times at the desk. Plain values only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# What brings somebody, in the vocabulary of `accounts.words.EXPERIENCES`: wide, never asked for.
BRINGS = (
    "alcohol",
    "opioids",
    "prescribed",
    "other-drugs",
    "gambling",
    "mental-health",
    "someone-else",
    "loss",
    "housing",
)

LONGEST_CALLED = 60
A_NIGHT = time(4)  # a place that is open late still has the evening's day
LONGEST_ROOM = timedelta(hours=8)
LONGEST_SHIFT = timedelta(hours=16)
CODE_OPENS = timedelta(minutes=15)
PLANNED_AHEAD = timedelta(days=60)


def day_of(at: datetime, zone: str) -> date:
    """The day of a place, by its own calendar."""
    return at.astimezone(ZoneInfo(zone)).date()


def is_over(day: date, *, now: datetime, zone: str) -> bool:
    """Whether a day that nobody closed can be closed for them: in its night, at four."""
    here = now.astimezone(ZoneInfo(zone))
    return here.date() - day > timedelta(days=1) or (here.date() > day and here.time() >= A_NIGHT)


@dataclass(frozen=True, slots=True)
class Counted:
    """One hour on the wall of one day: how many came, how many of them wanted to talk."""

    day: date
    hour: int
    visits: int
    talks: int


def counted(arrivals: Iterable[tuple[date, datetime, bool]], zone: str) -> list[Counted]:
    """Arrivals as counts by the hour. An hour that the clocks repeat is one hour."""
    place = ZoneInfo(zone)
    visits: Counter[tuple[date, int]] = Counter()
    talks: Counter[tuple[date, int]] = Counter()
    for day, at, talked in arrivals:
        here = at.astimezone(place)
        # After midnight, of a day that is still open: its last hour.
        key = (day, here.hour if here.date() == day else 23)
        visits[key] += 1
        talks[key] += talked
    return [Counted(day, hour, visits[day, hour], talks[day, hour]) for day, hour in sorted(visits)]


def moments_of(day: date, zone: str) -> tuple[datetime, datetime]:
    """A day's first moment, and the first of the next: 23, 24 or 25 hours."""
    place = ZoneInfo(zone)
    start = datetime.combine(day, time.min, place)
    return start, datetime.combine(day + timedelta(days=1), time.min, place)


def for_so_long(since: datetime, now: datetime) -> int:
    """Whole minutes, whatever the clocks did meanwhile."""
    return max(0, int((now - since) / timedelta(minutes=1)))


def fits_in(capacity: int, *, taken: Iterable[int], people: int) -> bool:
    return people >= 1 and sum(taken) + people <= capacity


def may_be_a_shift(from_at: datetime, until_at: datetime, *, now: datetime) -> bool:
    """Some hours, not long past and not in another season."""
    long = timedelta() < until_at - from_at <= LONGEST_SHIFT
    return long and now - timedelta(days=1) <= from_at <= now + PLANNED_AHEAD


def ends_after(minutes: int, *, now: datetime) -> datetime | None:
    """Until when a room is taken; None for no time at all, or too long."""
    long = timedelta(minutes=minutes)
    return now + long if timedelta() < long <= LONGEST_ROOM else None


def plain_called(said: str) -> str:
    """A word for the day: one line, no signs that turn writing round."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())[
        :LONGEST_CALLED
    ]


def spoken_code(number: int) -> str:
    """Eight digits, as they are read out."""
    digits = f"{number:08d}"
    return f"{digits[:4]} {digits[4:]}"


def heard_code(said: str) -> str:
    """The digits of what was typed, whatever stands between them."""
    return "".join(sign for sign in said if sign.isascii() and sign.isdigit())[:20]
