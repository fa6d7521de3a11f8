"""What the readers of meetings have in common: types and their meaning, doubles, attendance."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from alongside.directory import models
from alongside.directory.models import labels
from alongside.directory.rules import words
from alongside.directory.schemas import Batch, Listing

TABLE = "meetings"
ZONES = available_timezones()
_NAMES = Path(models.__file__).parent.parent / "data" / "meeting-types.json"
_CASES = {code.upper(): code for code in labels.KNOWN}
# What languages call themselves, or are called without their accents.
_TONGUES = {
    "espanol": "S", "francais": "FR", "farsi": "FA", "persian": "FA", "svenska": "SV",
    "deutsch": "DE", "portugues": "POR", "italiano": "ITA", "polski": "POL", "russkij": "RUS",
    "suomi": "FI", "dansk": "DA", "nederlands": "NL", "norsk": "NO", "punjabi": "PUN",
    "asl": "ASL", "malentendants": "HOH",
}  # fmt: skip

COLUMNS = {  # of tables that people write: of the format
    "id": "slug",
    "meeting": "name",
    "meeting_name": "name",
    "start_time": "time",
    "start": "time",
    "end": "end_time",
    "weekday": "day",
    "type": "types",
    "zip": "postal_code",
    "postcode": "postal_code",
    "zip_code": "postal_code",
    "province": "state",
    "subregion": "sub_region",
    "lat": "latitude",
    "lng": "longitude",
    "long": "longitude",
    "lon": "longitude",
    "time_zone": "timezone",
    "full_address": "formatted_address",
    "zoom": "conference_url",
    "online_url": "conference_url",
    "phone_in": "conference_phone",
    "day_of_week": "day",
    "day_of_the_week": "day",
    "meeting_day": "day",
    "meeting_time": "time",
    "begin_time": "time",
    "street_address": "address",
    "street": "address",
    "town": "city",
    "venue": "location",
    "meeting_types": "types",
    "nombre": "name", "nom": "name", "dia": "day", "jour": "day", "hora": "time", "heure": "time",
    "inicio": "time", "debut": "time", "fin": "end_time", "direccion": "address",
    "adresse": "address", "ciudad": "city", "ville": "city", "lugar": "location",
    "lieu": "location", "tipos": "types", "tipo": "types", "notas": "notes", "remarques": "notes",
    "codigo_postal": "postal_code", "code_postal": "postal_code",
}  # fmt: skip
_CLOCKS = {name.casefold(): name for name in ZONES} | {
    name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items() if zone in ZONES
}


def zone(said: str) -> str:
    """A time zone, in whatever letters, also by the name that Windows gives it; or nothing."""
    return said if said in ZONES else _CLOCKS.get(said.casefold().replace(" (utc)", ""), "")


def names_of(line: Iterable[Any]) -> list[str]:
    """The columns of a table as the format calls them: 'Postal Code' is `postal_code`."""
    names = ("_".join(words.fold(str(name)).split()) for name in line)
    return [COLUMNS.get(name, name) for name in names]


@cache
def named() -> dict[str, str]:
    """Our code for a type or language that is written as words, folded, in any of our
    languages: as Meeting Guide calls it, and as people do."""
    found: dict[str, str] = {}
    for code, names in json.loads(_NAMES.read_text(encoding="utf-8")).items():
        for name in names.values():
            found.setdefault(words.fold(name), code)
    for code, (name, _tag) in labels.TONGUES.items():
        found.setdefault(words.fold(name), code)
    return {**found, **_TONGUES, **labels.IN_WORDS}


def type_of(code: str, scheme: str, batch: Batch) -> str:
    """The code that is kept of one that was written; what it means stands in the batch where
    it is not one of ours. Case does not tell two codes apart. Letters with another meaning
    in their own fellowship (`scheme`) are marked with its name."""
    code = code.strip()[:48]
    own = labels.SCHEMES.get(scheme, {}).get(code.upper(), "")
    if own and own != code.upper():
        batch.types[f"{scheme}:{code}"] = ("", own)
        return f"{scheme}:{code}"
    if code.upper() in _CASES:
        return _CASES[code.upper()]
    in_words = named().get(words.fold(code))
    if in_words:
        batch.types[code] = ("", in_words)
    return code


def as_written(said: list[Any], batch: Batch) -> tuple[str, ...]:
    """Our own key of a feed: types as [code, name, what it means to us]."""
    kept = []
    for each in said:
        if isinstance(each, list) and len(each) == 3:
            code, name, means = (words.clean(part, limit=60) for part in each)
            if code and code not in labels.KNOWN:
                batch.types[code] = (name, means if means in labels.KNOWN else "")
            kept.append(code)
    return tuple(dict.fromkeys(code for code in kept if code))


def meanings(types: Iterable[str], batch: Batch) -> set[str]:
    """The codes of ours that these types stand for."""
    return {batch.types[code][1] if code in batch.types else code for code in types}


def languages(types: Iterable[str], batch: Batch) -> tuple[tuple[str, str], ...]:
    meant = (batch.types[code][1] if code in batch.types else code for code in types)
    return tuple(dict.fromkeys(labels.TONGUES[code] for code in meant if code in labels.TONGUES))


def attendance(values: dict[str, Any], meant: set[str]) -> str:
    """From what is there: a way to join, and somewhere to go. Where the place is closed and
    there is no other way in, nobody can take part."""
    screen = bool(values["conference_url"] or "ONL" in meant)
    if screen or values["conference_phone"]:
        somewhere = bool(values["address"]) and not values["is_approximate"]
        if somewhere and "TC" not in meant:
            return "hybrid"
        return "online" if screen else "telephone"
    return "inactive" if "TC" in meant else "in-person"


def pathway(said: str) -> str:
    """A slug as pathways have one; whether there is such a pathway is seen where it is kept."""
    letters = said.replace("-", "")
    return said if said.isascii() and letters.isalnum() and said == said.lower() else ""


def keep(listing: Listing, batch: Batch, taken: dict[str, str], column: str = "slug") -> None:
    """Two rows with one key are two meetings, unless they say the same."""
    digest = listing.mark
    if listing.key not in taken:
        taken[listing.key] = digest
        batch.listings[TABLE].append(listing)
        return
    other = f"{listing.key[:180]}~{digest[:8]}"
    if digest in {taken[listing.key], taken.get(other)}:
        batch.refuse(TABLE, listing.row, column, f"the same row twice ({listing.key})")
        return
    batch.remark(
        TABLE, listing.row, column, f"{column} {listing.key} is used twice; kept as {other}"
    )
    taken[other] = digest
    batch.listings[TABLE].append(replace(listing, key=other))


def list_unknown_types(batch: Batch) -> None:
    counts = Counter(
        code for listing in batch.listings[TABLE] for code in listing.types
        if code not in labels.KNOWN and not batch.types.get(code, ("", ""))[1]
    )  # fmt: skip
    for code, count in sorted(counts.items()):
        name = batch.types.get(code, ("", ""))[0]
        said = f"{code} ({name})" if name else code
        batch.remark(TABLE, 0, "types", f"type {said} is not known; kept as written ({count})")


def number(value: Any) -> float | None:
    try:
        if isinstance(value, str) and value.count(",") == 1 and "." not in value:
            value = value.replace(",", ".")  # as much of the world writes it
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def of_table(lines: Iterable[Any]) -> list[tuple[int, Any]]:
    """Rows of a table whose first line names the columns, in whatever letters: 'Postal Code'.
    Each with its number as a spreadsheet counts, empty ones too."""
    names: list[str] = []
    found = []
    for number, line in enumerate(lines, start=1):
        if not isinstance(line, list):
            continue
        if not names:
            names = names_of(line)
        elif any(str(cell or "").strip() for cell in line):
            row: dict[str, Any] = {}
            for name, cell in zip(names, line, strict=False):
                if name and not str(row.get(name) or "").strip():  # of two columns, the filled one
                    row[name] = cell
            found.append((number, row))
    return found
