"""How fields and values of a report are said to a person."""

from datetime import datetime, time
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alongside.core.privacy import Words

register = template.Library()

FIELDS: dict[str, Words] = {
    "": gettext_lazy("other details"),
    "name": gettext_lazy("name"),
    "alternate_name": gettext_lazy("other name"),
    "group_name": gettext_lazy("group"),
    "description": gettext_lazy("description"),
    "weekday": gettext_lazy("day"),
    "start_minute": gettext_lazy("starts"),
    "end_minute": gettext_lazy("ends"),
    "opens_minute": gettext_lazy("opens"),
    "closes_minute": gettext_lazy("closes"),
    "time_zone": gettext_lazy("time zone"),
    "location_name": gettext_lazy("place"),
    "location_notes": gettext_lazy("about the place"),
    "address": gettext_lazy("address"),
    "street": gettext_lazy("street"),
    "street_more": gettext_lazy("rest of the address"),
    "town": gettext_lazy("town"),
    "region": gettext_lazy("state or province"),
    "postal": gettext_lazy("postal code"),
    "country": gettext_lazy("country"),
    "latitude": gettext_lazy("position, north"),
    "longitude": gettext_lazy("position, east"),
    "conference_url": gettext_lazy("link to join"),
    "conference_phone": gettext_lazy("number to join"),
    "conference_url_notes": gettext_lazy("about the link"),
    "conference_phone_notes": gettext_lazy("about the number"),
    "website": gettext_lazy("website"),
    "email": gettext_lazy("e-mail"),
    "phone": gettext_lazy("phone"),
    "number": gettext_lazy("number"),
    "extension": gettext_lazy("extension"),
    "notes": gettext_lazy("notes"),
    "types": gettext_lazy("types"),
    "languages": gettext_lazy("languages"),
    "attendance": gettext_lazy("in person or online"),
    "fellowship": gettext_lazy("fellowship"),
    "pathway": gettext_lazy("kind of meeting"),
    "status": gettext_lazy("status"),
    "is_public": gettext_lazy("shown to the public"),
    "retired_at": pgettext_lazy("of a listing", "gone"),
    "checked_at": gettext_lazy("checked"),
    "eligibility": gettext_lazy("who can come"),
    "fees": gettext_lazy("cost"),
    "opening_words": gettext_lazy("opening times"),
    "application_process": gettext_lazy("how to begin"),
    "welcomes_medication": gettext_lazy("people on medication are welcome"),
}
TABLES: dict[str, Words] = {
    "meetings": gettext_lazy("Meetings"),
    "services": gettext_lazy("Services"),
    "organisations": gettext_lazy("Organisations"),
    "programmes": gettext_lazy("Programmes"),
    "locations": pgettext_lazy("where services are", "Places"),
    "addresses": gettext_lazy("Addresses"),
    "mail addresses": gettext_lazy("Mail addresses"),
    "phones": gettext_lazy("Phone numbers"),
    "contacts": gettext_lazy("People to contact"),
    "people": gettext_lazy("Names of people"),
    "websites": gettext_lazy("Websites"),
    "schedules": gettext_lazy("Opening times"),
    "facilities": gettext_lazy("Facilities"),
    "providers": gettext_lazy("Providers"),
    "agencies": gettext_lazy("Agencies"),
    "sites": gettext_lazy("Sites"),
    "categories": gettext_lazy("Categories"),
    "bodies": gettext_lazy("Areas that look after meetings"),
    "funding": gettext_lazy("Who pays for it"),
    "accessibility": gettext_lazy("Ways in"),
    "languages": gettext_lazy("Languages"),
    "costs": gettext_lazy("Costs"),
    "documents": gettext_lazy("Papers to bring"),
    "areas": gettext_lazy("Areas served"),
    "offers": gettext_lazy("What is offered where"),
    "identifiers": gettext_lazy("Numbers in registers"),
    "attributes": gettext_lazy("Labels"),
    "taxonomies": gettext_lazy("Lists of labels"),
    "terms": gettext_lazy("Names of labels"),
    "capacities": gettext_lazy("Free places"),
    "units": gettext_lazy("What is counted"),
    "metadata": gettext_lazy("Earlier changes"),
    "table descriptions": gettext_lazy("About the tables"),
    "regular schedules": gettext_lazy("Usual opening times"),
    "holiday schedules": gettext_lazy("Opening times on holidays"),
    "other": gettext_lazy("Anything else"),
}


KINDS: dict[str, Words] = {
    "meetings": gettext_lazy("Meeting"),
    "services": gettext_lazy("Service"),
    "organisations": gettext_lazy("Organisation"),
    "locations": pgettext_lazy("where services are", "Place"),
    "addresses": gettext_lazy("Address"),
    "phones": gettext_lazy("Phone number"),
    "websites": gettext_lazy("Website"),
}


@register.filter
def kind_name(kind: str) -> Words:
    """What one listing is."""
    return KINDS.get(kind) or kind


@register.filter
def field_name(field: str) -> Words:
    """What a column is called; one without a name of its own by its word."""
    return FIELDS.get(field) or TABLES.get(field) or field.replace("_", " ")


@register.filter
def table_name(table: str) -> Words:
    return TABLES.get(table) or table


@register.filter
def said(value: Any, field: str) -> str:
    """A value of a column as a person says it; '–' where there is nothing."""
    text = "" if value is None else str(value)
    if text in ("", "None"):
        return "–"
    if text in ("yes", "True"):
        return _("yes")
    if text in ("no", "False"):
        return _("no")
    if field.endswith("_minute") and text.isdigit() and int(text) < 24 * 60:
        return f"{int(text) // 60:02}:{int(text) % 60:02}"
    if field == "weekday" and text.isdigit() and int(text) < 7:
        return str(WEEKDAYS[(int(text) - 1) % 7])
    return _moment(text) if field.endswith(("_at", "_on")) else text


def _moment(text: str) -> str:
    """A day, or a day with its time, as lists write them."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    is_day = at.time() == time()
    return date_format(at, "SHORT_DATE_FORMAT" if is_day else "SHORT_DATETIME_FORMAT")
