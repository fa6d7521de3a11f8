"""Meetings in the shapes of a BMLT server's semantic JSON: every value is a string.

Their ids are numbers that a browser can hold: part of our own. A meeting that does not come
every week begins its comments with the days in plain words; one without a weekday is left out.
"""

import uuid
from collections.abc import Iterable

from alongside.directory import models
from alongside.directory.models import labels
from alongside.directory.queries.feeds import News
from alongside.directory.rules import positions
from alongside.directory.templatetags import directory as said

ROOT_ID = "1"
VERSION = "4.2.7"
VENUES = {"in-person": "1", "online": "2", "telephone": "2", "hybrid": "3"}
WORLD = {ours: theirs for theirs, ours in reversed(labels.NA_WORLD.items())}
KINDS = {"C": "O", "O": "O", "X": "FC2", "OUT": "FC2", "ONL": "FC2", "TC": "FC2"}
FIELDS = (
    "id_bigint", "worldid_mixed", "shared_group_id_bigint", "service_body_bigint",
    "weekday_tinyint", "venue_type", "start_time", "duration_time", "time_zone", "formats",
    "lang_enum", "longitude", "latitude", "distance_in_km", "distance_in_miles", "email_contact",
    "meeting_name", "location_text", "location_info", "location_street",
    "location_city_subsection", "location_neighborhood", "location_municipality",
    "location_sub_province", "location_province", "location_postal_code_1", "location_nation",
    "comments", "train_lines", "bus_lines", "contact_phone_2", "contact_email_2",
    "contact_name_2", "contact_phone_1", "contact_email_1", "contact_name_1",
    "phone_meeting_number", "virtual_meeting_link", "virtual_meeting_additional_info",
    "root_server_uri", "format_shared_id_list", "published", "root_server_id",
)  # fmt: skip


def number(pk: uuid.UUID) -> int:
    """The random half of an id, as far as a browser counts."""
    return pk.int & ((1 << 53) - 1)


def entry(row: models.Meeting, *, root: str, km: float | None = None) -> dict[str, str]:
    """One meeting; `root` is the address of this door, `km` how far it is where that was
    asked for."""
    kinds = sorted(row.types.all(), key=lambda kind: kind.code)
    words = said.day_and_hours(row) if row.is_irregular else ""
    told = dict.fromkeys(FIELDS, "")
    if row.latitude is not None and row.longitude is not None:
        told |= {"latitude": str(row.latitude), "longitude": str(row.longitude)}
    if km is not None:
        told["distance_in_km"] = str(round(km, 6))
        told["distance_in_miles"] = str(round(km / positions.MILE_KM, 6))
    return told | {
        "id_bigint": str(number(row.pk)),
        "service_body_bigint": str(number(row.body_id or row.source_id)),
        "weekday_tinyint": str((row.weekday or 0) + 1),
        "venue_type": VENUES.get(row.attendance, "1"),
        "start_time": clock(row.start_minute or 0),
        "duration_time": clock(length(row.start_minute, row.end_minute)),
        "time_zone": row.time_zone,
        "formats": ",".join(key(kind) for kind in kinds),
        "format_shared_id_list": ",".join(str(kind.pk) for kind in kinds),
        "lang_enum": "en",
        "meeting_name": row.name,
        "location_text": row.location_name,
        "location_info": row.location_notes,
        "location_street": row.street or (row.address if not row.town else ""),
        "location_sub_province": row.district.rpartition(" > ")[2],
        "location_municipality": row.town,
        "location_province": row.region,
        "location_postal_code_1": row.postal,
        "location_nation": row.country,
        "comments": "\n".join(filter(None, (words, row.notes))),
        "phone_meeting_number": row.conference_phone,
        "virtual_meeting_link": row.conference_url,
        "virtual_meeting_additional_info": row.conference_url_notes,
        "root_server_uri": root,
        "root_server_id": ROOT_ID,
        "published": "1",
    }


def length(start: int | None, end: int | None) -> int:
    """Minutes; an hour where no end is told."""
    if start is None or end is None:
        return 60
    return (end - start) % (24 * 60) or 24 * 60


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def key(kind: models.MeetingType) -> str:
    return kind.code.rpartition(":")[2].replace(",", " ")


def format_of(kind: models.MeetingType, *, language: str, root: str) -> dict[str, str]:
    return {
        "key_string": key(kind),
        "name_string": said.type_name(kind),
        "description_string": said.type_name(kind),
        "lang": language,
        "id": str(kind.pk),
        "world_id": WORLD.get(kind.means, ""),
        "root_server_uri": root,
        "format_type_enum": KINDS.get(kind.means, "FC3"),
        "root_server_id": ROOT_ID,
    }


def body_of(body: models.ServiceBody, *, root: str) -> dict[str, str]:
    return {
        "id": str(number(body.pk)),
        "parent_id": str(number(body.parent_id)) if body.parent_id else "0",
        "name": body.name,
        "description": body.description,
        "type": body.kind or "AS",
        "url": body.website,
        "helpline": body.phone,
        "world_id": body.world_key,
        "root_server_uri": root,
        "root_server_id": ROOT_ID,
    }


def source_of(source: models.Source, *, root: str) -> dict[str, str]:
    """A list stands in for the body that looks after a group, where none is named."""
    return {
        "id": str(number(source.pk)),
        "parent_id": "0",
        "name": source.name,
        "description": "",
        "type": "AS",
        "url": "",
        "helpline": "",
        "world_id": "",
        "root_server_uri": root,
        "root_server_id": ROOT_ID,
    }


def server(*, languages: Iterable[str]) -> dict[str, str]:
    major, minor, fix = VERSION.split(".")
    return {
        "version": VERSION,
        "versionInt": f"{int(major)}{int(minor):03}{int(fix):03}",
        "langs": ",".join(languages),
        "nativeLang": "en",
        "centerLongitude": "0",
        "centerLatitude": "0",
        "centerZoom": "3",
        "defaultDuration": "01:00:00",
        "regionBias": "",
        "charSet": "UTF-8",
        "distanceUnits": "km",
        "semanticAdmin": "0",
        "emailEnabled": "0",
        "emailIncludesServiceBodies": "0",
        "changesPerMeeting": "0",
        "meeting_states_and_provinces": "",
        "meeting_counties_and_sub_provinces": "",
        "available_keys": ",".join(FIELDS),
        "google_api_key": "",
        "dbVersion": "",
        "dbPrefix": "",
        "meeting_time_zones_enabled": "1",
        "aggregator_mode_enabled": "0",
    }


CHANGES = {"added": "comdef_change_type_new", "changed": "comdef_change_type_change",
           "gone": "comdef_change_type_delete"}  # fmt: skip


def change(each: News) -> dict[str, str]:
    """What happened, never who did it."""
    row, at = each.listing, each.at
    return {
        "date_int": str(int(at.timestamp())),
        "date_string": at.strftime("%-I:%M %p, %-m/%-d/%Y"),
        "change_type": CHANGES[each.fate],
        "change_id": str(number(uuid.uuid5(uuid.NAMESPACE_URL, each.id))),
        "meeting_id": str(number(row.pk)),
        "meeting_name": row.name,
        "user_id": "0",
        "user_name": "",
        "service_body_id": str(number(row.body_id or row.source_id)),
        "service_body_name": row.source.name,
        "meeting_exists": "0" if each.fate == "gone" or row.retired_at else "1",
        "details": ", ".join(each.fields),
    }
