"""When something is open. FHIR can say a usual week and days that are closed; all else is said in
words, so that nothing is said wrongly and nothing is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alongside.directory import search
from alongside.directory.rules.opening import Hours
from alongside.exchange.hsds import writing
from alongside.exchange.hsds.shapes import SHAPES
from alongside.exchange.hsds.writing import Object

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
RULE = ("freq", "interval", "count", "byday", "bymonthday", "byweekno", "byyearday")
OF_SERVICE = ("availableStartTime", "availableEndTime")
OF_LOCATION = ("openingTime", "closingTime")


@dataclass(slots=True)
class Open:
    """`closed`: days that are different; `words`: what neither of the two can say."""

    week: dict[tuple[int | None, int | None], set[int]] = field(default_factory=dict)
    closed: list[Object] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def times(self, names: tuple[str, str]) -> list[Object]:
        """The usual week. An end that is not after the start is on the next day."""
        found = []
        for (opens, closes), days in sorted(self.week.items(), key=str):
            said: Object = {"daysOfWeek": [DAYS[day] for day in sorted(days, key=_from_monday)]}
            if opens == closes == 0:
                said["allDay"] = True
            else:
                for name, minute in zip(names, (opens, closes), strict=True):
                    said[name] = None if minute is None else f"{_clock(minute)}:00"
            found.append(said)
        return found

    @property
    def exceptions(self) -> str:
        return "\n".join(dict.fromkeys(filter(None, self.words)))


def read(schedules: Iterable[Any], today: date) -> Open:
    said = Open()
    for row in schedules:
        last = row.valid_to or row.until_on
        if last is None or last >= today:
            _add(said, row, today)
    return said


def _add(said: Open, row: Any, today: date) -> None:
    """One schedule that isn't over."""
    is_by_day = all(day.by == "day" for day in row.days.all())
    hours = search.hours_of_all([row]) if is_by_day else []
    first, last = row.valid_from or row.starts_on, row.valid_to or row.until_on
    if hours and all(map(_is_weekly, hours)) and (first is None or first <= today):
        for each in hours:
            said.week.setdefault((each.opens, each.closes), set()).add(each.weekday or 0)
        said.words.append(told(row) if last else _words(row))
    elif hours and row.is_closed and first and last and not row.days.all():
        during = {"start": first.isoformat(), "end": last.isoformat()}
        said.closed.append({"description": _words(row) or "Closed", "during": during})
    else:
        said.words.append(told(row))


def _is_weekly(hours: Hours) -> bool:
    return hours.weekday is not None and not hours.nth and not hours.is_closed


def told(row: Any) -> str:
    """A whole schedule in words: its rule as calendars write it, and what its list says of it."""
    said = writing.plain(SHAPES["schedule"], row)
    rule = ";".join(f"{name.upper()}={said[name]}" for name in RULE if name in said)
    span = "–".join(filter(None, (said.get("opens_at"), said.get("closes_at"))))
    first = said.get("valid_from") or said.get("dtstart")
    last = said.get("valid_to") or said.get("until")
    dates = f"({first or ''}..{last or ''})" if first or last else ""
    words = "" if row.is_closed and not row.description else _words(row)
    closed = "closed" if row.is_closed else ""
    before = " ".join(filter(None, (rule, span, dates, closed)))
    return ": ".join(filter(None, (before, words)))


def _words(row: Any) -> str:
    return ", ".join(filter(None, (row.description, row.notes, row.attending)))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _from_monday(day: int) -> int:
    return (day - 1) % 7
