"""Who needs a peer today and why, and which times make sense.

Plain values only. Moments are aware; `zone` is the name of the place's time zone.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# After how many quiet days somebody may wish to be missed; None is never.
QUIET_DAYS = (None, 3, 7, 14, 30)
# Whoever wants nothing written down can't be seen to have been met: they are new for a week.
NEW_DAYS = 7
CLOCKS_DIFFER = timedelta(minutes=5)  # between a phone and the server
AFTER_PARTING = timedelta(days=7)  # how long a time together may still be logged
EARLY = timedelta(hours=12)  # how long before its time a promise may be kept
DAY_MINUTES = 1440
TIMES = (1, 4, 12)  # how often in a row something may be promised, week by week


class NoSuchTime(ValueError):
    """The clocks were put forward over it."""


@dataclass(frozen=True, slots=True)
class Promise:
    """`what` is meeting or call."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Walk:
    """Walking with one person, as far as Today asks. `recorded`: they agreed to be."""

    since: datetime
    last_contact_at: datetime | None
    quiet_after_days: int | None
    recorded: bool
    promises: tuple[Promise, ...] = ()
    asked_at: datetime | None = None  # for a time, and waits for this peer's answer
    wrote_at: datetime | None = None  # something that nobody has read yet
    quiet_how: str = ""  # what they want done when they are quiet


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` is late, meeting, call, online, wrote, asked, new or quiet. `need` orders: smaller
    first."""

    kind: str
    need: tuple[int, float]
    what: str = ""
    at: datetime | None = None
    days: int = 0


def reasons(walk: Walk, *, now: datetime, zone: str) -> list[Reason]:
    """Why this person needs their peer today, most pressing first; empty where they do not."""
    today = day_of(now, zone)
    found = [_promised(promise, today, zone) for promise in walk.promises]
    kept = [reason for reason in found if reason]
    if walk.wrote_at:
        kept.append(Reason("wrote", (1, walk.wrote_at.timestamp()), at=walk.wrote_at))
    if walk.asked_at:
        kept.append(Reason("asked", (1, walk.asked_at.timestamp()), at=walk.asked_at))
    quiet_days = days_between(walk.last_contact_at or walk.since, now, zone)
    if walk.last_contact_at is None:
        if walk.recorded or quiet_days < NEW_DAYS:
            kept.append(Reason("new", (1, walk.since.timestamp()), at=walk.since))
    elif walk.recorded and walk.quiet_after_days and quiet_days >= walk.quiet_after_days:
        over = quiet_days - walk.quiet_after_days
        need, met = (2, float(-over)), walk.last_contact_at
        kept.append(Reason("quiet", need, what=walk.quiet_how, at=met, days=quiet_days))
    return sorted(kept, key=lambda reason: reason.need)


def _promised(promise: Promise, today: date, zone: str) -> Reason | None:
    on = day_of(promise.at, zone)
    if on > today:
        return None
    kind = "late" if on < today else promise.what
    return Reason(kind, (0, promise.at.timestamp()), what=promise.what, at=promise.at)


def day_of(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def days_between(earlier: datetime, later: datetime, zone: str) -> int:
    """Midnights passed at the place: a contact at 23:55 is a day ago ten minutes later."""
    return (day_of(later, zone) - day_of(earlier, zone)).days


def days_ago(days: int, *, now: datetime, zone: str) -> datetime:
    """The first moment that is fewer than so many midnights ago: what was before it was at
    least `days` days ago, as `days_between` counts them."""
    return _midnight(day_of(now, zone) - timedelta(days=days - 1), zone)


def day(at: datetime, zone: str) -> tuple[datetime, datetime]:
    """The place's day around a moment: its first moment, and the first of the next day. It
    has 23 or 25 hours when the clocks change."""
    on = day_of(at, zone)
    return _midnight(on, zone), _midnight(on + timedelta(days=1), zone)


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(zone)).astimezone(UTC)


def moment(naive: datetime, zone: str) -> datetime:
    """A time as typed, at the place. The first of two where the clocks went back; raises
    NoSuchTime where they went forward over it."""
    at = naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != naive:
        raise NoSuchTime(naive.isoformat())
    return at


def weekly(at: datetime, times: int, zone: str) -> list[datetime]:
    """The same hour on the clock of the place, every week. Where it does not exist that day, an
    hour later."""
    here = at.astimezone(ZoneInfo(zone))
    naive = [here.replace(tzinfo=None) + timedelta(weeks=number) for number in range(times)]
    return [each.replace(tzinfo=ZoneInfo(zone), fold=here.fold).astimezone(UTC) for each in naive]


def is_future(at: datetime, *, now: datetime) -> bool:
    return at > now + CLOCKS_DIFFER


def is_too_late(parted_at: datetime | None, *, now: datetime) -> bool:
    """Whether two people parted so long ago that nothing more is written down of it."""
    return parted_at is not None and now > parted_at + AFTER_PARTING


def not_before(at: datetime, since: datetime) -> datetime:
    """A typed time has no seconds: within the minute in which two people began, it is then."""
    return since if since - timedelta(minutes=1) < at < since else at
