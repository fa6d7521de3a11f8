"""Days, weeks and hours as a place has them; and when somebody is looked in on."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOCKS_DIFFER = timedelta(minutes=2)
LONG_AGO = timedelta(days=400)
LONGEST_DAY = timedelta(hours=24)
STILL_HERE = timedelta(hours=18)  # after which somebody whom nobody saw leave is taken to be gone
LIKE_EACH_OTHER = timedelta(minutes=15)  # two that began so near may be one
RUNNING = timedelta(hours=12)  # an overdose that nobody finished stands on the page so long
LONGEST_CALLED = 60

# From the first hour to the one after the last, by the clock on the wall.
BANDS = ((7, 12), (12, 17), (17, 22), (22, 3), (3, 7))
BAND_SLUGS = tuple(f"{start:02d}-{end:02d}" for start, end in BANDS)


def may_have_happened(at: datetime, *, now: datetime) -> bool:
    return now - LONG_AGO <= at <= now + CLOCKS_DIFFER


def band_of(at: datetime, zone: str) -> str:
    """The part of the day in which a moment lies, as '07-12'."""
    hour = at.astimezone(ZoneInfo(zone)).hour
    for slug, (start, end) in zip(BAND_SLUGS, BANDS, strict=True):
        if (start <= hour < end) if start < end else (hour >= start or hour < end):
            return slug
    raise AssertionError(hour)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(monday: date, zone: str) -> tuple[datetime, datetime]:
    """A week's first moment, and the first of the next, by the calendar of the place."""
    return midnight(monday, zone), midnight(monday + timedelta(days=7), zone)


def midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))


def for_so_long(since: datetime, now: datetime) -> int:
    """Whole minutes."""
    return max(0, int((now - since) / timedelta(minutes=1)))


def look_due_at(
    came_at: datetime, *, seen: Iterable[datetime], used: Iterable[datetime], minutes: int
) -> datetime:
    """When somebody is looked in on next: so long after they came, used or were last seen."""
    return max([came_at, *seen, *used]) + timedelta(minutes=minutes)


def may_be_open(opened_at: datetime, closes_at: datetime) -> bool:
    return timedelta() < closes_at - opened_at <= LONGEST_DAY


def ended_at(
    opened_at: datetime, closes_at: datetime, closed_at: datetime | None, *, now: datetime
) -> datetime:
    """A day that nobody closed ended when it was meant to; one that is open lasts until now."""
    return closed_at or max(opened_at, min(closes_at, now))


def plain_called(said: str) -> str:
    """A word for while they are here: one line, no signs that turn writing round."""
    plain = "".join(sign if sign.isprintable() else " " for sign in said)
    return " ".join(plain.split())[:LONGEST_CALLED]


def free_seats(seats: int, taken: Iterable[str]) -> list[str]:
    """Seats are numbered from 1; one that is taken is named as it is on the board."""
    gone = set(taken)
    return [str(number) for number in range(1, seats + 1) if str(number) not in gone]


def midnight_of(at: datetime, zone: str) -> datetime:
    """The first moment of the day in which a moment lies, as the place has it."""
    return midnight(at.astimezone(ZoneInfo(zone)).date(), zone)
