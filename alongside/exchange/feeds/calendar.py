"""Meetings as iCalendar (RFC 5545): a rule on the clock of the meeting, with its exceptions."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.html import strip_tags
from icalendar import Calendar, Event, vGeo, vRecur, vUri

from alongside.directory import models
from alongside.directory.rules import occurrences, recurrence
from alongside.directory.search.occurrences import pattern
from alongside.directory.templatetags import directory as said

AHEAD = timedelta(days=400)  # so far is a pause told date by date
USUAL = timedelta(hours=1)


def calendar(
    rows: Iterable[models.Meeting], *, name: str, at: str, now: datetime, words: str = ""
) -> bytes:
    """`at` is the address of our own site, `words` what people should know of the whole."""
    told = Calendar()
    told.add("prodid", "-//Alongside//Find support//EN")
    told.add("version", "2.0")
    told.add("x-wr-calname", name)
    if words:
        told.add("x-wr-caldesc", words)
    for row in rows:
        event = _event(row, at, now)
        if event is not None:
            told.add_component(event)
    told.add_missing_timezones()
    return bytes(told.to_ical())


def _event(row: models.Meeting, at: str, now: datetime) -> Event | None:
    """None for what names no day and time: there is nothing to put into a calendar."""
    dates = list(row.dates.all()) if row.is_irregular else []
    event = timed(pattern(row, dates), now)
    if event is None:
        return None
    host = at.partition("://")[2] or "alongside"
    event.add("uid", f"{row.pk}@{host}")
    event.add("dtstamp", (row.checked_at or row.verified_at or now).astimezone(UTC))
    _describe(event, row, f"{at}{said.address(row.pk, 'directory:meeting')}")
    return event


def timed(plan: occurrences.Pattern, now: datetime) -> Event | None:
    """An event that says only when: its rule, the dates left out, and those there are besides."""
    rule = _rule(plan)
    first = _first(plan, rule, now)
    if first is None:
        return None
    event = Event()
    event.add("dtstart", first.starts_at)
    event.add("dtend", first.ends_at or first.starts_at + USUAL)
    if rule is not None:
        event.add("rrule", vRecur.from_ical(_text(rule, plan)))
        for moment in _left_out(plan, rule, first, now):
            event.add("exdate", moment)
    for extra in _extra(plan, first):
        event.add("rdate", extra)
    return event


def _rule(plan: occurrences.Pattern) -> recurrence.Rule | None:
    if plan.rule:
        return recurrence.kept(plan.rule)
    weekday = plan.weekday
    return recurrence.Rule("WEEKLY", days=((0, weekday),)) if weekday is not None else None


def _first(
    plan: occurrences.Pattern, rule: recurrence.Rule | None, now: datetime
) -> occurrences.Occurrence | None:
    """The first time of its rule since it began, or this year; without one, its first date."""
    zone = occurrences.zone_of(plan.zone)
    if rule is None:
        every = [c.on for c in plan.changes if c.kind == occurrences.EXTRA]
        since = datetime.combine(min(every, default=now.date()), time(), zone)
        return next(iter(occurrences.following(plan, since)), None)
    begins = plan.starts_on or date(now.year - 1, 1, 1)
    bare = occurrences.Pattern(
        plan.weekday, plan.start_minute, plan.end_minute, plan.zone, plan.rule,
        plan.starts_on, plan.until_on,
    )  # fmt: skip
    found = occurrences.following(bare, datetime.combine(begins, time(), zone))
    return found[0] if found else None


def _text(rule: recurrence.Rule, plan: occurrences.Pattern) -> str:
    if plan.until_on is None:
        return str(rule)
    zone = ZoneInfo(plan.zone or "UTC")
    last = datetime.combine(plan.until_on, time(23, 59, 59), zone).astimezone(UTC)
    return f"{rule};UNTIL={last:%Y%m%dT%H%M%SZ}"


def _left_out(
    plan: occurrences.Pattern,
    rule: recurrence.Rule,
    first: occurrences.Occurrence,
    now: datetime,
) -> list[datetime]:
    """Dates of the rule on which it does not take place, from the first of them that is told."""
    if plan.start_minute is None or not plan.changes:
        return []
    off = {c.on for c in plan.changes if c.kind == occurrences.CANCELLED}
    pauses = [c for c in plan.changes if c.kind == occurrences.CLOSED]
    begins = first.starts_at.date()
    until = (now + AHEAD).date()
    every = recurrence.dates(rule, plan.starts_on or begins, begins, until, plan.until_on)
    return [
        datetime.combine(day, time(*divmod(plan.start_minute, 60)), first.starts_at.tzinfo)
        for day in every
        if day in off or any(occurrences.covers(pause, day) for pause in pauses)
    ]


def _extra(plan: occurrences.Pattern, first: occurrences.Occurrence) -> list[datetime]:
    moments = []
    for change in plan.changes:
        start = plan.start_minute if change.start_minute is None else change.start_minute
        if change.kind == occurrences.EXTRA and start is not None:
            wall = time(*divmod(start, 60))
            moments.append(datetime.combine(change.on, wall, first.starts_at.tzinfo))
    return [moment for moment in moments if moment != first.starts_at]


def _describe(event: Event, row: models.Meeting, page: str) -> None:
    event.add("summary", row.name)
    where = ", ".join(filter(None, (row.location_name, row.address)))
    if where and row.attendance not in {"online", "telephone"}:
        event.add("location", where)
        if row.latitude is not None and row.longitude is not None:
            event["geo"] = vGeo((row.latitude, row.longitude))
    if row.conference_url:
        event.add("conference", vUri(row.conference_url), parameters={"VALUE": "URI"})
    joining = filter(None, (row.conference_url, row.conference_url_notes, row.conference_phone))
    words = [str(row.get_attendance_display()), *joining, row.location_notes, row.notes]
    event.add("description", "\n".join(strip_tags(each) for each in (*filter(None, words), page)))
    event.add("url", page)
