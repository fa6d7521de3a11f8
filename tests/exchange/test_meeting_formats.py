"""Meetings of BMLT servers, NAWS tables, spreadsheets and calendars; all of it invented."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.directory import models
from alongside.directory.schemas import Batch, Listing
from alongside.exchange import actions, bmlt, files, ical, meeting_guide, naws, readers
from tests.directory import feeds
from tests.exchange import real

FORMATS = [
    {"key_string": "O", "name_string": "Open", "lang": "en", "id": "17", "world_id": "OPEN"},
    {"key_string": "WC", "name_string": "Wheelchair", "lang": "en", "id": "33", "world_id": "WCHR"},
    {"key_string": "ES", "name_string": "Español", "lang": "en", "id": "9", "world_id": "LANG"},
    {"key_string": "ZZ", "name_string": "Tea first", "lang": "en", "id": "70", "world_id": ""},
]
FORMATS_V1 = [
    {
        "id": int(row["id"]), "worldId": row["world_id"] or None, "type": None,
        "translations": [
            {"key": "Q" + row["key_string"], "name": "autrement", "language": "fr"},
            {"key": row["key_string"], "name": row["name_string"], "language": "en"},
        ],
    }
    for row in FORMATS
]  # fmt: skip


def semantic(**more: Any) -> dict[str, str]:
    return {
        "id_bigint": "12", "worldid_mixed": "G1", "service_body_bigint": "2",
        "weekday_tinyint": "7", "venue_type": "1", "start_time": "22:30:00",
        "duration_time": "02:00:00", "time_zone": "", "formats": "O,WC,ES,ZZ",
        "format_shared_id_list": "17,33,9,70", "longitude": "-75.0", "latitude": "45.0",
        "meeting_name": "Kettle Group", "location_text": "A hall", "location_info": "Upstairs",
        "location_street": "1 Some Street", "location_municipality": "Elmora",
        "location_province": "ON", "location_postal_code_1": "", "location_nation": "CA",
        "comments": "Bring a cup", "contact_name_1": "Wilhelmina S", "contact_phone_1": "5550199",
        "contact_email_1": "w@example.org", "published": "1", **more,
    }  # fmt: skip


def v1(**more: Any) -> dict[str, Any]:
    return {
        "id": 12, "worldId": "G1", "serviceBodyId": 2, "day": 6, "venueType": 1,
        "startTime": "22:30", "duration": "02:00", "timeZone": None, "formatIds": [17, 33, 9, 70],
        "longitude": -75.0, "latitude": 45.0, "name": "Kettle Group", "location_text": "A hall",
        "location_info": "Upstairs", "location_street": "1 Some Street",
        "location_municipality": "Elmora", "location_province": "ON",
        "location_postal_code_1": None, "location_nation": "CA", "comments": "Bring a cup",
        "contact_name_1": "Wilhelmina S", "published": True, "temporarilyVirtual": False, **more,
    }  # fmt: skip


BODIES = [
    {"id": "2", "parent_id": "1", "name": "Elmora Area", "type": "AS", "helpline": "555-0100"},
    {"id": "1", "parent_id": "0", "name": "North Region", "type": "RS", "url": "north.example.org"},
]


def packed(*parts: Any) -> files.Files:
    return {f"{at}.json": json.dumps(part).encode() for at, part in enumerate(parts)}


def one(batch: Batch) -> Listing:
    (listing,) = batch.listings["meetings"]
    return listing


def test_it_reads_one_meeting_out_of_both_shapes_of_a_server() -> None:
    old = one(bmlt.read(packed([semantic()], FORMATS, BODIES)))
    new = one(bmlt.read(packed([v1()], FORMATS_V1, BODIES)))
    other = semantic(meeting_name="", weekday_tinyint="", start_time="", duration_time="")
    other |= {"name": "Kettle Group", "day": "7", "startTime": "22:30:00", "duration": "02:00:00"}
    assert old.mark == new.mark == one(bmlt.read(packed([other], FORMATS, BODIES))).mark
    values = old.values
    assert (values["weekday"], values["start_minute"], values["end_minute"]) == (6, 1350, 30)
    assert values["address"] == "1 Some Street, Elmora, ON, CA"
    assert old.types == ("na:ES", "na:O", "na:WC", "na:ZZ")
    assert old.languages == (("Spanish", "es"),)
    assert old.refs == {"body": "2"}
    assert "Wilhelmina" not in repr(old)
    assert "0199" not in repr(old)


def test_it_reads_meetings_with_the_formats_they_use() -> None:
    batch = bmlt.read(packed({"meetings": [semantic()], "formats": FORMATS}))
    assert batch.types["na:WC"] == ("Wheelchair", "X")
    assert [p.reason for p in batch.problems] == [
        "type na:ZZ (Tea first) is not known; kept as written (1)"
    ]
    bare = bmlt.read(packed([v1()]))
    assert one(bare).types == ("na:#17", "na:#33", "na:#70", "na:#9")


def test_it_reads_formats_as_a_server_begins_with_them() -> None:
    sql = (
        "INSERT INTO `x_formats` (`shared_id_bigint`, `key_string`, `icon_blob`, `worldid_mixed`, "
        "`lang_enum`, `name_string`, `description_string`, `format_type_enum`) VALUES\n"
        "(17, 'Ö', NULL, 'OPEN', 'sv', 'Öppet (alla)', 'It''s, \\'open\\'', 'O'),\n"
        "(9, 'X', NULL, NULL, 'sv', 'Någon\\'s ''egen''', '', 'FC1'),\n"
        "(30, 'QQ', NULL, NULL, 'sv', 'Med \\\\ i', 'Det''s (så)', 'FC1');"
    )
    given = {**packed([v1(formatIds=[17, 9, 30])]), "formats.sql": sql.encode()}
    batch = bmlt.read(given)
    assert one(batch).types == ("na:QQ", "na:X", "na:Ö")
    assert batch.types == {
        "na:Ö": ("Öppet (alla)", "O"), "na:X": ("Någon's 'egen'", ""), "na:QQ": ("Med \\ i", ""),
    }  # fmt: skip


def test_it_tells_where_a_meeting_of_a_server_takes_place() -> None:
    def attendance(**more: Any) -> str:
        return str(one(bmlt.read(packed([semantic(**more)]))).values["attendance"])

    link = "https://zoom.example.org/j/1"
    assert attendance() == "in-person"
    assert attendance(venue_type="2", virtual_meeting_link=link) == "online"
    assert attendance(venue_type="2", phone_meeting_number="555 0100") == "telephone"
    assert attendance(venue_type="3", virtual_meeting_link=link) == "hybrid"
    assert attendance(formats="TC") == "inactive"
    hidden = one(bmlt.read(packed([semantic(published="0")])))
    assert hidden.values["is_public"] is False


@pytest.mark.django_db
def test_it_brings_in_a_server_whole(tmp_path: Path) -> None:
    for name, rows in (("meetings", [semantic()]), ("formats", FORMATS), ("bodies", BODIES)):
        (tmp_path / f"{name}.json").write_text(json.dumps(rows))
    for added, same in ((3, 0), (0, 3)):
        run = actions.import_directory(by=feeds.IMPORT, where=str(tmp_path), source_name="NA")
        assert (run.added, run.same, run.changed, run.gone) == (added, same, 0, 0)
    row = models.Meeting.objects.select_related("body__parent").get()
    assert (row.belongs_to_id, row.pathway) == ("na", "12-step")
    assert row.body and row.body.parent and row.body.parent.name == "North Region"
    kinds = dict(row.types.values_list("code", "means"))
    assert kinds == {"na:O": "O", "na:WC": "X", "na:ES": "S", "na:ZZ": ""}


LINE = {
    "Committee": "G2", "CommitteeName": "Monday Kettle", "Day": "Monday", "Time": "730",
    "Closed": "OPEN", "WheelChr": "TRUE", "Language1": "Spanish", "Place": "St Mary",
    "Address": "1 Some Street", "City": "Elmora", "State": "MA", "Zip": "2657", "Country": "US",
    "Format1": "STEP", "Format2": "QQ", "Longitude": "-70.1", "Latitude": "42.0",
    "ContactName": "Wilhelmina S", "ContactPhone": "5550199", "LastChanged": "12/22/18",
    "bmlt_id": "251",
}  # fmt: skip


def table(*lines: dict[str, Any]) -> bytes:
    out = io.StringIO()
    columns = [*LINE, "Delete", "Institutional", "unpublished", "TimeZone", "Room"]
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(LINE | line for line in lines)
    return out.getvalue().encode()


def test_it_puts_back_the_zeros_that_a_spreadsheet_took() -> None:
    listing = one(naws.read(table({})))
    assert (listing.values["start_minute"], listing.values["postal"]) == (450, "02657")
    assert listing.types == ("S", "na:OPEN", "na:QQ", "na:STEP", "na:WCHR")
    assert listing.languages == (("Spanish", "es"),)
    assert "Wilhelmina" not in repr(listing)
    minutes = [
        one(naws.read(table({"Time": said}))).values["start_minute"]
        for said in ("1930", "1930.0", "0", "30", "7:30 PM", "12:00")
    ]
    assert minutes == [1170, 1170, 0, 30, 1170, 720]


def test_it_shows_nothing_that_a_table_keeps_back() -> None:
    batch = naws.read(
        table(
            {"bmlt_id": "1", "unpublished": "1"}, {"bmlt_id": "2", "Institutional": "TRUE"},
            {"bmlt_id": "3", "Delete": "D"}, {"bmlt_id": "4", "Day": "Someday"},
            {"bmlt_id": "5", "Day": "Mon & Tue"},
        )
    )  # fmt: skip
    assert [each.values["is_public"] for each in batch.listings["meetings"]] == [False, False]
    assert [(p.row, p.field) for p in batch.problems if not p.kept] == [
        (4, "Delete"), (5, "Day"), (6, "Day"),
    ]  # fmt: skip
    with pytest.raises(files.Unreadable):
        naws.read(b"name,day\nA,1\n")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_it_reads_a_table_as_people_write_it(separator: str) -> None:
    text = (
        "Meeting Name;Day;Start Time;End Time;Postal Code;Types;City;Full Address\n"
        "Kettle;Lunes;7:30 PM;8:30 PM;K1A 0A1;Wheelchair Access, Español, En línea, Tea;Elmora;\n"
        ";;;;;;;\n"
        "Cup;2,4;19:00;;;;Elmora;1 Some Street, Elmora\n"
    )
    given = {"list.csv": text.replace(";", separator).encode()}
    chosen = readers.reader_of(given)
    assert chosen.slug == "sheet"
    batch = chosen.read(given, readers.Options())
    rows = batch.listings["meetings"]
    assert (batch.rows, len(rows)) == ({"meetings": 2}, 3)
    assert (rows[0].values["weekday"], rows[0].values["start_minute"]) == (1, 1170)
    kinds = [batch.types.get(code, ("", code))[1] for code in rows[0].types]
    assert kinds == ["X", "S", "ONL", "Tea"]
    assert [row.values["weekday"] for row in rows[1:]] == [2, 4]
    assert [row.row for row in rows] == [2, 4, 4], "as the spreadsheet counts, empty ones too"


EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTART;TZID=America/Toronto:20260105T190000
DTEND;TZID=America/Toronto:20260105T200000
SUMMARY:Kettle\\, and friends
LOCATION:A hall, 1 Some Street, Elmora
GEO:45.0;-75.0
CATEGORIES:Women,Wheelchair Access
ORGANIZER;CN=Wilhelmina S:mailto:w@example.org
ATTENDEE;CN=Otto:mailto:o@example.org
CONTACT:Wilhelmina 555 0199
{more}
END:VEVENT
"""


def calendar(*events: str) -> bytes:
    body = "".join(events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").replace("\r\n\r\n", "\r\n").encode()


def event(uid: str, more: str = "") -> str:
    return EVENT.format(uid=uid, more=more)


def test_it_reads_what_comes_again_out_of_a_calendar() -> None:
    batch = ical.read(
        calendar(
            event("week", "RRULE:FREQ=WEEKLY"),
            event("month", "RRULE:FREQ=MONTHLY;BYDAY=1MO,3MO;UNTIL=20261231T000000Z\n"
                  "EXDATE;TZID=America/Toronto:20260119T190000\nRDATE;VALUE=DATE:20260131"),
            event("two", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"),
            event("once"),
            event("odd", "RRULE:FREQ=SECONDLY"),
            event("off", "STATUS:CANCELLED"),
        )
    )  # fmt: skip
    said = {listing.key: listing for listing in batch.listings["meetings"]}
    assert said.keys() == {"week", "month", "two@1", "two@4", "once"}
    assert (said["week"].values["weekday"], said["week"].values["rrule"]) == (1, "")
    assert said["month"].values["rrule"] == "FREQ=MONTHLY;BYDAY=1MO,3MO"
    assert said["month"].values["until_on"] == date(2026, 12, 31)
    assert [each[:2] for each in said["month"].dates] == [
        ("cancelled", date(2026, 1, 19)), ("extra", date(2026, 1, 31)),
    ]  # fmt: skip
    assert said["two@4"].values["rrule"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
    assert [each[:2] for each in said["once"].dates] == [("extra", date(2026, 1, 5))]
    values = said["week"].values
    assert (values["start_minute"], values["end_minute"]) == (1140, 1200)
    assert (values["name"], values["location_name"]) == ("Kettle, and friends", "A hall")
    assert values["time_zone"] == "America/Toronto"
    assert [batch.types.get(code, ("", code))[1] for code in said["week"].types] == ["W", "X"]
    assert {p.row for p in batch.problems if not p.kept} == {5, 6}
    assert "Wilhelmina" not in repr(batch)
    assert "Otto" not in repr(batch)


def test_it_moves_one_date_of_a_series() -> None:
    moved = event("week", "RECURRENCE-ID;TZID=America/Toronto:20260112T190000").replace(
        ":20260105T", ":20260113T"
    )
    batch = ical.read(calendar(event("week", "RRULE:FREQ=WEEKLY"), moved))
    assert batch.rows == {"meetings": 1}
    assert [each[:4] for each in one(batch).dates] == [
        ("cancelled", date(2026, 1, 12), None, None), ("extra", date(2026, 1, 13), None, 1140),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw", [b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART", b"\xff\xfe", b"[]"]
)
def test_it_says_clearly_what_is_no_calendar(raw: bytes) -> None:
    try:
        assert not ical.read(raw).listings["meetings"]
    except files.Unreadable as said:
        assert "calendar" in str(said)


JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.lists(st.integers())
KEYS = sorted({*semantic(), *v1()})


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), JUNK, max_size=8) | JUNK, max_size=4))
def test_it_accounts_for_every_row_of_a_server(rows: list[Any]) -> None:
    batch = bmlt.read(packed([v1(), *rows]))
    kept = {listing.row for listing in batch.listings["meetings"]}
    refused = {problem.row for problem in batch.problems if not problem.kept}
    assert kept | refused == set(range(1, len(rows) + 2))


@real.needs_real
@pytest.mark.django_db
def test_it_imports_the_real_servers_meetings_identically() -> None:
    said = []
    bodies = "api-v1/servicebodies.json"
    for name in ("api-v1/meetings.json.gz", "semantic/GetSearchResults.json.gz"):
        given = files.unpacked(
            (each, (real.DATA / "bmlt" / each).read_bytes())
            for each in (name, "api-v1/formats.json", bodies)
        )
        batch = bmlt.read(given)
        assert (batch.rows["meetings"], len(batch.listings["meetings"])) == (244, 244)
        said.append(
            {
                x.key: (
                    {k: v for k, v in x.values.items() if k != "notes"}, x.types, x.refs, x.where,
                )
                for x in batch.listings["meetings"]
            }
        )  # fmt: skip
    assert said[0] == said[1]  # one comment was edited between the two


@real.needs_real
def test_it_reads_what_areas_and_servers_of_the_world_begin_with() -> None:
    where = real.DATA / "bmlt"
    batch = naws.read((where / "naws" / "naws_export_cape_cod.csv").read_bytes())
    first, second = batch.listings["meetings"]
    assert batch.rows == {"meetings": 2}
    said = first.values
    assert (said["weekday"], said["start_minute"], said["attendance"]) == (0, 450, "online")
    said = second.values
    assert (said["weekday"], said["start_minute"], said["attendance"]) == (1, 1020, "inactive")
    assert (said["is_public"], said["postal"], said["time_zone"]) == (
        False, "02657", "America/New_York",
    )  # fmt: skip
    languages = sorted((where / "formats-by-language").glob("*.sql"))
    assert len(languages) == 11
    for path in languages:
        formats = bmlt.sorted_out({path.name: path.read_bytes()}).formats
        assert set(formats) == set(re.findall(r"\n\((\d+),", path.read_text())), path.name
        assert all(each.key and each.name for each in formats.values()), path.name
    servers = (where / "bmlt_root_servers.json").read_bytes()
    assert len(json.loads(servers)) == 44
    with pytest.raises(files.Unreadable):  # a list of servers is no list of meetings
        bmlt.read({"servers.json": servers})


@real.needs_real
def test_it_knows_every_type_of_the_list() -> None:
    where = real.DATA / "meeting-guide" / "spec" / "types.json"
    codes = set(json.loads(where.read_text()))
    rows = [{"slug": "a", "name": "A", "day": 1, "time": "10:00", "types": sorted(codes)}]
    batch = meeting_guide.read(json.dumps(rows).encode())
    assert set(batch.listings["meetings"][0].types) == codes
    assert not batch.problems, batch.problems


@real.needs_real
def test_it_reads_every_calendar_that_the_library_reads() -> None:
    read, refused = 0, []
    for path in sorted((real.DATA / "ical").rglob("*.ics")):
        try:
            batch = ical.read(path.read_bytes())
        except files.Unreadable as error:
            refused.append(str(error))
            continue
        read += 1
        kept = {listing.row for listing in batch.listings["meetings"]}
        odd = {problem.row for problem in batch.problems if not problem.kept}
        assert len(kept | odd) == batch.rows["meetings"], path.name
    assert (read, len(refused)) == (119, 4)
