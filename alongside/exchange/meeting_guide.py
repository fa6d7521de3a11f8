"""Meeting Guide JSON: the rows of a feed as meetings, with a reason for every row that is odd.

Beside the specification it reads three keys of our own: `welcomes_medication` (yes or no),
`fellowship` and `pathway`. Names, numbers and addresses of contacts, payment handles and
passcodes held in contact fields are never read.
"""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2s
from typing import Any
from zoneinfo import available_timezones

from alongside.directory.models import labels
from alongside.directory.rules import places, positions, times, words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange.files import Unreadable

TABLE = "meetings"
ATTENDANCE = {
    "in_person": "in-person",
    "in-person": "in-person",
    "inperson": "in-person",
    "online": "online",
    "telephone": "telephone",
    "phone": "telephone",
    "hybrid": "hybrid",
    "inactive": "inactive",
}
_ZONES = available_timezones()
_CASES = {code.upper(): code for code in labels.KNOWN}


def rows(raw: bytes) -> list[Any]:
    """The list in a file: a plain array, or an array under one of the usual keys."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 text: byte {error.start} can't be read") from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"not valid JSON: {error.msg}, line {error.lineno} column {error.colno}"
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(f"not valid JSON: {type(error).__name__}") from error
    if isinstance(data, dict):
        data = next((data[key] for key in ("meetings", "data", "records") if key in data), data)
    if not isinstance(data, list):
        raise Unreadable("no list of meetings in it")
    return data


def _no_number(name: str) -> float:
    raise ValueError(name)


def read(raw: bytes, *, fellowship: str = "", pathway: str = "") -> Batch:
    """Every row of the feed, as meetings or as problems. Rows count from 1."""
    batch = Batch(rows={TABLE: 0}, listings={TABLE: []})
    taken: dict[str, str] = {}
    for number, row in enumerate(rows(raw), start=1):
        batch.rows[TABLE] += 1
        if not isinstance(row, dict):
            batch.refuse(TABLE, number, "", "not an object with fields")
            continue
        defaults = {"fellowship": fellowship, "pathway": pathway}
        for listing in _meetings(row, number, batch, defaults):
            _keep(listing, batch, taken)
    _list_unknown_types(batch)
    return batch


def _keep(listing: Listing, batch: Batch, taken: dict[str, str]) -> None:
    """Two rows with one slug are two meetings, unless they say the same."""
    digest = listing.mark
    if listing.key in taken:
        if taken[listing.key] == digest:
            batch.refuse(TABLE, listing.row, "slug", f"the same row twice ({listing.key})")
            return
        other = f"{listing.key[:180]}~{digest[:8]}"
        batch.remark(
            TABLE, listing.row, "slug", f"slug {listing.key} is used twice; kept as {other}"
        )
        if other in taken:
            batch.refuse(TABLE, listing.row, "slug", f"the same row twice ({other})")
            return
        taken[other] = digest
        batch.listings[TABLE].append(_rekeyed(listing, other))
        return
    taken[listing.key] = digest
    batch.listings[TABLE].append(listing)


def _rekeyed(listing: Listing, key: str) -> Listing:
    return Listing(
        key,
        listing.row,
        listing.values,
        where=listing.where,
        types=listing.types,
        languages=listing.languages,
    )


def _meetings(
    row: dict[str, Any], number: int, batch: Batch, defaults: dict[str, str]
) -> list[Listing]:
    """One listing for each day of a row; none where the row can't be used."""
    name, days = _name(row, number, batch), _days(row, number, batch)
    if not name or days is None:
        return []
    start, end = (_minute(row, column, number, batch) for column in ("time", "end_time"))
    values = {
        "name": name,
        **_words_of(row),
        **_place_of(row, number, batch),
        **_online_of(row, number, batch),
        **_said(row, defaults),
        "start_minute": start if days else None,
        "end_minute": end if days and start is not None else None,
        "time_zone": _zone(row, number, batch),
        "checked_at": times.moment_of(row.get("updated")),
    }
    types = _types(row, number, batch, labels.scheme_of(str(values["fellowship"])))
    values["attendance"] = _attendance(row, values, meanings(types, batch), number, batch)
    slug = _slug(row, values, days, number, batch)
    weekly: list[int | None] = [*days] or [None]
    return [
        Listing(
            slug if len(days) < 2 else f"{slug}@{day}",
            number,
            {**values, "weekday": day},
            where=_where(row),
            types=types,
            languages=_languages(types, batch),
        )
        for day in weekly
    ]


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
    days, odd = times.days_of(row.get("day"))
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
    if said in (None, ""):
        return None
    minute = times.minute_of(said)
    if minute is None:
        batch.remark(TABLE, number, column, f"{str(said)[:40]} is not a time; left empty")
    return minute


def _words_of(row: dict[str, Any]) -> dict[str, str]:
    notes = [_text(row, column) for column in ("notes", "group_notes")]
    return {
        "group_name": _text(row, "group", 255),
        "notes": "\n\n".join(dict.fromkeys(note for note in notes if note)),
        "location_name": _text(row, "location", 255),
        "location_notes": _text(row, "location_notes"),
        "website": words.link(row.get("website")) or words.link(row.get("url")),
    }


def _place_of(row: dict[str, Any], number: int, batch: Batch) -> dict[str, Any]:
    address = _text(row, "formatted_address", 300) or ", ".join(
        filter(None, (_text(row, c, 200) for c in ("address", "city", "state", "postal_code")))
    )
    latitude, longitude = _number(row.get("latitude")), _number(row.get("longitude"))
    said = any(row.get(column) not in (None, "") for column in ("latitude", "longitude"))
    good = positions.valid(latitude, longitude)
    if said and not good:
        batch.remark(TABLE, number, "latitude", "not a position on the globe; never shown on a map")
    return {
        "address": address[:300],
        "street": _text(row, "address", 255),
        "district": _district(row),
        "region": _text(row, "state", 80),
        "postal": _text(row, "postal_code", 20),
        "country": _text(row, "country", 60),
        "town": (_text(row, "city", 120) or _town(address))[:120],
        "latitude": latitude if good else None,
        "longitude": longitude if good else None,
        "is_approximate": _is_approximate(row),
    }


def _district(row: dict[str, Any]) -> str:
    """'County > Town', from whichever of the three ways a feed writes it."""
    said = row.get("regions")
    if isinstance(said, list) and said:
        parts = [words.clean(part, limit=80) for part in said]
    else:
        parts = [_text(row, column, 80) for column in ("region", "sub_region")]
    return " > ".join(dict.fromkeys(part for part in parts if part))[:200]


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def _town(address: str) -> str:
    return places.town_of_address(address).split(",")[0]


def _is_approximate(row: dict[str, Any]) -> bool:
    """Only a town or area is given: nowhere to walk to."""
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
    postal = _text(row, "postal_code", 20)
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
        "medication_says": "listing" if answer else "",
        "fellowship": _text(row, "fellowship", 80) or defaults["fellowship"],
        "pathway": pathway if pathway in labels.PATHWAYS else "",
    }


def _zone(row: dict[str, Any], number: int, batch: Batch) -> str:
    zone = _text(row, "timezone", 60)
    if zone and zone not in _ZONES:
        batch.remark(TABLE, number, "timezone", f"{zone} is not a time zone; left out")
        return ""
    return zone


def _types(row: dict[str, Any], number: int, batch: Batch, scheme: str = "") -> tuple[str, ...]:
    """Codes as written, except that case does not tell two of them apart, and that letters
    with another meaning in their own fellowship are marked with its name."""
    said = row.get("types")
    if isinstance(said, str):
        said = said.split(",")
    if said is not None and not isinstance(said, list):
        batch.remark(TABLE, number, "types", "not a list; left out")
        said = []
    codes = (words.clean(code, limit=48) for code in said or [])
    return tuple(dict.fromkeys(_type(code, scheme, batch) for code in codes if code))


def _type(code: str, scheme: str, batch: Batch) -> str:
    """The code that is kept; what it means stands in the batch where it is not ours."""
    own = labels.SCHEMES.get(scheme, {}).get(code.upper())
    if own is not None and own != code.upper():
        batch.types[f"{scheme}:{code}"] = ("", own)
        return f"{scheme}:{code}"
    if code.upper() in _CASES:
        return _CASES[code.upper()]
    in_words = labels.IN_WORDS.get(words.fold(code))
    if in_words:
        batch.types[code] = ("", in_words)
    return code


def meanings(types: Iterable[str], batch: Batch) -> set[str]:
    """The codes of ours that these types stand for."""
    return {batch.types[code][1] if code in batch.types else code for code in types}


def _languages(types: Iterable[str], batch: Batch) -> tuple[tuple[str, str], ...]:
    meant = (batch.types[code][1] if code in batch.types else code for code in types)
    return tuple(dict.fromkeys(labels.TONGUES[code] for code in meant if code in labels.TONGUES))


def _attendance(
    row: dict[str, Any], values: dict[str, Any], types: set[str], number: int, batch: Batch
) -> str:
    """As said, else from what is there: a way to join, and somewhere to go. Where the place
    is closed and there is no other way in, nobody can take part."""
    said = str(row.get("attendance_option") or "").strip().lower()
    if said in ATTENDANCE:
        return ATTENDANCE[said]
    if said:
        batch.remark(TABLE, number, "attendance_option", f"{said[:40]} is not known; worked out")
    if values["conference_url"] or values["conference_phone"] or "ONL" in types:
        somewhere = bool(values["address"]) and not values["is_approximate"]
        if somewhere and "TC" not in types:
            return "hybrid"
        return "online" if values["conference_url"] or "ONL" in types else "telephone"
    return "inactive" if "TC" in types else "in-person"


def _slug(
    row: dict[str, Any], values: dict[str, Any], days: list[int], number: int, batch: Batch
) -> str:
    said = row.get("slug")
    if said not in (None, "") and isinstance(said, str | int | float):
        return str(said).strip()[:190]
    parts = (values["name"], values["start_minute"], days, values["address"])
    slug = blake2s(repr(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
    batch.remark(
        TABLE, number, "slug", f"no slug; made one from name, day, time and address: {slug}"
    )
    return slug


def _list_unknown_types(batch: Batch) -> None:
    counts = Counter(
        code for listing in batch.listings[TABLE] for code in listing.types
        if code not in labels.KNOWN and code not in batch.types
    )  # fmt: skip
    for code, count in sorted(counts.items()):
        batch.remark(TABLE, 0, "types", f"type {code} is not known; kept as written ({count})")
