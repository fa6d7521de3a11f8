"""Meeting Guide JSON, as https://github.com/code4recovery/spec tells it, with keys of our own for
what it does not know (docs/api/feeds.md). Read again, it is the same meeting.

A meeting that does not come every week has no `day` there: readers of the format would show it
every week. Its notes begin with the days in plain words.
"""

from datetime import UTC
from typing import Any

from django.utils.translation import gettext as _

from alongside.directory import models
from alongside.directory.templatetags import directory as said
from alongside.exchange import voices

ADDRESS = ("formatted_address", "address", "city", "state", "postal_code", "country")
ATTENDANCE = {"in-person": "in_person", "online": "online", "hybrid": "hybrid"}
PLAIN = {  # ours: theirs
    "name": "name",
    "group_name": "group",
    "location_name": "location",
    "location_notes": "location_notes",
    "address": "formatted_address",
    "street": "address",
    "town": "city",
    "region": "state",
    "postal": "postal_code",
    "country": "country",
    "conference_url": "conference_url",
    "conference_url_notes": "conference_url_notes",
    "conference_phone": "conference_phone",
    "conference_phone_notes": "conference_phone_notes",
    "time_zone": "timezone",
    "fellowship": "fellowship",
    "welcomes_medication": "welcomes_medication",
}


def entry(row: models.Meeting, *, at: str) -> dict[str, Any]:
    """One meeting; `at` is the address of our own site, for the link to its page."""
    told: dict[str, Any] = {"slug": str(row.pk)}
    told |= {theirs: value for ours, theirs in PLAIN.items() if (value := getattr(row, ours))}
    told |= _when(row)
    told |= _types(row)
    if row.latitude is not None:
        told |= {"latitude": row.latitude, "longitude": row.longitude}
    else:
        known = row.near_latitude is not None
        told["near"] = [row.near_latitude, row.near_longitude] if known else []
    if row.district:
        told["regions"] = row.district.split(" > ")
    if row.attendance in ATTENDANCE:  # they have no word for 'by telephone'
        told["attendance_option"] = ATTENDANCE[row.attendance]
    if updated := max(filter(None, (row.checked_at, row.touched_at)), default=None):
        told["updated"] = updated.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    if row.body:
        told |= _entity(row.body)
    url = f"{at}{said.address(row.pk, 'directory:meeting')}"
    return told | {
        **_nowhere(told, row.attendance),
        **_door(row),
        **voices.told(row),
        "pathway": row.pathway,
        "website": row.website,
        "url": url,
        "feedback_url": f"{url}suggest/",
    }


def _nowhere(told: dict[str, Any], attendance: str) -> dict[str, str]:
    """TSML UI leaves out what has no address at all, also online: so it says how it takes place,
    with a key of ours for whoever reads it again."""
    if any(told.get(name) for name in ADDRESS):
        return {}
    words = {"online": _("Online"), "telephone": _("By telephone")}
    where = words.get(attendance, _("Ask the group where it meets"))
    return {"formatted_address": where, "no_address": "yes"}


def _door(row: models.Meeting) -> dict[str, str]:
    """Readers of the format take whatever has an address for a place to go to, unless that is
    approximate; so an online meeting says so, and keeps its door in a key of ours."""
    door = bool(row.address) and not row.is_approximate
    if door and row.attendance in {"online", "telephone"}:
        return {"approximate": "yes", "has_door": "yes"}
    return {"approximate": "no" if door else "yes"}


def _when(row: models.Meeting) -> dict[str, Any]:
    start, end = clock(row.start_minute), clock(row.end_minute)
    if not row.is_irregular:
        times = {"day": row.weekday, "time": start, "end_time": end}
        return {
            **{name: value for name, value in times.items() if value not in (None, "")},
            **({"notes": row.notes} if row.notes else {}),
        }
    words = said.day_and_hours(row)
    schedule = {
        "rrule": row.rrule or _weekly(row),
        "starts_on": _day(row.starts_on),
        "until_on": _day(row.until_on),
        "time": start,
        "end_time": end,
        "words": words,
        "dates": [
            {
                "kind": date.kind,
                "on": _day(date.on),
                "until_on": _day(date.until_on),
                "time": clock(date.start_minute),
                "end_time": clock(date.end_minute),
                "reason": date.reason,
            }
            for date in row.dates.all()
        ],
    }
    return {"schedule": schedule, "notes": "\n\n".join(filter(None, (words, row.notes)))}


def _weekly(row: models.Meeting) -> str:
    days = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
    return "" if row.weekday is None else f"FREQ=WEEKLY;BYDAY={days[row.weekday]}"


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _types(row: models.Meeting) -> dict[str, Any]:
    """Their codes; and the types as they were written, where that is something else."""
    kinds = sorted(row.types.all(), key=lambda kind: kind.code)
    codes = list(dict.fromkeys(kind.means or kind.code.rpartition(":")[2] for kind in kinds))
    told: dict[str, Any] = {"types": codes} if codes else {}
    if codes != [kind.code for kind in kinds]:
        told["types_as_written"] = [[kind.code, kind.name, kind.means] for kind in kinds]
    return told


def _entity(body: models.ServiceBody) -> dict[str, str]:
    told = {
        "entity": body.name,
        "entity_website_url": body.website,  # as the format says, and as TSML UI reads it
        "entity_url": body.website,
        "entity_phone": body.phone,
        "entity_email": body.email,
        "entity_location": body.place,
    }
    return {name: value for name, value in told.items() if value}
