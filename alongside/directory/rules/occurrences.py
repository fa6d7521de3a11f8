"""When a meeting takes place: every week, by a rule, on certain dates, and when it does not.

Days come from the rule, the time of day from the wall clock of the meeting, so that seven in
the evening stays seven when summer time begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.directory.rules import recurrence

SPAN = timedelta(days=800)  # the most that is looked through at once
EXTRA, CANCELLED, CLOSED = "extra", "cancelled", "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """A date that differs: one more, one less, or a pause (`until_on` none: until further
    notice). One more may be at another time of day."""

    kind: str
    on: date
    until_on: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """All that says when one meeting takes place. Without a rule it is every week on its
    `weekday`; without that too, only on its extra dates, or by appointment."""

    weekday: int | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    zone: str = ""
    rule: str = ""
    starts_on: date | None = None
    until_on: date | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One time that it takes place, on its own clock; the end where that is known."""

    starts_at: datetime
    ends_at: datetime | None = None


ANY_DAY = date(1970, 1, 4)  # a Sunday: where a rule that began once upon a time begins


def occurrences(pattern: Pattern, since: datetime, until: datetime) -> list[Occurrence]:
    """What starts from `since` up to, not including, `until`, in order. Empty for what names
    no time of day."""
    until = min(until, since + SPAN)
    zone = zone_of(pattern.zone)
    first = since.astimezone(zone).date() - timedelta(days=1)
    final = until.astimezone(zone).date() + timedelta(days=1)
    off = {change.on for change in pattern.changes if change.kind == CANCELLED}
    pauses = [change for change in pattern.changes if change.kind == CLOSED]
    found: set[Occurrence] = set()
    if pattern.start_minute is not None:
        for day in _usual(pattern, first, final):
            if day not in off and not any(covers(pause, day) for pause in pauses):
                found.add(_at(day, pattern.start_minute, pattern.end_minute, zone))
    for change in pattern.changes:
        start, end = change.start_minute, change.end_minute
        if start is None:
            start, end = pattern.start_minute, pattern.end_minute
        if change.kind == EXTRA and first <= change.on <= final and start is not None:
            found.add(_at(change.on, start, end, zone))
    return sorted(
        (each for each in found if since <= each.starts_at < until), key=lambda x: x.starts_at
    )


def _usual(pattern: Pattern, first: date, final: date) -> Iterator[date]:
    if pattern.rule:
        rule = recurrence.kept(pattern.rule)
    elif pattern.weekday is not None:
        rule = recurrence.Rule("WEEKLY", days=((0, pattern.weekday),))
    else:
        return iter(())
    return recurrence.dates(rule, pattern.starts_on or ANY_DAY, first, final, pattern.until_on)


def covers(pause: Change, day: date) -> bool:
    """Is it a day of this pause?"""
    return pause.on <= day and (pause.until_on is None or day <= pause.until_on)


def _at(day: date, start: int, end: int | None, zone: ZoneInfo) -> Occurrence:
    """By the wall clock. A time that the change to summer time leaves out is an hour later,
    one that there is twice is the first of the two (RFC 5545, 3.3.5)."""
    starts = _moment(day, start, zone)
    if end is None:
        return Occurrence(starts)
    after = timedelta(days=1) if end <= start else timedelta()
    ends = _moment(day + after, end, zone)
    return Occurrence(starts, ends if ends > starts else starts + timedelta(hours=1))


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    wall = datetime.combine(day, time(*divmod(minute, 60)), zone)
    return wall.astimezone(UTC).astimezone(zone)


def zone_of(name: str) -> ZoneInfo:
    """The clock of that name; the world's where there is none of it."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def following(pattern: Pattern, now: datetime, *, most: int = 1, late: int = 0) -> list[Occurrence]:
    """The next times it takes place, with one that began up to `late` minutes ago. Looks a
    month ahead first, then further."""
    since = now - timedelta(minutes=late)
    found: list[Occurrence] = []
    for days in (35, 400, 800):
        found = occurrences(pattern, since, since + timedelta(days=days))[:most]
        if len(found) == most:
            break
    return found


def paused(pattern: Pattern, now: datetime) -> Change | None:
    """The pause that it is in today, on its own clock."""
    today = now.astimezone(zone_of(pattern.zone)).date()
    running = [c for c in pattern.changes if c.kind == CLOSED and covers(c, today)]
    return max(running, key=lambda change: change.until_on or date.max, default=None)


def is_over(pattern: Pattern, now: datetime) -> bool:
    """Its last date has passed and nothing else is planned."""
    ended = pattern.until_on is not None and (
        pattern.until_on < now.astimezone(zone_of(pattern.zone)).date()
    )
    dated = not pattern.rule and pattern.weekday is None and bool(pattern.changes)
    return (ended or dated) and not following(pattern, now, late=24 * 60)
