"""Narcotics Anonymous servers: meetings as the semantic JSON and as API v1 give them.

The same meetings come out of both. Formats and service bodies may lie beside them, as JSON of
either shape or, for the formats that every server begins with, as the SQL that ships with it.
Weekdays count from 1 in the semantic JSON and from 0 in API v1. World ids repeat and are never a
key. Names, numbers and addresses of contacts are never read.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from alongside.directory.models import labels
from alongside.directory.rules import positions, times, words
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import files, meeting_lists
from alongside.exchange.files import Files, Unreadable
from alongside.exchange.meeting_lists import TABLE

BODIES = "bodies"
# Of a meeting: semantic JSON of real servers, its other spellings, API v1.
NAMES = {
    "id": ("id_bigint", "id"),
    "body": ("service_body_bigint", "serviceBodyId"),
    "day": ("weekday_tinyint", "day"),
    "venue": ("venue_type", "venueType"),
    "start": ("start_time", "startTime"),
    "length": ("duration_time", "duration"),
    "zone": ("time_zone", "timeZone"),
    "keys": ("formats",),
    "ids": ("format_shared_id_list", "formatIds"),
    "name": ("meeting_name", "name"),
    "world": ("worldid_mixed", "worldId"),
    "published": ("published",),
}
VENUES = {"1": "in-person", "2": "online", "3": "hybrid"}
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::\d{2})?$")


@dataclass(frozen=True, slots=True)
class Format:
    key: str
    name: str = ""
    world: str = ""


@dataclass(slots=True)
class Given:
    """What the files of one server hold."""

    meetings: list[Any] = field(default_factory=list)
    formats: dict[str, Format] = field(default_factory=dict)
    bodies: list[Any] = field(default_factory=list)
    has_meetings: bool = False


def read(given: Files, *, fellowship: str = "NA", pathway: str = "") -> Batch:
    """Every meeting and service body as listings or as problems. Rows count from 1."""
    said = sorted_out(given)
    if not said.has_meetings:
        raise Unreadable("no list of meetings in it")
    batch = Batch(rows={TABLE: 0}, listings={TABLE: []})
    bodies = _bodies(said.bodies, batch)
    taken: dict[str, str] = {}
    for number, row in enumerate(said.meetings, start=1):
        batch.rows[TABLE] += 1
        if not isinstance(row, dict):
            batch.refuse(TABLE, number, "", "not an object with fields")
            continue
        listing = _Meeting(row, number, batch, said.formats).listing(bodies)
        if listing:
            listing.values["fellowship"] = fellowship or "NA"
            listing.values["pathway"] = meeting_lists.pathway(pathway)
            meeting_lists.keep(listing, batch, taken, "id")
    meeting_lists.list_unknown_types(batch)
    return batch


def sorted_out(given: Files) -> Given:
    """Which of the files is what, by what is in them."""
    said = Given()
    for name, raw in given.items():
        if name.endswith(".sql"):
            _add(said.formats, _of_sql(raw.decode("utf-8", "replace")))
            continue
        data = _json(raw, name)
        parts = (
            [data[key] for key in ("formats", "meetings") if key in data]
            if isinstance(data, dict)
            else [data]
        )
        for part in parts:
            _sort(part, said)
    return said


def _json(raw: bytes, name: str) -> Any:
    try:
        return json.loads(files.whole_signs(files.text_of(raw)))
    except json.JSONDecodeError as error:
        raise Unreadable(f"{name} is not valid JSON: {error.msg}, line {error.lineno}") from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Unreadable(f"{name} is not valid JSON: {type(error).__name__}") from error


def _sort(part: Any, said: Given) -> None:
    if not isinstance(part, list):
        return
    keys: set[str] = set().union(*(row.keys() for row in part[:5] if isinstance(row, dict)))
    if keys & {"key_string", "translations"}:
        _add(said.formats, _formats(part))
    elif "parent_id" in keys or "parentId" in keys:
        said.bodies += part
    elif not part or keys & {*NAMES["start"], *NAMES["day"], "id_bigint"}:
        said.meetings += part
        said.has_meetings = True


def _add(formats: dict[str, Format], more: Iterable[tuple[str, str, Format]]) -> None:
    """English where there is a choice: its keys are those that the world knows."""
    for number, language, each in more:
        if number and (language == "en" or number not in formats):
            formats[number] = each


def _formats(rows: list[Any]) -> Iterable[tuple[str, str, Format]]:
    for row in rows:
        if not isinstance(row, dict):
            continue
        number, world = _text(row.get("id")), _text(row.get("world_id") or row.get("worldId"))
        if isinstance(row.get("translations"), list):
            for each in row["translations"]:
                if isinstance(each, dict):
                    key, name = _text(each.get("key")), _text(each.get("name"))
                    yield number, _text(each.get("language")), Format(key, name, world)
        else:
            key, name = _text(row.get("key_string")), _text(row.get("name_string"))
            yield number, _text(row.get("lang")), Format(key, name, world)


_STATEMENT = re.compile(r"\(([^()]*shared_id_bigint[^()]*)\)\s*VALUES", re.I)
_VALUE = re.compile(r"\s*(?:NULL|(-?\d+)|'((?:[^'\\]|\\.|'')*)')\s*(,|\))", re.I | re.S)
_QUOTED = re.compile(r"\\(.)|'(')", re.S)


def _of_sql(text: str) -> Iterable[tuple[str, str, Format]]:
    """The rows of an INSERT: `(1, 'B', NULL, 'BEG', 'en', 'Beginners', …), (…)`."""
    head = _STATEMENT.search(text[:5000])
    if head is None:
        return
    columns = [name.strip(" `\n") for name in head[1].split(",")]
    at = text.find("(", head.end())
    while at >= 0:
        values, at = _tuple(text, at + 1)
        row = dict(zip(columns, values, strict=False))
        yield (
            row.get("shared_id_bigint", ""),
            row.get("lang_enum", ""),
            Format(
                row.get("key_string", ""), row.get("name_string", ""), row.get("worldid_mixed", "")
            ),
        )
        at = text.find("(", at)


def _tuple(text: str, at: int) -> tuple[list[str], int]:
    values: list[str] = []
    while found := _VALUE.match(text, at):
        values.append(found[1] or _QUOTED.sub(lambda sign: sign[1] or sign[2], found[2] or ""))
        at = found.end()
        if found[3] == ")":
            break
    return values, at


def _text(value: Any, limit: int = 0) -> str:
    text = words.clean(value, limit=limit)
    return " ".join(text.split()) if limit else text


def _bodies(rows: list[Any], batch: Batch) -> set[str]:
    """Areas and regions as listings; their keys."""
    known = {_text(row.get("id")) for row in rows if isinstance(row, dict)}
    kept: set[str] = set()
    if rows:
        batch.rows[BODIES], batch.listings[BODIES] = len(rows), []
    for number, row in enumerate(rows, start=1):
        key = _text(row.get("id"), 190) if isinstance(row, dict) else ""
        name = _text(row.get("name"), 255) if key else ""
        if not name or key in kept:
            batch.refuse(BODIES, number, "name", "no id and name, or the same twice")
            continue
        kept.add(key)
        above = _text(row.get("parent_id") or row.get("parentId"))
        values = {
            "name": name,
            "kind": _text(row.get("type"), 20),
            "description": _text(row.get("description")),
            "website": words.link(row.get("url")),
            "phone": _text(row.get("helpline"), 120),
            "world_key": _text(row.get("world_id") or row.get("worldId"), 40),
        }
        refs = {"parent": above} if above in known and above != key else {}
        batch.listings[BODIES].append(Listing(key, number, values, refs=refs))
    for listing in batch.listings.get(BODIES, []):
        if listing.refs.get("parent", "") not in {*kept, ""}:
            listing.refs.clear()
    return kept


class _Meeting:
    """One row of either shape, as a listing or as a problem."""

    def __init__(
        self, row: dict[str, Any], number: int, batch: Batch, formats: dict[str, Format]
    ) -> None:
        self.row, self.number, self.batch, self.formats = row, number, batch, formats
        self.is_semantic = "id_bigint" in row or "weekday_tinyint" in row

    def of(self, what: str) -> Any:
        said = (self.row.get(name) for name in NAMES[what])
        return next((each for each in said if each not in (None, "")), None)

    def text(self, column: str, limit: int = 0) -> str:
        return _text(self.row.get(column), limit)

    def remark(self, column: str, reason: str) -> None:
        self.batch.remark(TABLE, self.number, column, reason)

    def listing(self, bodies: set[str]) -> Listing | None:
        key, name = _text(self.of("id"), 180), _text(self.of("name"), 255)
        name = name or self.text("location_text", 255)
        if not key or not name:
            self.batch.refuse(TABLE, self.number, "id", "no id, or no name to call it by")
            return None
        types = self.types()
        values = {"name": name, **self.time(), **self.place(), **self.online()}
        values["notes"] = self.text("comments")
        values["is_public"] = str(self.of("published")).lower() not in {"0", "false"}
        values["attendance"] = self.attendance(values, types)
        body = _text(self.of("body"))
        return Listing(
            key,
            self.number,
            values,
            refs={"body": body} if body in bodies else {},
            where=self.where(),
            types=types,
            languages=meeting_lists.languages(types, self.batch),
        )

    def time(self) -> dict[str, Any]:
        day, start = self.of("day"), _minutes(self.of("start"))
        weekday = None
        if day is not None:
            said = int(day) if str(day).isascii() and str(day).isdigit() else -1
            weekday = said - 1 if self.is_semantic else said
            if not 0 <= weekday <= 6:
                self.remark("day", f"{str(day)[:20]} is not a day of the week; by appointment")
                weekday = None
        if start is None and self.of("start") is not None:
            self.remark("start", f"{str(self.of('start'))[:20]} is not a time; left empty")
        length = _minutes(self.of("length"), most=24 * 60) or 0
        ends = None if start is None or not 0 < length < 24 * 60 else (start + length) % (24 * 60)
        written = _text(self.of("zone"), 60)
        zone = meeting_lists.zone(written)
        if written and not zone:
            self.remark("zone", f"{written} is not a time zone; left out")
        return {
            "weekday": weekday,
            "start_minute": start if weekday is not None else None,
            "end_minute": ends if weekday is not None else None,
            "time_zone": zone,
        }

    def place(self) -> dict[str, Any]:
        latitude, longitude = (
            meeting_lists.number(self.row.get(column)) for column in ("latitude", "longitude")
        )
        good = positions.valid(latitude, longitude)
        if not good and (latitude or longitude):
            self.remark("latitude", "not a position on the globe; never shown on a map")
        street, town = self.text("location_street", 255), self.text("location_municipality", 120)
        region, postal = self.text("location_province", 80), self.text("location_postal_code_1", 20)
        country = self.text("location_nation", 60)
        near = ("location_neighborhood", "location_city_subsection", "location_sub_province")
        travel = [self.text(column) for column in ("location_info", "bus_lines", "train_lines")]
        parts = (street, town, " ".join(filter(None, (region, postal))), country)
        return {
            "location_name": self.text("location_text", 255),
            "location_notes": "\n".join(filter(None, travel)),
            "street": street,
            "town": town,
            "district": " > ".join(dict.fromkeys(filter(None, map(self.text, near[::-1]))))[:200],
            "region": region,
            "postal": postal,
            "country": country,
            "address": ", ".join(filter(None, parts))[:300],
            "latitude": latitude if good else None,
            "longitude": longitude if good else None,
            "is_approximate": not street,
        }

    def where(self) -> tuple[str, ...]:
        town, region, country = (
            self.text(f"location_{name}", 80) for name in ("municipality", "province", "nation")
        )
        postal = self.text("location_postal_code_1", 20)
        full = ", ".join(filter(None, (town, region, country))) if town else ""
        return tuple(dict.fromkeys(filter(None, (postal, full))))

    def online(self) -> dict[str, str]:
        said = self.text("virtual_meeting_link", 500)
        url = words.link(said)
        if said and not url:
            self.remark("virtual_meeting_link", "not a web address; left out")
        return {
            "conference_url": url,
            "conference_url_notes": self.text("virtual_meeting_additional_info"),
            "conference_phone": self.text("phone_meeting_number", 120),
        }

    def types(self) -> tuple[str, ...]:
        """By their ids where the server's formats are known, else by the letters it wrote."""
        ids = _list(self.of("ids"))
        if self.formats and ids:
            chosen = [self.formats.get(each) or Format(f"#{each}") for each in ids]
        elif keys := _list(self.of("keys")):
            by_key = {each.key: each for each in self.formats.values()}
            chosen = [by_key.get(each) or Format(each) for each in keys]
        else:
            chosen = [Format(f"#{each}") for each in ids]
        return tuple(sorted({keep_format(each, self.batch) for each in chosen if each.key}))

    def attendance(self, values: dict[str, Any], types: tuple[str, ...]) -> str:
        meant = meeting_lists.meanings(types, self.batch)
        venue = VENUES.get(str(self.of("venue")), "")
        if not venue:
            return meeting_lists.attendance(values, meant)
        if venue == "in-person" and str(self.row.get("temporarilyVirtual")).lower() == "true":
            return "online"
        if venue == "in-person" and "TC" in meant:
            return "inactive"
        only_phone = values["conference_phone"] and not values["conference_url"]
        return "telephone" if venue == "online" and only_phone else venue


def keep_format(said: Format, batch: Batch) -> str:
    """The type that is kept of a format: its letters, its name, and what it means to us by the
    id that the whole world uses for it."""
    meaning = labels.SCHEMES["na"]
    world = said.world.upper()
    means = meaning.get(world, "") if world and world != "LANG" else ""
    if not means:
        means = meeting_lists.named().get(words.fold(said.name), "") if world == "LANG" else ""
    code = f"na:{said.key[:48]}"
    batch.types[code] = (said.name[:120], means or meaning.get(said.key.upper(), ""))
    return code


def _list(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [text for part in parts if (text := _text(part, 48))]


def _minutes(value: Any, *, most: int = 24 * 60 - 1) -> int | None:
    """'18:30' or '18:30:00' in minutes."""
    found = _CLOCK.match(str(value or "").strip())
    if found is None:
        return times.minute_of(value) if isinstance(value, str) else None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= most and int(found[2]) < 60 else None
