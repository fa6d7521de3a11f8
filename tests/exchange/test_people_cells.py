"""Cells and files as people have them: days, times, spreadsheets, encodings, and bombs."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.exchange import files
from alongside.exchange.people import reasons, shapes, tables, values, wishes
from alongside.exchange.people.values import Bad


def spreadsheet() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Participants"
    sheet.append(["ID", "Name", "Start date"])
    sheet.append([7, "Jo", datetime(2024, 3, 15)])  # noqa: DTZ001 - as a spreadsheet has it
    sheet.append([None, None, None])
    sheet.append([8.0, True, "x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(spreadsheet())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet1.xml"):
                body = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + body[55:]
            new.writestr(name, body)
    return out.getvalue()


def test_it_reads_spreadsheets() -> None:
    (table,) = tables.tables([("book.xlsx", spreadsheet())])
    assert list(table.rows())[1:] == [(2, ["7", "Jo", "2024-03-15"]), (4, ["8", "yes", "x"])]


def test_it_reads_open_documents() -> None:
    content = (
        '<d xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        '<table:table table:name="Pairs"><table:table-row><table:table-cell><text:p>ID</text:p>'
        "</table:table-cell><table:table-cell><text:p>Name</text:p></table:table-cell>"
        '</table:table-row><table:table-row table:number-rows-repeated="1000000"/>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="7"/>'
        "<table:table-cell><text:p>Jo</text:p></table:table-cell></table:table-row>"
        "</table:table></d>"
    )
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as new:
        new.writestr("content.xml", content)
    (table,) = tables.tables([("book.ods", document.getvalue())])
    assert [cells for _row, cells in table.rows()] == [["ID", "Name"], ["7", "Jo"]]


@pytest.mark.parametrize(
    "hostile", [bomb(), b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0old", b"", b"\x00" * 9]
)
def test_it_refuses_bombs_and_rubbish(hostile: bytes) -> None:
    with pytest.raises(files.Unreadable):
        tables.tables([("book.xlsx", hostile)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_it_reads_tables_of_any_program(encoding: str) -> None:
    windows = "Nom;Prénom\r\nGagné;Zoë\r\n"
    (table,) = tables.tables([("a.csv", windows.encode(encoding))])
    assert [cells for _row, cells in table.rows()][1] == ["Gagné", "Zoë"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2024-05-01", date(2024, 5, 1)),
        ("1.5.2024", date(2024, 5, 1)),
        ("13/5/24", date(2024, 5, 13)),
        ("5/13/2024", date(2024, 5, 13)),
        ("5/5/2024", date(2024, 5, 5)),
        ("1 mai 2024", date(2024, 5, 1)),
        ("1º de mayo de 2024", date(2024, 5, 1)),
        ("August 3rd, 2023", date(2023, 8, 3)),
        ("3 août 2023", date(2023, 8, 3)),
        ("20240501", date(2024, 5, 1)),
        ("31/02/2024", Bad),
        ("soon", Bad),
        ("1/1/9999999", Bad),
    ],
)
def test_it_reads_days_as_people_write_them(cell: str, found: Any) -> None:
    if found is Bad:
        with pytest.raises(Bad):
            values.day(cell, values.Manner())
    else:
        assert values.day(cell, values.Manner()) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("14:30", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("14h30", time(14, 30)),
        ("9 a.m.", time(9)),
    ],
)
def test_it_reads_times_as_people_write_them(cell: str, found: time) -> None:
    assert values.clock_time(cell, values.Manner()) == found


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_it_reads_any_cell_or_says_why_not(cell: str) -> None:
    manner = values.Manner("America/New_York", "dmy")
    for kind in shapes.KIND.values():
        for each in kind.fields:
            try:
                each.read(values.clean(cell), manner)
            except Bad as bad:
                assert bad.reason in reasons.REASONS


MOMENTS = st.none() | st.integers(0, 2_000_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


@settings(max_examples=200)
@given(
    st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
    | st.sampled_from(["{2020}", "Ask {}", "[x] ask", "- wait", "sign {some-day}"]),
    MOMENTS,
    MOMENTS,
    st.sampled_from(["", "2031", "2031-05", "2031-25", "2031-05-17", "some-day"]),
)
def test_it_reads_a_step_as_it_was_written(
    words: str, done: datetime | None, gone: datetime | None, by_when: str
) -> None:
    line = wishes.marked(words, done, gone, by_when)
    assert wishes.step(line, values.Manner(), NOW) == wishes.Step(words, done, gone, by_when)


NOW = datetime(2026, 1, 1, tzinfo=UTC)
