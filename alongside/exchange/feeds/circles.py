"""Groups as iCalendar: published ones for everybody, and one's own behind an address that only
its owner knows. There every entry is called alike, unless they wish otherwise."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar

from alongside.core import keyring
from alongside.exchange.feeds import calendar
from alongside.groups import models
from alongside.groups.queries import Entry


def published(entries: Iterable[Entry], *, name: str, now: datetime) -> bytes:
    """What anybody may know of: never a link into a room, which is for those who belong."""
    told = _empty(name)
    for each in entries:
        event = calendar.timed(each.pattern, now)
        if event is not None:
            event.add("uid", f"{each.group.pk}@groups")
            event.add("dtstamp", now.astimezone(UTC))
            event.add("summary", each.group.name)
            if where := _where(each.group):
                event.add("location", where)
            if each.group.about:
                event.add("description", each.group.about)
            told.add_component(event)
    return _written(told)


def own(row: models.Calendar, entries: Iterable[Entry], *, now: datetime) -> bytes:
    """`uid` tells nothing either: it is a code of the group, and another in each calendar."""
    told = _empty(_("My calendar"))
    for each in entries:
        event = calendar.timed(each.pattern, now)
        if event is not None:
            code = keyring.digest(f"{row.pk} {each.group.pk}", use="calendar-entry")
            event.add("uid", code[:32])
            event.add("dtstamp", now.astimezone(UTC))
            event.add("summary", each.group.name if row.says_names else _("Busy"))
            if row.says_names and (where := _where(each.group)):
                event.add("location", where)
            event.add("class", "PRIVATE")
            told.add_component(event)
    return _written(told)


def _where(group: models.Group) -> str:
    if group.how in {"online", "telephone"}:
        return ""
    return ", ".join(filter(None, (str(group.site or ""), group.place)))


def _empty(name: str) -> Calendar:
    told = Calendar()
    told.add("prodid", "-//Alongside//Groups//EN")
    told.add("version", "2.0")
    told.add("x-wr-calname", name)
    return told


def _written(told: Calendar) -> bytes:
    told.add_missing_timezones()
    return bytes(told.to_ical())
