"""How voices on a fact are said, and where each heading leads."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.core.privacy import Words
from alongside.directory import models
from alongside.directory.templatetags import directory

register = template.Library()
Says = models.Says

HEADINGS: dict[str, Words] = {
    "barriers": gettext_lazy("Coming in is easy"),
    "hours": gettext_lazy("Open when it is needed"),
    "safe": gettext_lazy("Safe for"),
    "near": gettext_lazy("Within reach"),
    "people": gettext_lazy("The people there"),
    "safer": gettext_lazy("Medication and safer use"),
    "stage": gettext_lazy("Where on the way it helps"),
    "support": gettext_lazy("What kind of support"),
    "setting": gettext_lazy("What kind of place"),
}
FIELDS: dict[str, Words] = {
    "name": gettext_lazy("Name"),
    "weekday": gettext_lazy("Day"),
    "start_minute": gettext_lazy("Starts"),
    "end_minute": gettext_lazy("Ends"),
    "attendance": gettext_lazy("How"),
    "location_name": gettext_lazy("Name of the place"),
    "address": gettext_lazy("Address"),
    "town": gettext_lazy("Town"),
    "conference_url": gettext_lazy("Link of the online meeting"),
    "conference_phone": gettext_lazy("Number of the phone meeting"),
    "website": gettext_lazy("Website"),
    "notes": gettext_lazy("In their own words"),
    "organisation": gettext_lazy("Who runs it"),
    "phone": gettext_lazy("Phone"),
    "opening_words": gettext_lazy("When it is open"),
    "eligibility": gettext_lazy("For whom"),
    "fees": gettext_lazy("What it costs"),
    "application_process": gettext_lazy("How to come in"),
    "email": gettext_lazy("E-mail"),
    "description": gettext_lazy("What it is, in its own words"),
    "status": gettext_lazy("Is it there?"),
    "latitude": gettext_lazy("Place on the map"),
    "longitude": gettext_lazy("Place on the map"),
    "near_latitude": gettext_lazy("Place on the map"),
    "near_longitude": gettext_lazy("Place on the map"),
}


@register.filter
def heading(group: str) -> Words:
    return HEADINGS.get(group, group)


@register.filter
def field_name(name: str) -> Words:
    return FIELDS.get(name, name)


@register.filter
def field_value(value: Any, name: str) -> str:
    """A value of a listing as a person reads it; a dash where there is none."""
    if value in ("", None):
        return "–"
    if name == "weekday" and isinstance(value, int):
        return directory.weekday(value)
    if name in {"start_minute", "end_minute"} and isinstance(value, int):
        return directory.clock(value)
    names = {"attendance": models.Meeting.Attendance, "status": models.Service.Status}
    known: dict[Any, Any] = dict(names[name].choices) if name in names else {}
    return str(known.get(value, value))


@register.filter
def voice(fact: models.Fact) -> str:
    """'They say so themselves, 3 November 2026' – who, whether, how many, and when."""
    said = _who(fact)
    if fact.said_at is None:
        return said
    day = date_format(timezone.localtime(fact.said_at), "DATE_FORMAT")
    return _("%(who)s (%(day)s)") % {"who": said, "day": day}


def _who(fact: models.Fact) -> str:
    if fact.says == Says.PEOPLE and fact.is_so:
        shape = ngettext(
            "%(n)s person who went says so",
            "%(n)s people who went say so",
            fact.voices,
        )
        return shape % {"n": fact.voices}
    if fact.says == Says.PEOPLE:
        shape = ngettext(
            "%(n)s person who went says it is not so",
            "%(n)s people who went say it is not so",
            fact.voices,
        )
        return shape % {"n": fact.voices}
    if fact.says == Says.EDITOR:
        return _("Our editors found it so") if fact.is_so else _("Our editors found it not so")
    return _("They say so themselves") if fact.is_so else _("They say themselves that it is not so")


@register.filter
def checker(says: str) -> str:
    """By whom a listing was checked, after 'by'."""
    if says == Says.EDITOR:
        return _("our editors")
    if says == Says.PEOPLE:
        return _("people who went there")
    return _("themselves")


@register.simple_tag
def listing_url(name: str, kind: str, pk: Any) -> str:
    """An address about a meeting or a service: its parameter has the listing's own name."""
    return reverse(name, kwargs={kind: pk})
