"""Lists as other offices, programs and computers write them: invented, of shapes that are about."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from alongside.directory import models, policy
from alongside.directory.schemas import Batch
from alongside.exchange import actions, files, readers
from tests.directory import feeds

ROW = feeds.meeting("a", name="Kettle")
LINE = "Name,Day,Time,Address,City,Types\n"
TABLE = f'{LINE}Kettle,Tuesday,7pm,1 Some Street,Elmora,"Open, Women"\n'
SOUP = {"id": "s1", "name": "Soup", "status": "active",
        "organization": {"id": "o1", "name": "Kettle House", "description": "Tea"}}  # fmt: skip
TABLES = {"organizations.csv": "id,name,description\no1,Kettle House,Tea\n",
          "services.csv": "id,organization_id,name,status\ns1,o1,Soup,active\n"}  # fmt: skip


def wrapped(rows: dict[str, str]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, text in rows.items():
            archive.writestr(name, text)
    return raw.getvalue()


def read(raw: bytes, name: str = "list") -> Batch:
    given = files.unpacked([(name, raw)])
    return readers.reader_of(given).read(given, readers.Options())


def lines(*rows: Any) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def event(*said: str) -> bytes:
    common = ["BEGIN:VEVENT", "UID:1", "SUMMARY:Kettle", "DTSTART:20260106T190000Z", *said]
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", *common, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(text).encode()


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps([ROW]).encode("utf-16"),
        json.dumps([ROW]).encode("utf-8-sig"),
        json.dumps([ROW | {"notes": "Café"}], ensure_ascii=False).encode("latin-1"),
        lines(ROW),
        lines(ROW, ROW | {"slug": "b", "day": 3}),
        json.dumps({"items": [ROW]}).encode(),
        TABLE.replace(",", "\t").replace("\tWomen", "").replace('"', "").encode("utf-16"),
        TABLE.replace("\n", "\r").encode(),
        f"sep=,\r\n{TABLE}".encode(),
        f"Meetings of Elmora,,,,,\n\n{TABLE}".encode(),
        b" Meeting Name ,DAY OF WEEK,Start Time,Street Address,Town\nKettle,Tue,19:00,1 Street,E\n",
        b"Name,Day,Time,Day,Address\nKettle,Tuesday,7pm,,1 Some Street\n",
        "Nombre,Día,Hora,Dirección\nKettle,martes,19:00,Calle 1\n".encode(),
        "Nom;Jour;Heure;Adresse\nKettle;mardi;19h00;1, rue Haute\n".encode("cp1252"),
        f"{LINE}Kettle\x00,Tuesday,7pm,1 Some Street,Elmora,\n".encode(),
        wrapped({"out/meetings.json": json.dumps([ROW]), "out/README.txt": "Hi", "LICENSE": "x"}),
    ],
)  # fmt: skip
def test_it_reads_meetings_as_other_programs_write_them(raw: bytes) -> None:
    row = read(raw).listings["meetings"][0].values
    assert (row["name"], row["weekday"], row["start_minute"]) == ("Kettle", 2, 1140)
    assert row["address"]


@pytest.mark.parametrize(
    "raw",
    [
        lines(SOUP),
        lines(SOUP, SOUP | {"id": "s2"}),
        *(json.dumps({page: [SOUP]}).encode() for page in ("contents", "content", "data")),
        json.dumps([SOUP]).encode("utf-16"),
        wrapped(TABLES),
        wrapped({f"hsds/{name.title()}": text.upper() for name, text in TABLES.items()}),
        wrapped({**TABLES, "README.md": "Hi", "datapackage.json": "{}"}),
    ],
)
def test_it_reads_services_as_other_programs_write_them(raw: bytes) -> None:
    batch = read(raw)
    assert batch.listings["services"][0].values["name"].title() == "Soup"
    assert batch.listings["organisations"]
    assert "meetings" not in batch.listings


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (f'{TABLE}"Never closed,Monday,8pm,,,\nNext,Friday,8pm,,,\n'.encode(), "end of data"),
        (event("RRULE:FREQ=WEEKLY")[:-20], "breaks off"),
    ],
)
def test_it_says_that_a_list_breaks_off(raw: bytes, reason: str) -> None:
    with pytest.raises(files.Unreadable, match=reason):
        read(raw)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("america/toronto", "America/Toronto"),
        ("Eastern Standard Time", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("America/Tronto", ""),
        ("GMT-5", ""),
    ],
)
def test_it_knows_a_clock_by_the_name_that_others_give_it(said: str, known: str) -> None:
    assert read(json.dumps([ROW | {"timezone": said}]).encode()).listings["meetings"][0].values[
        "time_zone"
    ] == known  # fmt: skip


def test_it_reads_a_position_with_a_comma() -> None:
    row = ROW | {"latitude": "45,5", "longitude": "-75,25"}
    values = read(json.dumps([row]).encode()).listings["meetings"][0].values
    assert (values["latitude"], values["longitude"]) == (45.5, -75.25)


def test_it_reads_a_calendar_that_lost_only_its_last_line() -> None:
    raw = event("RRULE:FREQ=WEEKLY").removesuffix(b"END:VCALENDAR\r\n")
    assert len(read(raw).listings["meetings"]) == 1


def test_it_follows_a_rule_with_spaces_in_it() -> None:
    (listing,) = read(event("RRULE:FREQ=WEEKLY; BYDAY=TU")).listings["meetings"]
    assert listing.values["weekday"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["PRIVATE", "CONFIDENTIAL", "PUBLIC"])
def test_it_shows_nothing_that_a_calendar_calls_private(tmp_path: Path, said: str) -> None:
    path = tmp_path / "c.ics"
    path.write_bytes(event("RRULE:FREQ=WEEKLY", f"CLASS:{said}"))
    actions.import_directory(by=feeds.IMPORT, where=str(path))
    assert models.Meeting.objects.count() == 1
    assert policy.known_meetings().count() == (said == "PUBLIC")


@pytest.mark.django_db
def test_it_knows_an_event_again_that_was_read_before_private_ones_were_known(
    tmp_path: Path,
) -> None:
    path = tmp_path / "c.ics"
    runs = []
    for said in ("", "CLASS:PRIVATE", "CLASS:PUBLIC"):
        path.write_bytes(event("RRULE:FREQ=WEEKLY", *filter(None, [said])))
        runs.append(actions.import_directory(by=feeds.IMPORT, where=str(path)))
        if not said:  # as the reader of then marked it
            kept = models.Meeting.objects.values_list("mark", flat=True)
            assert list(kept) == ["36bf8b46696740a693cda68ad02895c0"]
    told = [list(run.lines.values_list("field", "was", "says")) for run in runs[1:]]
    assert told == [[("is_public", "yes", "no")], [("is_public", "no", "yes")]]


def test_it_reads_how_to_reach_a_facility() -> None:
    columns = "NAME1,NAME2,STREET1,CITY,STATE,ZIP,PHONE,WEBSITE,LATITUDE,LONGITUDE"
    batch = read(
        f"{columns}\nKettle,,1 Street,Elmora,NY,1234,555-0100,kettle.example,45,-75\n".encode()
    )
    assert batch.listings["phones"][0].values["number"] == "555-0100"
    assert batch.listings["services"][0].values["website"] == "https://kettle.example"


HALF = '"Ket\\ud800tle \\ude00 \\ud83d\\ude00"'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw",
    [
        f'[{{"slug":{HALF},"name":{HALF},"day":2,"time":"19:00"}}]',
        f'[{{"id_bigint":"1","meeting_name":{HALF},"weekday_tinyint":"3"}}]',
        f'[{{"id":"s1","name":{HALF},"organization":{{"id":"o1","name":{HALF}}}}}]',
    ],
)
def test_it_keeps_half_a_sign_out_of_the_database(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(raw)
    run = actions.import_directory(by=feeds.IMPORT, where=str(path))
    row = models.Meeting.objects.first() or models.Service.objects.get()
    assert run.refused == 0
    assert row.name == "Ket\N{REPLACEMENT CHARACTER}tle \N{REPLACEMENT CHARACTER} \N{GRINNING FACE}"
