"""Meeting Guide JSON: the rows of a feed as meetings, with a reason for every row that is odd.

Beside the specification it reads keys of our own, among them `welcomes_medication` (yes or no),
`fellowship`, `pathway` and `facts` (docs/api/feeds.md). Names, numbers and addresses of contacts,
payment handles and passcodes held in contact fields are never read.
"""

from collections.abc import Iterable
from hashlib import blake2s
from typing import Any

from alongside.directory.models import labels
from alongside.directory.rules import places, positions, recurrence, times, words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import files, meeting_lists, meeting_schedules, voices
from alongside.exchange.files import Unreadable
from alongside.exchange.meeting_lists import TABLE

KEYS = ("meetings", "data", "records", "items", "results")
ATTENDANCE = {
    "in_person": "in-person",
    "in-person": "in-person",
    "in person": "in-person",
    "inperson": "in-person",
    "online": "online",
    "telephone": "telephone",
    "phone": "telephone",
    "hybrid": "hybrid",
    "inactive": "inactive",
}


def rows(raw: bytes) -> list[tuple[int, Any]]:
    """The numbered list in a file: a plain array, or an array under one of the usual keys."""
    data = files.json_of(raw)
    if isinstance(data, dict) and isinstance(data.get("values"), list):
        return meeting_lists.of_table(data["values"])  # as a Google sheet answers
    if isinstance(data, dict):
        data = next((data[key] for key in KEYS if key in data), data)
    data = _listed(data)
    if isinstance(data, dict) and "name" in data and {"slug", "day"} & data.keys():
        data = [data]
    if not isinstance(data, list):
        raise Unreadable("no list of meetings in it")
    return list(enumerate(data, start=1))


def _listed(said: Any) -> Any:
    """A list that lost some of its rows is written as {"0": …, "2": …} by some servers."""
    is_list = isinstance(said, dict) and said and all(str(key).isdigit() for key in said)
    return list(said.values()) if is_list else said


def read(raw: bytes, *, fellowship: str = "", pathway: str = "") -> Batch:
    """Every row of the feed, as meetings or as problems. Rows count from 1."""
    return batch_of(rows(raw), fellowship=fellowship, pathway=pathway)


def batch_of(given: Iterable[tuple[int, Any]], *, fellowship: str = "", pathway: str = "") -> Batch:
    """The same of rows that were read already, each with its number."""
    batch = Batch(rows={TABLE: 0}, listings={TABLE: []})
    taken: dict[str, str] = {}
    for number, row in given:
        batch.rows[TABLE] += 1
        if not isinstance(row, dict):
            batch.refuse(TABLE, number, "", "not an object with fields")
            continue
        if isinstance(row.get("fields"), dict) and "name" not in row:  # as Airtable answers
            row = {"slug": row.get("id"), **row["fields"]}
        defaults = {"fellowship": fellowship, "pathway": pathway}
        for listing in _meetings(row, number, batch, defaults):
            meeting_lists.keep(listing, batch, taken)
    meeting_lists.list_unknown_types(batch)
    return batch


def _meetings(
    row: dict[str, Any], number: int, batch: Batch, defaults: dict[str, str]
) -> list[Listing]:
    """One listing for each day of a row; none where the row can't be used."""
    name, timed = _name(row, number, batch), _timed(row, number, batch)
    if not name or not timed:
        return []
    body = _body(row, number, batch)
    values = {
        "name": name,
        **_words_of(row),
        **_place_of(row, number, batch),
        **_online_of(row, number, batch),
        **_said(row, defaults),
        "time_zone": _zone(row, number, batch),
        "checked_at": times.moment_of(row.get("updated")),
    }
    types = _types(row, number, batch, labels.scheme_of(str(values["fellowship"])))
    values["attendance"] = _attendance(
        row, values, meeting_lists.meanings(types, batch), number, batch
    )
    slug = _slug(row, values, timed, number, batch)
    facts = voices.read(row.get("facts"), slug)
    said_at = voices.moment(row.get("medication_said_at"))
    values |= voices.medication(facts, values["welcomes_medication"], said_at)
    return [
        Listing(
            slug if len(timed) < 2 else f"{slug}@{when['weekday']}",
            number,
            {**values, **when},
            refs={"body": body} if body else {},
            where=() if "near" in row else _where(row),
            types=types,
            languages=meeting_lists.languages(types, batch),
            dates=dates,
            facts=facts,
        )
        for when, dates in timed
    ]


def _timed(row: dict[str, Any], number: int, batch: Batch) -> list[meeting_schedules.Timed]:
    """One for each day of a row; none where the row can't be used."""
    if row.get("schedule"):
        try:
            return meeting_schedules.written(row["schedule"])
        except recurrence.Odd as error:
            batch.refuse(TABLE, number, "schedule", f"can't be followed: {error}")
            return []
    days = _days(row, number, batch)
    if days is None:
        return []
    row = meeting_schedules.split_span(row)
    start, end = (_minute(row, column, number, batch) for column in ("time", "end_time"))
    weekly: list[int | None] = [*days] or [None]
    return [
        (
            {
                "weekday": day,
                "start_minute": start if days else None,
                "end_minute": end if days and start is not None else None,
            },
            (),
        )
        for day in weekly
    ]


def _body(row: dict[str, Any], number: int, batch: Batch) -> str:
    """The office that looks after the group, once for all its rows."""
    name = _text(row, "entity", 255)
    if not name:
        return ""
    bodies = batch.listings.setdefault("bodies", [])
    if not any(each.key == name[:190] for each in bodies):
        website = words.link(row.get("entity_website_url")) or words.link(row.get("entity_url"))
        values = {
            "name": name,
            "website": website,
            "phone": _text(row, "entity_phone", 120),
            "email": _text(row, "entity_email", 254),
            "place": _text(row, "entity_location", 300),
        }
        bodies.append(Listing(name[:190], number, values, table=TABLE))
    return name[:190]


def _name(row: dict[str, Any], number: int, batch: Batch) -> str:
    name = _text(row, "name", 255)
    if name:
        return name
    name = _text(row, "group", 255) or _text(row, "location", 255)
    if name:
        batch.remark(TABLE, number, "name", f"no name; called {name}")
    else:
        batch.refuse(TABLE, number, "name", "no name, group or location to call it by")
    return name


def _days(row: dict[str, Any], number: int, batch: Batch) -> list[int] | None:
    """The days it meets on; an empty list is by appointment, none a day that can't be read."""
    days, odd = times.days_of(_listed(row.get("day") if row.get("day") is not False else None))
    if odd and not days:
        batch.refuse(TABLE, number, "day", f"{', '.join(odd)} is not a day of the week")
        return None
    if odd:
        batch.remark(TABLE, number, "day", f"{', '.join(odd)} is not a day of the week; left out")
    return days


def _text(row: dict[str, Any], column: str, limit: int = 0) -> str:
    text = words.clean(row.get(column), limit=limit)
    return " ".join(text.split()) if limit else text


def _minute(row: dict[str, Any], column: str, number: int, batch: Batch) -> int | None:
    said = row.get(column)
    if said in (None, "") or said is False:
        return None
    minute = times.minute_of(said)
    if minute is None:
        batch.remark(TABLE, number, column, f"{str(said)[:40]} is not a time; left empty")
    return minute


def _words_of(row: dict[str, Any]) -> dict[str, str]:
    notes = [_text(row, column) for column in ("notes", "group_notes")]
    if isinstance(row.get("schedule"), dict):  # they begin with its days in plain words
        notes[0] = notes[0].removeprefix(words.clean(row["schedule"].get("words"))).strip()
    return {
        "group_name": _text(row, "group", 255),
        "notes": "\n\n".join(dict.fromkeys(note for note in notes if note)),
        "location_name": _text(row, "location", 255),
        "location_notes": _text(row, "location_notes"),
        "website": _website(row),
    }


def _website(row: dict[str, Any]) -> str:
    """Its own, else its page at the feed's owner; our own feeds say both apart."""
    own = words.link(row.get("website"))
    return own if "pathway" in row and "website" in row else own or words.link(row.get("url"))


def _place_of(row: dict[str, Any], number: int, batch: Batch) -> dict[str, Any]:
    whole = "" if row.get("no_address") == "yes" else _text(row, "formatted_address", 300)
    address = whole or ", ".join(
        filter(None, (*(_text(row, c, 200) for c in ("address", "city", "state")), _postal(row)))
    )
    latitude, longitude = (
        meeting_lists.number(row.get("latitude")),
        meeting_lists.number(row.get("longitude")),
    )
    said = any(row.get(column) not in (None, "") for column in ("latitude", "longitude"))
    good = positions.valid(latitude, longitude)
    if said and not good:
        batch.remark(TABLE, number, "latitude", "not a position on the globe; never shown on a map")
    return {
        "address": address[:300],
        "street": _text(row, "address", 255),
        "district": _district(row),
        "region": _text(row, "state", 80),
        "postal": _postal(row),
        "country": _text(row, "country", 60),
        "town": (_text(row, "city", 120) or _town(address))[:120],
        "latitude": latitude if good else None,
        "longitude": longitude if good else None,
        "is_approximate": _is_approximate(row),
        **({} if good else _near(row)),
    }


def _near(row: dict[str, Any]) -> dict[str, float]:
    """Our own key: the middle of its town, where only that is known."""
    said = row.get("near")
    if not isinstance(said, list) or len(said) != 2:
        return {}
    latitude, longitude = map(meeting_lists.number, said)
    if latitude is None or longitude is None or not positions.valid(latitude, longitude):
        return {}
    return {"near_latitude": latitude, "near_longitude": longitude}


def _district(row: dict[str, Any]) -> str:
    """'County > Town', from whichever of the three ways a feed writes it."""
    said = _listed(row.get("regions"))
    if isinstance(said, list) and said:
        parts = [words.clean(part, limit=80) for part in said]
    else:
        parts = [_text(row, column, 80) for column in ("region", "sub_region")]
    return " > ".join(dict.fromkeys(part for part in parts if part))[:200]


def _postal(row: dict[str, Any]) -> str:
    said = _text(row, "postal_code", 20)
    return said if said.strip("0") else ""  # of a spreadsheet whose cell was empty


def _town(address: str) -> str:
    return places.town_of_address(address).split(",")[0]


def _is_approximate(row: dict[str, Any]) -> bool:
    """Only a town or area is given: nowhere to walk to."""
    if row.get("has_door") == "yes":  # our own key, of online meetings
        return False
    said = str(row.get("approximate") or "").strip().lower()
    if said in {"yes", "no", "true", "false"}:
        return said in {"yes", "true"}
    if _text(row, "address", 200):
        return False
    parts = _text(row, "formatted_address", 300).split(",")
    return not any(sign.isdigit() for sign in parts[0]) and len(parts) <= 4


def _where(row: dict[str, Any]) -> tuple[str, ...]:
    """Ways to write its place, the most exact first; the region is where some feeds put the
    town."""
    postal = _postal(row)
    rest = [_text(row, column, 80) for column in ("state", "country")]
    city, region = _text(row, "city", 120), _text(row, "region", 120)
    from_address = places.town_of_address(
        _text(row, "formatted_address", 300) or _text(row, "address", 300)
    )
    ways = [
        postal if places.asked(postal).postal else "",
        ", ".join(filter(None, (city, *rest))) if city else "",
        from_address,
        ", ".join(filter(None, (region, *rest))) if region else "",
    ]
    return tuple(dict.fromkeys(way for way in ways if way))


def _online_of(row: dict[str, Any], number: int, batch: Batch) -> dict[str, str]:
    said = _text(row, "conference_url", 500)
    url = words.link(said)
    if said and not url:
        batch.remark(TABLE, number, "conference_url", "not a web address; left out")
    return {
        "conference_url": url,
        "conference_url_notes": _text(row, "conference_url_notes"),
        "conference_phone": _text(row, "conference_phone", 120),
        "conference_phone_notes": _text(row, "conference_phone_notes"),
    }


def _said(row: dict[str, Any], defaults: dict[str, str]) -> dict[str, str]:
    """Our own keys: what the group says of itself."""
    medication = str(row.get("welcomes_medication") or "").strip().lower()
    answer = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}.get(medication, "")
    pathway = _text(row, "pathway", 20) or defaults["pathway"]
    return {
        "welcomes_medication": answer,
        "fellowship": _text(row, "fellowship", 80) or defaults["fellowship"],
        "pathway": meeting_lists.pathway(pathway),
    }


def _zone(row: dict[str, Any], number: int, batch: Batch) -> str:
    said = _text(row, "timezone", 60)
    zone = meeting_lists.zone(said)
    if said and not zone:
        batch.remark(TABLE, number, "timezone", f"{said} is not a time zone; left out")
    return zone


def _types(row: dict[str, Any], number: int, batch: Batch, scheme: str = "") -> tuple[str, ...]:
    written = row.get("types_as_written")
    if isinstance(written, list):
        return meeting_lists.as_written(written, batch)
    said = _listed(row.get("types"))
    if isinstance(said, str):  # also '[open]' and '["O", "W"]'
        said = [code.strip(" \"'") for code in said.strip(" []").split(",")]
    if said is not None and not isinstance(said, list):
        batch.remark(TABLE, number, "types", "not a list; left out")
        said = []
    codes = (words.clean(code, limit=48) for code in said or [])
    kept = (meeting_lists.type_of(code, scheme, batch) for code in codes if code)
    return tuple(dict.fromkeys(kept))


def _attendance(
    row: dict[str, Any], values: dict[str, Any], types: set[str], number: int, batch: Batch
) -> str:
    """As said, else from what is there."""
    said = str(row.get("attendance_option") or "").strip().lower()
    if said in ATTENDANCE:
        return ATTENDANCE[said]
    if said:
        batch.remark(TABLE, number, "attendance_option", f"{said[:40]} is not known; worked out")
    return meeting_lists.attendance(values, types)


def _slug(
    row: dict[str, Any],
    values: dict[str, Any],
    timed: list[meeting_schedules.Timed],
    number: int,
    batch: Batch,
) -> str:
    said = row.get("slug")
    if said not in (None, "") and isinstance(said, str | int | float):
        return str(said).strip()[:190]
    days = [when["weekday"] for when, _dates in timed if when["weekday"] is not None]
    parts = (values["name"], timed[0][0]["start_minute"], days, values["address"])
    slug = blake2s(repr(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
    batch.remark(
        TABLE, number, "slug", f"no slug; made one from name, day, time and address: {slug}"
    )
    return slug
