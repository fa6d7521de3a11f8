"""When one meeting takes place next, and on which dates it does not."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from alongside.directory import models, policy, search
from alongside.directory.rules import occurrences, times
from alongside.directory.search.occurrences import pattern

AHEAD = 4  # of what does not come every week, so many dates are told
KIND = models.MeetingDate.Kind


@dataclass(slots=True)
class Timetable:
    """`minutes` until it starts, negative while it goes on. Only what does not come every week
    has `next` dates; `pause` is the one it is in, `off` (days and other pauses) and `extra` are
    still to come."""

    minutes: int | None = None
    next: list[occurrences.Occurrence] = field(default_factory=list)
    pause: models.MeetingDate | None = None
    off: list[models.MeetingDate] = field(default_factory=list)
    extra: list[models.MeetingDate] = field(default_factory=list)
    is_over: bool = False


def timetable(row: models.Meeting, *, now: datetime) -> Timetable:
    if not row.is_irregular:
        return Timetable(_weekly(row, now))
    dates = list(row.dates.order_by("on", "pk"))
    said = pattern(row, dates)
    today = now.astimezone(occurrences.zone_of(row.time_zone)).date()
    coming = [date for date in dates if (date.until_on or date.on) >= today]
    found = Timetable(
        next=occurrences.following(said, now, most=AHEAD, late=times.LATE),
        off=[date for date in coming if _is_off(date, today)],
        extra=[date for date in coming if date.kind == KIND.EXTRA],
        is_over=occurrences.is_over(said, now),
    )
    pause = occurrences.paused(said, now)
    if pause:
        found.pause = next(
            date
            for date in dates
            if (date.kind, date.on, date.until_on) == (KIND.CLOSED, pause.on, pause.until_on)
        )
    if found.next:
        found.minutes = round((found.next[0].starts_at - now).total_seconds() // 60)
    return found


def _is_off(differs: models.MeetingDate, today: date) -> bool:
    """A day on which it does not take place, or a pause that is still to come."""
    return differs.kind == KIND.CANCELLED or (differs.kind == KIND.CLOSED and differs.on > today)


def today_there(row: models.Meeting | models.Service, *, now: datetime) -> date:
    """The day on the clock where it is: in an American evening, it is tomorrow in Greenwich."""
    if isinstance(row, models.Meeting):
        return now.astimezone(occurrences.zone_of(row.time_zone)).date()
    at = row.at_locations.exclude(near_latitude=None).first()
    spot = at and search.spot_at(at.near_latitude or 0, at.near_longitude or 0)
    return spot.now(now).date() if spot else now.date()


def other_days(row: models.Meeting | models.Service | None) -> list[models.Meeting]:
    """The same group at the same place on its other days, Sunday first: each is a meeting of its
    own, and what is said of one says nothing of the others."""
    if not isinstance(row, models.Meeting):
        return []
    same = ("source", "name", "group_name", "location_name", "near_latitude", "near_longitude")
    others = policy.meetings().filter(**{name: getattr(row, name) for name in same})
    return list(others.exclude(pk=row.pk).order_by("weekday", "start_minute", "pk")[:20])


def coming(row: models.Meeting, *, now: datetime) -> list[models.MeetingDate]:
    """The dates on which it differs that are not over, whoever says so."""
    today = now.astimezone(occurrences.zone_of(row.time_zone)).date()
    dates = row.dates.order_by("on", "pk")
    pauses = [date for date in dates if date.kind == KIND.CLOSED and date.until_on is None]
    return [d for d in dates if d in pauses or (d.until_on or d.on) >= today]


def _weekly(row: models.Meeting, now: datetime) -> int | None:
    if row.weekday is None or row.start_minute is None:
        return None
    there = now.astimezone(ZoneInfo(row.time_zone or "UTC"))
    begins = row.weekday * times.DAY
    end = None if row.end_minute is None else begins + row.end_minute
    return times.until(begins + row.start_minute, times.week_minute(there), end=end)
