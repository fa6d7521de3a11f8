"""What the finder that most fellowships have on their websites (TSML UI) asks of each row of a feed
before it shows it, field by field, in our words: read from its loader, which no registry carries.
A row that breaks one of these is left out there, or stops the whole page."""

import json
import re
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from alongside.directory import models
from alongside.exchange import actions
from tests.directory import feeds
from tests.exchange import outgoing, real

there = outgoing.there
Row = dict[str, Any]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LINK = re.compile(r"https?://[^/\s@]+(/\S*)?")
ZONES = zoneinfo.available_timezones()
# It cuts spaces off these without asking whether they are texts: a number stops the page.
TEXTS = ("formatted_address", "address", "city", "state", "postal_code", "country")
# These go into what its search reads, or onto the page as they are.
SHOWN = ("name", "group", "location", "location_notes", "notes", "district", "conference_phone",
         "conference_phone_notes", "conference_url_notes", "entity", "entity_phone", "entity_url",
         "entity_location")  # fmt: skip
LINKS = ("conference_url", "url", "website", "feedback_url", "edit_url", "entity_website_url")
# Names and numbers of people, and where to send money, have no place in ours.
PEOPLE = [f"contact_{n}_{what}" for n in "123" for what in ("name", "email", "phone")]
NEVER = ("email", "phone", "paypal", "venmo", "square", "homegroup_online", "coordinates", *PEOPLE)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip() and value != ""


def _number(row: Row) -> bool:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    if latitude is None and longitude is None:
        return True
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return False
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _moment(value: str) -> bool:
    return bool(datetime.strptime(value, "%Y-%m-%d %H:%M:%S"))  # noqa: DTZ007 (it says no zone)


ASKED: dict[str, Callable[[Row], Any]] = {
    "a slug": lambda row: _is_text(row["slug"]),
    "a name": lambda row: _is_text(row["name"]),
    "an address of some kind": lambda row: any(row.get(name) for name in TEXTS),
    "texts for the address": lambda row: all(isinstance(row.get(n, ""), str) for n in TEXTS),
    "whether that is approximate": lambda row: row["approximate"] in ("yes", "no"),
    "a day from 0 to 6": lambda row: "day" not in row or row["day"] in range(7),
    "a day that is a number": lambda row: "day" not in row or type(row["day"]) is int,
    "a time with its day": lambda row: "day" not in row or CLOCK.fullmatch(row["time"]),
    "an end that is a time": lambda row: CLOCK.fullmatch(row.get("end_time", "00:00")),
    "a clock with its day": lambda row: "day" not in row or row.get("timezone") in ZONES,
    "types that are texts": lambda row: all(_is_text(each) for each in row.get("types", [])),
    "regions that are texts": lambda row: all(_is_text(each) for each in row.get("regions", [])),
    "a position of two numbers": _number,
    "when it was changed": lambda row: _moment(row.get("updated", "2026-01-01 00:00:00")),
    "texts that are texts": lambda row: all(isinstance(row.get(n, ""), str) for n in SHOWN),
    "links with a scheme": lambda row: all(
        LINK.fullmatch(row[name]) for name in LINKS if row.get(name)
    ),
    "nothing that is null": lambda row: None not in row.values(),
    "nobody's name or money": lambda row: not any(name in row for name in NEVER),
}  # fmt: skip


def broken(rows: list[Row]) -> Iterator[str]:
    slugs = [row["slug"] for row in rows]
    if len(set(slugs)) < len(slugs):
        yield "a slug twice"
    for row in rows:
        yield from (f"{row['name']}: {what}" for what, holds in ASKED.items() if not holds(row))


def shown_as(row: Row) -> str:
    """Where that finder files it: at a place, online, both, or as not meeting."""
    number = re.sub(r"[^\d,+#]", "", row.get("conference_phone", ""))
    online = bool(row.get("conference_url")) or len(number) > 10
    here = row["approximate"] == "no" and "TC" not in row.get("types", [])
    return {(True, True): "hybrid", (True, False): "online", (False, True): "in-person"}.get(
        (online, here), "inactive"
    )


@pytest.mark.django_db
def test_it_gives_the_finder_all_that_it_asks_for(there: None) -> None:
    rows = outgoing.get("/feeds/meetings.json")
    assert len(rows) == 10
    assert not list(broken(rows))
    filed = {row["name"].removeprefix("Meeting "): shown_as(row) for row in rows}
    assert (filed["open"], filed["online"], filed["moved"]) == ("in-person", "online", "online")


@pytest.mark.parametrize("what", ASKED)
def test_it_would_see_what_is_missing(what: str) -> None:
    whole: Row = {
        "slug": "a", "name": "A", "formatted_address": "1 Some Street", "approximate": "no",
        "day": 2, "time": "19:00", "end_time": "20:00", "timezone": "UTC", "types": ["O"],
        "regions": ["North"], "latitude": 45.0, "longitude": -75.0, "notes": "",
        "updated": "2026-01-01 00:00:00", "conference_url": "https://zoom.example/j/1",
    }  # fmt: skip
    spoilt: dict[str, Row] = {
        "a slug": {"slug": ""}, "a name": {"name": " A"},
        "an address of some kind": {"formatted_address": ""},
        "texts for the address": {"postal_code": 1999},
        "whether that is approximate": {"approximate": True},
        "a day from 0 to 6": {"day": 7}, "a day that is a number": {"day": 2.0},
        "a time with its day": {"time": "7 pm"}, "an end that is a time": {"end_time": "24:10"},
        "a clock with its day": {"timezone": "Eastern"}, "types that are texts": {"types": [1]},
        "regions that are texts": {"regions": [""]},
        "a position of two numbers": {"latitude": "45"}, "texts that are texts": {"notes": 1},
        "links with a scheme": {"conference_url": "zoom.example/1"},
        "nothing that is null": {"group": None}, "nobody's name or money": {"venmo": "@a"},
        "when it was changed": {"updated": "yesterday"},
    }  # fmt: skip
    assert not list(broken([whole]))
    try:
        assert f"{what}" in " ".join(broken([whole | spoilt[what]]))
    except ValueError:
        assert what == "when it was changed"


# What BMLT's widgets read of a row. They ask for formats without saying a value, and look up by
# their ids each format and each body that a row names.
WHOLE = re.compile(r"\d{2}:[0-5]\d:00")
READ: dict[str, Callable[[Row], Any]] = {
    "only texts": lambda row: all(isinstance(value, str) for value in row.values()),
    "a number of its own": lambda row: 0 < int(row["id_bigint"]) < 1 << 53,
    "a name": lambda row: row["meeting_name"].strip(),
    "a day from 1 to 7": lambda row: row["weekday_tinyint"] in tuple("1234567"),
    "a start": lambda row: WHOLE.fullmatch(row["start_time"]),
    "a length": lambda row: WHOLE.fullmatch(row["duration_time"]),
    "how one comes": lambda row: row["venue_type"] in ("1", "2", "3"),
    "a clock": lambda row: row["time_zone"] in ZONES or row["time_zone"] == "",
    "a position or none": lambda row: (row["latitude"] == "") == (row["longitude"] == ""),
    "as many keys as ids": lambda row: (
        row["formats"].count(",") == row["format_shared_id_list"].count(",")
    ),
    "links with a scheme": lambda row: (
        LINK.fullmatch(row["virtual_meeting_link"]) or not row["virtual_meeting_link"]
    ),
}


def test_it_gives_the_widgets_of_bmlt_all_that_they_read(db: None, there: None) -> None:
    found = outgoing.get(outgoing.SERVER, switcher="GetSearchResults", get_used_formats="")
    wrong = [what for row in found["meetings"] for what, holds in READ.items() if not holds(row)]
    assert found["meetings"]
    assert not wrong
    bodies = outgoing.get(outgoing.SERVER, switcher="GetServiceBodies", parents="1")
    named = {each["id"] for each in bodies}
    assert {row["service_body_bigint"] for row in found["meetings"]} <= named
    kinds = {each["id"] for each in found["formats"]}
    used = {n for row in found["meetings"] for n in row["format_shared_id_list"].split(",") if n}
    assert used == kinds
    assert all(each["key_string"] and each["name_string"] for each in found["formats"])


@real.needs_real
@pytest.mark.once
@pytest.mark.django_db
def test_it_gives_the_finder_every_real_meeting() -> None:
    folder = real.DATA / "meeting-guide" / "feeds"
    for path in sorted(folder.glob("*.json*")):
        if "invalid" not in path.name and "san-jose-2021-08" not in path.name:
            zone = {} if "zones" in path.name else {"time_zone": "America/New_York"}
            actions.import_meetings(by=feeds.IMPORT, where=str(path), **zone)
    answer: Any = Client().get("/feeds/meetings.json")
    rows = json.loads(b"".join(answer.streaming_content))
    shown = models.Meeting.objects.filter(retired_at=None, is_public=True)
    assert len(rows) == shown.exclude(attendance="inactive").count() > 2000
    assert not list(broken(rows))
