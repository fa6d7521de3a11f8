"""Meetings in the 52 columns in which Narcotics Anonymous areas send them upwards. Columns of
contacts stay empty: names, addresses and numbers of people are not ours to pass on."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC

from alongside.directory import models
from alongside.directory.models import labels
from alongside.directory.templatetags import directory as said
from alongside.exchange.feeds import bmlt

COLUMNS = (
    "Committee", "CommitteeName", "AddDate", "AreaRegion", "ParentName", "ComemID", "ContactID",
    "ContactName", "CompanyName", "ContactAddrID", "ContactAddress1", "ContactAddress2",
    "ContactCity", "ContactState", "ContactZip", "ContactCountry", "ContactPhone", "MeetingID",
    "Room", "Closed", "WheelChr", "Day", "Time", "Language1", "Language2", "Language3",
    "LocationId", "Place", "Address", "City", "LocBorough", "State", "Zip", "Country",
    "Directions", "Institutional", "Format1", "Format2", "Format3", "Format4", "Format5",
    "Delete", "LastChanged", "Longitude", "Latitude", "ContactGP", "PhoneMeetingNumber",
    "VirtualMeetingLink", "VirtualMeetingInfo", "TimeZone", "bmlt_id", "unpublished",
)  # fmt: skip
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
FIRST = ("VM", "TC", "HYBR", "W", "M", "GL")  # never pushed out by a sixth format
OWN = {"OPEN", "CLOSED", "WCHR"}  # formats with a column of their own
MOST = 5


def lines(rows: Iterable[models.Meeting]) -> Iterator[str]:
    """The table, a line at a time."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for row in rows:
        yield _taken(text)
        writer.writerow(entry(row))
    yield _taken(text)


def _taken(text: io.StringIO) -> str:
    said = text.getvalue()
    text.seek(0)
    text.truncate()
    return said


def entry(row: models.Meeting) -> dict[str, str]:
    """One meeting; of what does not come every week the days stand under Directions."""
    kinds = sorted(row.types.all(), key=lambda kind: kind.code)
    worlds = {bmlt.WORLD[kind.means] for kind in kinds if kind.means in bmlt.WORLD}
    words = said.day_and_hours(row) if row.is_irregular else ""
    body = row.body
    return {
        "CommitteeName": row.name,
        "AreaRegion": body.world_key if body else "",
        "ParentName": body.name if body else row.source.name,
        "Closed": "CLOSED" if "CLOSED" in worlds else "OPEN",
        "WheelChr": "TRUE" if "WCHR" in worlds else "FALSE",
        "Day": DAYS[row.weekday or 0],
        "Time": f"{(row.start_minute or 0) // 60:02}{(row.start_minute or 0) % 60:02}",
        "Language1": next((_tongue(kind) for kind in kinds if _tongue(kind)), ""),
        "Place": row.location_name,
        "Address": row.street or (row.address if not row.town else ""),
        "City": row.town,
        "LocBorough": row.district.rpartition(" > ")[2],
        "State": row.region,
        "Zip": row.postal,
        "Country": row.country,
        "Directions": " ".join(filter(None, (words, row.location_notes))),
        "Institutional": "FALSE",
        **_formats(worlds - OWN),
        "LastChanged": f"{row.checked_at.astimezone(UTC):%Y-%m-%d}" if row.checked_at else "",
        "Longitude": "" if row.longitude is None else str(row.longitude),
        "Latitude": "" if row.latitude is None else str(row.latitude),
        "PhoneMeetingNumber": row.conference_phone,
        "VirtualMeetingLink": row.conference_url,
        "VirtualMeetingInfo": row.conference_url_notes,
        "TimeZone": row.time_zone,
        "bmlt_id": str(bmlt.number(row.pk)),
    }


def _tongue(kind: models.MeetingType) -> str:
    """'EN' is not said; any other language by its own letters."""
    return kind.means if kind.means in labels.TONGUES and kind.means != "EN" else ""


def _formats(worlds: set[str]) -> dict[str, str]:
    chosen = [code for code in FIRST if code in worlds] + sorted(worlds - set(FIRST))
    return {f"Format{number}": code for number, code in enumerate(chosen[:MOST], start=1)}
