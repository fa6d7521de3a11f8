"""Calendars (RFC 5545): events that come again, or take place on certain dates, as meetings.

Who organises, attends or is to be asked is never read. To-dos, journals and the like are left
aside. An event on several weekdays becomes one meeting for each.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from alongside.directory.rules import positions, recurrence, words
from alongside.directory.schemas import Batch, Dated, Listing
from alongside.exchange import meeting_lists, meeting_schedules
from alongside.exchange.files import Unreadable
from alongside.exchange.meeting_lists import TABLE

LARGEST = 8 * 1024 * 1024  # bytes: reading a calendar is slow
END = b"END:VCALENDAR"
MOST_EVENTS = 20_000
MOST_DATES = 500  # of one event


def read(raw: bytes, *, fellowship: str = "", pathway: str = "") -> Batch:
    """Every event as listings or as a problem; one that only moves a date of another counts
    with it. Rows count from 1, in the order of the file."""
    if len(raw) > LARGEST:
        raise Unreadable(f"a calendar larger than {LARGEST >> 20} MB")
    series: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    said = raw.upper()
    if b"BEGIN:VCALENDAR" in said and said.rstrip().endswith(b"END:VEVENT"):
        raw = raw.rstrip() + b"\r\n" + END + b"\r\n"  # only its last line is lost
    events = [event for calendar in _calendars(raw) for event in calendar.walk("VEVENT")]
    if len(events) < said.count(b"BEGIN:VEVENT") and END not in said:
        raise Unreadable("the calendar breaks off before its end")
    if len(events) > MOST_EVENTS:
        raise Unreadable(f"more than {MOST_EVENTS} events")
    for number, event in enumerate(events, start=1):
        series[_text(event, "UID", 170) or f"event-{number}"].append((number, event))
    batch = Batch(rows={TABLE: 0}, listings={TABLE: []})
    taken: dict[str, str] = {}
    for uid, members in series.items():
        for listing in _Series(uid, members, batch).listings(fellowship, pathway):
            meeting_lists.keep(listing, batch, taken, "UID")
    meeting_lists.list_unknown_types(batch)
    return batch


def _calendars(raw: bytes) -> list[Any]:
    """What icalendar makes of a file. It raises many kinds of error on a broken one, none of
    which is worth more than its sentence."""
    try:
        with warnings.catch_warnings():  # it guesses what a strange time zone means, and says so
            warnings.simplefilter("ignore")
            return list(Calendar.from_ical(raw, multiple=True))
    except Exception as error:
        reason = " ".join(str(error).split())[:160]
        raise Unreadable(f"not a calendar: {reason or type(error).__name__}") from error


def _text(event: Any, name: str, limit: int = 0) -> str:
    said = event.get(name)
    said = said[0] if isinstance(said, list) and said else said
    text = words.clean(str(said) if said is not None else "", limit=limit)
    return " ".join(text.split()) if limit else text


class _Odd(ValueError):
    """An event that can't be used; the text says why."""


class _Series:
    """The events of one UID: the one that comes again, and those that differ from it."""

    def __init__(self, uid: str, members: list[tuple[int, Any]], batch: Batch) -> None:
        self.uid, self.batch = uid, batch
        self.others = [each for each in members if each[1].get("RECURRENCE-ID") is not None]
        self.masters = [each for each in members if each[1].get("RECURRENCE-ID") is None]

    def listings(self, fellowship: str, pathway: str) -> Iterable[Listing]:
        """Those that differ belong to the first that does not; alone they are meetings."""
        masters = self.masters or self.others
        self.batch.rows[TABLE] += len(masters)
        changes = self.others if self.masters else []
        for number, event in masters:
            try:
                found = self._meeting(number, event, changes)
            except (_Odd, recurrence.Odd) as error:
                self.batch.refuse(TABLE, number, "VEVENT", str(error))
            except (ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
                reason = f"can't be read: {' '.join(str(error).split())[:120]}"
                self.batch.refuse(TABLE, number, "VEVENT", reason)
            else:
                for listing in found:
                    listing.values.update(fellowship=fellowship, pathway=pathway)
                yield from found
            changes = []

    def _meeting(
        self, number: int, event: Any, changes: Sequence[tuple[int, Any]]
    ) -> list[Listing]:
        if _text(event, "STATUS").upper() == "CANCELLED":
            raise _Odd("cancelled")
        name = _text(event, "SUMMARY", 255)
        if not name:
            raise _Odd("no summary to call it by")
        starts = _start(event)
        day, start, zone = _wall(starts)
        end = _end(event, starts, start)
        if start is None:
            self.batch.remark(TABLE, number, "DTSTART", "no time of day")
        types = self._types(event)
        values: dict[str, Any] = {"name": name, **_place(event), **_online(event), "notes": ""}
        values["notes"] = _text(event, "DESCRIPTION")
        values["time_zone"] = self._zone(zone, number)
        if _text(event, "CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
            values["is_public"] = False  # else unsaid: a listing read long ago stays the same
        meant = meeting_lists.meanings(types, self.batch)
        values["attendance"] = meeting_lists.attendance(values, meant)
        dates = [*_dates(event, "EXDATE", "cancelled"), *_dates(event, "RDATE", "extra")]
        dates += [each for other in changes for each in self._change(*other, start)]
        timed = self._timed(event, day, start, end, dates)
        return [
            Listing(
                self.uid if len(timed) < 2 else f"{self.uid}@{when['weekday']}",
                number,
                {**values, **when},
                where=(values["address"],) if values["address"] else (),
                types=types,
                languages=meeting_lists.languages(types, self.batch),
                dates=said,
            )
            for when, said in timed
        ]

    def _timed(
        self, event: Any, day: date, start: int | None, end: int | None, dates: list[Dated]
    ) -> list[meeting_schedules.Timed]:
        dates = list(dict.fromkeys(dates))
        if len(dates) > MOST_DATES:
            raise _Odd("too many dates")
        rules = event.get("RRULE")
        if rules is None:
            return [meeting_schedules.dated(start, end, [("extra", day, *_NONE), *dates])]
        if isinstance(rules, list):
            raise _Odd("more than one rule")
        return meeting_schedules.spread(rules.to_ical().decode(), day, start, end, dates)

    def _change(self, number: int, event: Any, usual: int | None) -> list[Dated]:
        """One date that differs from the rest: it is not at its usual time, or not at all."""
        was = event.get("RECURRENCE-ID").dt
        day = was.date() if isinstance(was, datetime) else was
        gone: list[Dated] = [("cancelled", day, *_NONE)]
        if _text(event, "STATUS").upper() == "CANCELLED":
            return gone
        starts = _start(event)
        on, start, _zone = _wall(starts)
        end = _end(event, starts, start)
        return [*gone, ("extra", on, None, start, end, "")]

    def _types(self, event: Any) -> tuple[str, ...]:
        said = event.get("CATEGORIES")
        groups = said if isinstance(said, list) else [said] if said is not None else []
        found = [
            words.clean(str(category), limit=48)
            for group in groups
            for category in getattr(group, "cats", [])
        ]
        kept = (meeting_lists.type_of(each, "", self.batch) for each in found if each)
        return tuple(dict.fromkeys(kept))

    def _zone(self, zone: str, number: int) -> str:
        if zone and zone not in meeting_lists.ZONES:
            self.batch.remark(TABLE, number, "DTSTART", f"{zone[:60]} is not a time zone; left out")
            return ""
        return zone


_NONE = (None, None, None, "")


def _start(event: Any) -> date | datetime:
    said = event.get("DTSTART")
    if said is None or isinstance(said, list):
        raise _Odd("no one time at which it starts")
    starts = said.dt
    if not isinstance(starts, date):
        raise _Odd("no date on which it starts")
    return starts


def _wall(moment: date | datetime) -> tuple[date, int | None, str]:
    """Date, minute of the day and time zone on the clock that was meant."""
    if not isinstance(moment, datetime):
        return moment, None, ""
    return moment.date(), moment.hour * 60 + moment.minute, _zone_name(moment.tzinfo)


def _zone_name(zone: Any) -> str:
    """The zone's name in the world's database, also where the calendar brings its own."""
    said = str(getattr(zone, "key", "") or getattr(zone, "zone", "") or zone or "")
    quoted = re.search(r"'(.+)'", said)
    name = quoted[1] if quoted else said
    name = WINDOWS_TO_OLSON.get(name, name)
    inside = re.search(r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)/[\w/+-]+", name)
    return inside[0] if inside and inside[0] in meeting_lists.ZONES else name


def _end(event: Any, starts: date | datetime, start: int | None) -> int | None:
    """The minute of the day at which it ends; none where that is not said, or days later."""
    if start is None:
        return None
    length = None
    if event.get("DURATION") is not None:
        length = event.get("DURATION").dt
    elif event.get("DTEND") is not None and isinstance(event.get("DTEND").dt, datetime):
        length = event.get("DTEND").dt.replace(tzinfo=None) - starts.replace(tzinfo=None)  # type: ignore[call-arg]
    if not isinstance(length, timedelta) or not timedelta() < length < timedelta(days=1):
        return None
    return (start + int(length.total_seconds() // 60)) % (24 * 60)


def _dates(event: Any, name: str, kind: str) -> Iterable[Dated]:
    said = event.get(name)
    groups = said if isinstance(said, list) else [said] if said is not None else []
    for group in groups:
        for each in getattr(group, "dts", []):
            moment = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            day, start, _zone = _wall(moment)
            yield kind, day, None, start if kind == "extra" else None, None, ""


def _place(event: Any) -> dict[str, Any]:
    latitude = longitude = None
    geo = event.get("GEO")
    if geo is not None and not isinstance(geo, list):
        latitude, longitude = (
            meeting_lists.number(geo.latitude),
            meeting_lists.number(geo.longitude),
        )
    good = positions.valid(latitude, longitude)
    said = _text(event, "LOCATION", 300)
    name, _, rest = said.partition(",")
    is_address = any(sign.isdigit() for sign in said)
    link = words.link(said) if "://" in said else ""
    address = "" if link else said
    return {
        "location_name": name.strip() if rest and not name[:1].isdigit() and not link else "",
        "address": address,
        "latitude": latitude if good else None,
        "longitude": longitude if good else None,
        "is_approximate": not is_address and not good,
    }


def _online(event: Any) -> dict[str, str]:
    """RFC 7986: a conference is a link to follow or a number to call."""
    said = event.get("CONFERENCE")
    found = [str(each) for each in (said if isinstance(said, list) else [said]) if each is not None]
    found.append(_text(event, "LOCATION", 500))
    links = [url for each in found if "://" in each and (url := words.link(each))]
    phones = [each.removeprefix("tel:")[:120] for each in found if each.startswith("tel:")]
    return {
        "conference_url": links[0] if links else "",
        "conference_phone": words.clean(phones[0], limit=120) if phones else "",
        "website": words.link(_text(event, "URL", 500)),
    }
