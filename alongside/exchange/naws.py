"""NAWS tables: the 52 columns in which Narcotics Anonymous areas send their meetings upwards.

Spreadsheets have been at them: `0730` lost its zero, and so did ZIP codes. World ids repeat.
Meetings inside institutions are not open to the public, and are never shown. Names, addresses
and numbers of contacts are never read.
"""

import csv
from hashlib import blake2s
from typing import Any

from alongside.directory.rules import positions, times, words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import files, meeting_lists
from alongside.exchange.bmlt import Format, keep_format
from alongside.exchange.meeting_lists import TABLE

FORMATS = ("Format1", "Format2", "Format3", "Format4", "Format5")
TONGUES = ("Language1", "Language2", "Language3")
YES = {"true", "1", "yes", "y", "wchr"}


def read(raw: bytes, *, fellowship: str = "NA", pathway: str = "") -> Batch:
    """Every line as a listing or as a problem; the header is line 1."""
    table = csv.DictReader(files.stream(raw))
    if not {"Committee", "CommitteeName", "Day", "Time"} <= set(table.fieldnames or ()):
        raise files.Unreadable("not a NAWS table: no Committee, CommitteeName, Day and Time")
    batch = Batch(rows={TABLE: 0}, listings={TABLE: []})
    taken: dict[str, str] = {}
    try:
        for number, row in enumerate(table, start=2):
            batch.rows[TABLE] += 1
            listing = _meeting({k: v for k, v in row.items() if k}, number, batch)
            if listing:
                listing.values.update(fellowship=fellowship or "NA", pathway=pathway)
                meeting_lists.keep(listing, batch, taken, "bmlt_id")
    except csv.Error as error:
        raise files.Unreadable(f"not a table: {error}") from error
    meeting_lists.list_unknown_types(batch)
    return batch


def _text(row: dict[str, Any], column: str, limit: int = 0) -> str:
    text = words.clean(row.get(column), limit=limit)
    return " ".join(text.split()) if limit else text


def _meeting(row: dict[str, Any], number: int, batch: Batch) -> Listing | None:
    name = _text(row, "CommitteeName", 255) or _text(row, "Place", 255)
    if not name:
        batch.refuse(TABLE, number, "CommitteeName", "no name to call it by")
        return None
    if _text(row, "Delete"):
        batch.refuse(TABLE, number, "Delete", "marked as deleted by its own list")
        return None
    days, odd = times.days_of(row.get("Day"))
    if odd or len(days) > 1:
        said = _text(row, "Day", 60)
        batch.refuse(TABLE, number, "Day", f"{said} is not a day of the week")
        return None
    start = _minute(row.get("Time"))
    if start is None and _text(row, "Time"):
        batch.remark(TABLE, number, "Time", f"{_text(row, 'Time', 20)} is not a time; left empty")
    types = _types(row, batch)
    values = {
        "name": name,
        "weekday": days[0] if days else None,
        "start_minute": start if days else None,
        **_place(row, number, batch),
        **_online(row),
        "time_zone": _zone(row, number, batch),
        "checked_at": times.moment_of(_text(row, "LastChanged", 20)),
        "is_public": not (_is(row, "unpublished") or _is(row, "Institutional")),
    }
    values["attendance"] = meeting_lists.attendance(values, meeting_lists.meanings(types, batch))
    return Listing(
        _key(row, values),
        number,
        values,
        where=_where(values),
        types=types,
        languages=meeting_lists.languages(types, batch),
    )


def _is(row: dict[str, Any], column: str) -> bool:
    return _text(row, column).lower() in YES


def _key(row: dict[str, Any], values: dict[str, Any]) -> str:
    own = _text(row, "bmlt_id", 60).removesuffix(".0")
    if own:
        return own
    parts = (values["name"], values["weekday"], values["start_minute"], values["address"])
    return blake2s(repr(parts).encode(), digest_size=8).hexdigest()


def _minute(said: Any) -> int | None:
    """'1930', and '730' or '730.0' that were '0730'."""
    text = str(said or "").strip().removesuffix(".0")
    if text.isascii() and text.isdigit() and len(text) <= 4:
        text = text.zfill(4)
    return times.minute_of(text)


def _place(row: dict[str, Any], number: int, batch: Batch) -> dict[str, Any]:
    latitude, longitude = (meeting_lists.number(row.get(c)) for c in ("Latitude", "Longitude"))
    good = positions.valid(latitude, longitude)
    if not good and (_text(row, "Latitude") or _text(row, "Longitude")):
        reason = "not a position on the globe; never shown on a map"
        batch.remark(TABLE, number, "Latitude", reason)
    street, town = _text(row, "Address", 255), _text(row, "City", 120)
    region, country = _text(row, "State", 80), _text(row, "Country", 60)
    postal = _text(row, "Zip", 20).removesuffix(".0")
    if country.upper() in {"US", "USA", ""} and postal.isdigit() and len(postal) in {3, 4}:
        postal = postal.zfill(5)
    parts = (street, town, " ".join(filter(None, (region, postal))), country)
    notes = (_text(row, "Room"), _text(row, "Directions"))
    return {
        "location_name": _text(row, "Place", 255),
        "location_notes": "\n".join(filter(None, notes)),
        "street": street,
        "town": town,
        "district": _text(row, "LocBorough", 200),
        "region": region,
        "postal": postal,
        "country": country,
        "address": ", ".join(filter(None, parts))[:300],
        "latitude": latitude if good else None,
        "longitude": longitude if good else None,
        "is_approximate": not street,
    }


def _where(values: dict[str, Any]) -> tuple[str, ...]:
    full = ", ".join(filter(None, (values[c] for c in ("town", "region", "country"))))
    return tuple(filter(None, (values["postal"], full if values["town"] else "")))


def _online(row: dict[str, Any]) -> dict[str, str]:
    return {
        "conference_url": words.link(row.get("VirtualMeetingLink")),
        "conference_url_notes": _text(row, "VirtualMeetingInfo"),
        "conference_phone": _text(row, "PhoneMeetingNumber", 120),
    }


def _zone(row: dict[str, Any], number: int, batch: Batch) -> str:
    said = _text(row, "TimeZone", 60)
    zone = meeting_lists.zone(said)
    if said and not zone:
        batch.remark(TABLE, number, "TimeZone", f"{said} is not a time zone; left out")
    return zone


def _types(row: dict[str, Any], batch: Batch) -> tuple[str, ...]:
    """World codes, which say the same everywhere."""
    codes = [_text(row, column, 40).upper() for column in ("Closed", *FORMATS)]
    if _is(row, "WheelChr"):
        codes.append("WCHR")
    kept = {keep_format(Format(code, world=code), batch) for code in codes if code}
    for column in TONGUES:
        tongue = _text(row, column, 40)
        code = meeting_lists.named().get(words.fold(tongue)) if tongue else None
        if code:
            kept.add(code)
        elif tongue:
            kept.add(keep_format(Format(tongue), batch))
    return tuple(sorted(kept))
