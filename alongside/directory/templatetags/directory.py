"""How the directory says times, distances and types."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from django import template
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, number_format, time_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from alongside.accounts import words as vocabulary
from alongside.directory import models
from alongside.directory.models.labels import FELLOWSHIPS, TONGUES, TYPES
from alongside.directory.queries import ways
from alongside.directory.templatetags import recurrences

register = template.Library()
ATTENDANCE = dict(models.Meeting.Attendance.choices)
ABBREVIATED = tuple(WEEKDAYS_ABBR[day] for day in range(7))
DAY_MINUTES = 24 * 60


NOBODY = uuid.UUID(int=0)
MORE = (
    "medication", "is_open", "who", "how", "way", "part", "begins", "ends", "language",
    "within", "fact",
)  # fmt: skip


@register.simple_tag
def more_choices(form: Form) -> SafeString:
    """The fields that few fill in. One that is empty is the same for everybody, and drawn once
    in each language; what was chosen is drawn anew and never kept."""
    language = get_language()
    drawn = [
        form[name].as_field_group()
        if form.data.get(name)
        else _blank(language, type(form), name, _data(form) if name == "way" else ())
        for name in MORE
    ]
    return mark_safe("".join(drawn))  # noqa: S308  fields as they were drawn


def _data(form: Form) -> tuple[Any, ...]:
    """Kinds of meetings are data: other ones are drawn anew."""
    return tuple((slug, str(name)) for slug, name in form.fields["way"].choices)  # type: ignore[attr-defined]


@lru_cache(256)
def _blank(language: str | None, form: type[Form], name: str, said: tuple[Any, ...]) -> SafeString:
    return form({})[name].as_field_group()


@register.filter
def address(key: uuid.UUID | str, name: str) -> str:
    """The path of a listing: reversed once for all the rows of a list."""
    return _address(get_language(), name).replace(str(NOBODY), str(key))


@cache
def _address(language: str | None, name: str) -> str:
    return reverse(name, args=[NOBODY])


@register.filter
def weekday(day: int | None) -> str:
    """0 = Sunday."""
    return "" if day is None else str(WEEKDAYS[(day - 1) % 7])


@register.filter
def clock(minute: int | None) -> str:
    return "" if minute is None else time_format(time(*divmod(minute, 60)), "TIME_FORMAT")


@register.filter
def hours(listing: Any) -> str:
    """'7 p.m. – 8 p.m.', 'by appointment', or that the time is not said."""
    by_appointment = listing.weekday is None and not listing.is_irregular
    return _hours(get_language(), by_appointment, listing.start_minute, listing.end_minute)


@register.filter
def day_and_hours(listing: Any) -> str:
    """'Monday 7 p.m. – 8 p.m.', 'First and third Monday of the month, 7 p.m.'"""
    if not listing.is_irregular:
        return f"{weekday(listing.weekday)} {hours(listing)}".strip()
    days = capfirst(recurrences.days_of(listing.rrule, listing.weekday))
    return f"{days}, {hours(listing)}" if listing.rrule else f"{days} {hours(listing)}"


@lru_cache(4096)  # by language: a list says the same few hours again and again
def _hours(language: str | None, by_appointment: bool, starts: int | None, ends: int | None) -> str:
    if by_appointment:
        return _("by appointment")
    start = clock(starts)
    if not start:
        return _("ask the group for the time")
    end = clock(ends)
    return f"{start} – {end}" if end else start


@register.filter
def checked(at: datetime | None) -> str:
    """When a listing was last checked: the month is what matters."""
    if at is None:
        return _("Last checked: not said")
    at = timezone.localtime(at)
    return _checked(get_language(), at.year, at.month)


@lru_cache(1024)
def _checked(language: str | None, year: int, month: int) -> str:
    when = date_format(date(year, month, 1), "F Y")
    return _("Last checked: %(when)s") % {"when": when}


@register.filter
def starts_in(minutes: int | None) -> str:
    """What is soon, in words; nothing for what is more than a day away."""
    if minutes is None or minutes >= DAY_MINUTES:
        return ""
    if minutes < 0:
        return _("started %(ago)s ago") % {"ago": _minutes(-minutes)}
    if minutes == 0:
        return _("starts now")
    return _("starts in %(span)s") % {"span": _minutes(minutes)}


def _minutes(minutes: int) -> str:
    if minutes < 90:
        return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    whole = round(minutes / 60)
    return ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": whole}


@register.filter
def why(line: Any) -> str:
    """Why this line stands here, the most telling first: '4 min walk · starts in 25 min'."""
    hit, listing = line.hit, line.listing
    parts = [how_far(line) if getattr(listing, "attendance", "") != "online" else ""]
    parts.append(starts_in(hit.minutes))
    if hit.state is not None:
        parts.append(open_words(hit.state, hit.today))
    return " · ".join(part for part in parts if part)


def open_words(state: Any, today: date | None) -> str:
    """'open until 5 p.m.', 'opens on Monday at 9 a.m.'"""
    at = state.changes_at
    if at is None:
        return _("open day and night") if state.is_open else _("closed now")
    hour = clock(at.hour * 60 + at.minute)
    if state.is_open:
        return _("open until %(hour)s") % {"hour": hour}
    if at.date() == today:
        return _("opens at %(hour)s") % {"hour": hour}
    day = weekday(at.isoweekday() % 7)
    return _("opens on %(day)s at %(hour)s") % {"day": day, "hour": hour}


@register.filter
def also(line: Any) -> str:
    """The other times of the same group there: 'also Mon, Wed, Fri; Sat 10 a.m.'"""
    row = line.listing
    others = tuple((o.weekday, o.start_minute, o.end_minute) for o in line.hit.also)
    if not others or row.is_irregular:
        return ""
    return _also(get_language(), (row.weekday, row.start_minute, row.end_minute), others)


@lru_cache(4096)  # by language: many groups have the same week
def _also(language: str | None, own: tuple[Any, ...], others: tuple[tuple[Any, ...], ...]) -> str:
    by_hours: dict[tuple[Any, Any], set[int]] = {}
    for day, starts, ends in others:
        if day is not None:
            by_hours.setdefault((starts, ends), set()).add(day)
    same = by_hours.pop(own[1:], set())
    daily = len(same) == 6
    parts = [_short_days(same)] if same and not daily else []
    by_days: dict[frozenset[int], list[str]] = {}
    for hours, days in by_hours.items():
        by_days.setdefault(frozenset(days), []).append(clock(hours[0]))
    parts += [f"{_short_days(days)} {', '.join(starts)}" for days, starts in by_days.items()]
    also = _("also %(days)s") % {"days": "; ".join(parts)} if parts else ""
    return ", ".join(filter(None, (_("every day") if daily else "", also)))


def _short_days(days: Collection[int]) -> str:
    """Monday first, as people read a week."""
    if len(days) == 7:
        return _("every day")
    return vocabulary.stretches(((day - 1) % 7 for day in days), ABBREVIATED)


@register.filter
def whereabouts(line: Any) -> str:
    """'The hall · in person and online'; a service with its address."""
    listing, attendance = line.listing, getattr(line.listing, "attendance", "")
    parts = []
    if attendance != "online":
        place = listing.location_name or listing.town if attendance else listing.address
        if attendance and line.hit.km is None:  # from everywhere: the hall alone says little
            place = ", ".join(dict.fromkeys(filter(None, (listing.location_name, listing.town))))
        parts.append(place)
    if attendance not in {"", "in-person"}:
        parts.append(str(ATTENDANCE[attendance]))
    return " · ".join(part for part in parts if part)


def how_far(line: Any) -> str:
    """'0.4 km', '12 mi', or that only the town is known."""
    if line.distance is None:
        return ""
    if not line.hit.is_exact:
        return _("in this area")
    if line.distance < 0.1:
        return _("very near")
    if line.walk:
        return ngettext("%(n)s min walk", "%(n)s min walk", line.walk) % {"n": line.walk}
    far = number_format(line.distance, 1 if line.distance < 10 else 0)
    shape = pgettext("miles", "%(far)s mi") if line.unit == "mi" else _("%(far)s km")
    return shape % {"far": far}


@register.filter
def type_name(kind: models.MeetingType) -> str:
    """The name of a meeting type; what we do not know is shown as its feed calls it."""
    if kind.means in TYPES:
        return str(TYPES[kind.means])
    if kind.means in TONGUES:
        name, code = TONGUES[kind.means]
        return language_name(code) or name
    return kind.name or kind.code.rpartition(":")[2]


@register.filter
def fellowship_name(meeting: models.Meeting) -> str:
    """In our languages where it ships with us and nobody renamed it."""
    known = meeting.belongs_to
    if known is None:
        return meeting.fellowship
    return known.name or (str(FELLOWSHIPS[known.pk][0]) if known.pk in FELLOWSHIPS else known.pk)


def language_name(code: str) -> str:
    name = _locale().languages.get(code, "") if code else ""
    return name[:1].upper() + name[1:]


@register.filter
def language_names(languages: Iterable[models.Language]) -> str:
    """'Anglais, français': only the first begins large."""
    known = _locale().languages
    said = ", ".join(known.get(each.code, "") or each.name for each in languages)
    return said[:1].upper() + said[1:]


@register.filter
def pathway_name(meeting: models.Meeting) -> str:
    known, slug = meeting.belongs_to, meeting.pathway
    if known is not None and known.pathway_id == slug:
        return str(ways.name_of(known.pathway))
    return str(ways.named(slug))


@register.filter
def place_name(spot: Any) -> str:
    """'Baltimore, MD, United States'."""
    country = _locale().territories.get(spot.country, spot.country)
    return ", ".join(part for part in (spot.name, spot.region, country) if part)


def _locale() -> Locale:
    try:
        return Locale.parse((get_language() or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@register.filter
def ring_label(radius: float) -> str:
    """Where the words of a ring stand: just inside its top."""
    return f"{230 - radius + 18:.1f}"


@register.filter
def ring_name(many: float, unit: str) -> str:
    shape = pgettext("miles", "%(far)s mi") if unit == "mi" else _("%(far)s km")
    return shape % {"far": number_format(many)}
