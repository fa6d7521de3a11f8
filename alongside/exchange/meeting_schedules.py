"""When a meeting takes place, as formats say it that know more than weekdays.

A rule that falls on several weekdays becomes several meetings, one for each, as with the days
of Meeting Guide.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from alongside.directory.rules import recurrence, times
from alongside.directory.schemas import Dated

MOST_DATES, LONGEST = 500, 40  # dates of one meeting; signs of a time
_SPAN = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b)\s*")
KINDS = {"extra", "cancelled", "closed"}
Timed = tuple[dict[str, Any], tuple[Dated, ...]]  # columns of a meeting, and its dates


def spread(
    text: str, starts_on: date, start: int | None, end: int | None, dates: Sequence[Dated] = ()
) -> list[Timed]:
    """The columns of each meeting that a rule amounts to. Raises recurrence.Odd."""
    rule, last = recurrence.read(text, starts_on)
    parts = recurrence.split(rule)
    timed = []
    for at, part in enumerate(parts):
        values = {
            "weekday": part.weekday,
            "rrule": "" if part.is_every_week else str(part),
            "starts_on": starts_on,
            "until_on": last,
            "start_minute": start,
            "end_minute": end if start is not None else None,
        }
        days = {each.weekday for each in parts}
        mine = [
            each
            for each in dates
            if len(parts) == 1
            or each[0] == "closed"
            or recurrence.weekday_of(each[1]) == part.weekday
            or (at == 0 and recurrence.weekday_of(each[1]) not in days)
        ]
        timed.append((values, tuple(sorted(mine, key=str))))
    return timed


def dated(start: int | None, end: int | None, dates: Sequence[Dated]) -> Timed:
    """What takes place on certain dates only."""
    values = {"weekday": None, "rrule": "", "start_minute": start, "end_minute": end}
    return values, tuple(sorted(dates, key=str))


def written(schedule: Any) -> list[Timed]:
    """Our own key of a feed, `schedule`: see docs/api/feeds.md. Raises recurrence.Odd."""
    if not isinstance(schedule, dict):
        raise recurrence.Odd("not an object")
    start, end = (times.minute_of(schedule.get(name)) for name in ("time", "end_time"))
    said = schedule.get("dates") or []
    if not isinstance(said, list) or len(said) > MOST_DATES:
        raise recurrence.Odd("dates must be a list, and not too long")
    dates = [_date(each) for each in said]
    if not schedule.get("rrule"):
        return [dated(start, end, dates)]
    begins = day_of(schedule.get("starts_on")) or date(1970, 1, 4)
    timed = spread(str(schedule["rrule"]), begins, start, end, dates)
    last = day_of(schedule.get("until_on"))
    for values, _dates in timed:
        values["until_on"] = last or values["until_on"]
        values["starts_on"] = day_of(schedule.get("starts_on"))
    return timed


def _date(said: Any) -> Dated:
    on = day_of(said.get("on")) if isinstance(said, dict) else None
    if on is None or said.get("kind") not in KINDS:
        raise recurrence.Odd("a date that can't be read")
    until = day_of(said.get("until_on"))
    if until and until < on:
        raise recurrence.Odd("a pause that ends before it begins")
    start, end = (times.minute_of(said.get(name)) for name in ("time", "end_time"))
    return said["kind"], on, until, start, end, str(said.get("reason") or "")[:300]


def day_of(said: Any) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) and said else None
    except ValueError:
        return None


def split_span(row: dict[str, Any]) -> dict[str, Any]:
    """'7:00 PM - 8:00 PM' in one cell."""
    said = row.get("time")
    if not isinstance(said, str) or len(said) > LONGEST or times.minute_of(said) is not None:
        return row
    parts = _SPAN.split(said.strip(), maxsplit=1)
    if len(parts) < 2 or None in map(times.minute_of, parts):
        return row
    return {**row, "time": parts[0], "end_time": row.get("end_time") or parts[1]}
