"""A file as tables: CSV however it was written, several in a zip, or the sheets of a spreadsheet.

What comes from outside is hostile: sizes are counted before and while unpacking, a spreadsheet
whose XML declares entities stays shut, and rows and columns are counted.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from alongside.core import formulas
from alongside.exchange import files
from alongside.exchange.files import Unreadable
from alongside.exchange.people import values

MOST_TABLES, MOST_COLUMNS, MOST_ROWS = 20, 120, 250_000
LONGEST = 20_000  # signs in one cell
SHOWN = 3  # rows that are shown beside the headings
SEPARATORS = ",;\t|"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BROKEN = (
    *files.DAMAGED, InvalidFileException, ElementTree.ParseError, ExpatError, KeyError, ValueError,
    TypeError, IndexError, AttributeError,
)  # fmt: skip

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` begins anew each time it is called; the first row is the headings. Each comes with
    its number as a person counts it."""

    name: str
    rows: Callable[[], Iterator[tuple[int, Cells]]]
    first: list[Cells]

    def head(self) -> tuple[Cells, list[Cells]]:
        """The headings, and the first rows below them."""
        return (self.first[0], self.first[1:]) if self.first else ([], [])


def _first(rows: Iterator[tuple[int, Cells]]) -> list[Cells]:
    return [cells for _number, cells in islice(rows, SHOWN + 1)]


def tables(given: list[tuple[str, bytes]]) -> list[Table]:
    """All tables of what was brought, empty ones left out. Raises Unreadable."""
    found: list[Table] = []
    for name, raw in given:
        found += _of_file(name, raw)
    found = [table for table in found if table.head()[0]]
    if not found:
        raise Unreadable(_("there is no table in it"))
    if len(found) > MOST_TABLES:
        raise Unreadable(_("more tables than we can read at once"))
    return found


def _of_file(name: str, raw: bytes) -> list[Table]:
    inside = _names(raw) if raw[:4] == b"PK\x03\x04" else []
    if "xl/workbook.xml" in inside:
        return _workbook(raw)
    if "content.xml" in inside:
        return _document(raw)
    if raw[:4] == b"\xd0\xcf\x11\xe0":
        raise Unreadable(_("an old or locked spreadsheet: save it as .xlsx or CSV first"))
    plain = files.unpacked([(name, _utf8(raw))])
    return [
        _csv_table(each, _utf8(text))
        for each, text in plain.items()
        if not each.lower().endswith((".md", ".json", ".pdf")) and each.lower() != "readme.txt"
    ]


def _names(raw: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.namelist()
    except files.DAMAGED as error:
        raise Unreadable(_("the packed file is damaged or locked")) from error


# --- CSV ---------------------------------------------------------------------------------------


def _utf8(raw: bytes) -> bytes:
    """What Windows calls Unicode has two bytes for each sign."""
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return raw
    return raw.decode("utf-16", "replace").encode()


def _csv_table(name: str, raw: bytes) -> Table:
    separator = _separator(files.head(raw))

    def rows() -> Iterator[tuple[int, Cells]]:
        try:
            reader = csv.reader(files.stream(raw), delimiter=separator, strict=False)
            yield from _bounded(reader)
        except csv.Error as error:
            raise Unreadable(_("not a table: %(reason)s") % {"reason": error}) from error

    return Table(name.removesuffix(".csv").removesuffix(".txt"), rows, _first(rows()))


def _separator(head: str) -> str:
    """What stands most often between the headings; quoted ones do not count."""
    bare, quoted = [], False
    for sign in head.lstrip("\ufeff\r\n "):
        if sign == '"':
            quoted = not quoted
        elif sign in "\r\n" and not quoted:
            break
        elif not quoted:
            bare.append(sign)
    return max(SEPARATORS, key=bare.count)


def _bounded(lines: Any) -> Iterator[tuple[int, Cells]]:
    """Rows that say something, with clean cells; those beyond what a table can have end it."""
    seen = 0
    for number, cells in enumerate(lines, start=1):
        said = [formulas.plain(values.clean(_said(cell))) for cell in cells[:MOST_COLUMNS]]
        while said and not said[-1]:
            said.pop()
        if not said:
            if number > 2 * MOST_ROWS:
                return
            continue
        seen += 1
        if seen > MOST_ROWS + 1:
            raise Unreadable(_("more rows than we can read at once: make two files of it"))
        if any(len(cell) > LONGEST for cell in said):
            raise Unreadable(_("row %(row)s has a cell that is too long") % {"row": number})
        yield number, said


def _said(cell: Any) -> str:
    """A cell of a spreadsheet as it would stand in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


# --- spreadsheets ------------------------------------------------------------------------------


def _require_plain(raw: bytes) -> None:
    """Before anything reads its XML: no bomb, and nothing that means something else elsewhere."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
        if len(entries) > 4 * files.MOST_FILES or sum(e.file_size for e in entries) > files.LARGEST:
            raise files.too_large()
        for entry in entries:
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            body = archive.read(entry)
            if b"\x00" in body[:4] or b"<!DOCTYPE" in body or b"<!ENTITY" in body:
                raise Unreadable(_("it is not written as spreadsheets write it"))


def _workbook(raw: bytes) -> list[Table]:
    try:
        _require_plain(raw)
        with _opened(raw) as book:
            seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            firsts = {sheet.title: _first(_sheet(sheet)) for sheet in seen[: MOST_TABLES + 1]}
    except Unreadable:
        raise
    except _BROKEN as error:
        raise _damaged() from error

    def rows(name: str) -> Iterator[tuple[int, Cells]]:
        try:
            with _opened(raw) as book:
                yield from _sheet(book[name])
        except Unreadable:
            raise
        except _BROKEN as error:
            raise _damaged() from error

    return [Table(name, partial(rows, name), first) for name, first in firsts.items()]


def _sheet(sheet: Any) -> Iterator[tuple[int, Cells]]:
    sheet.reset_dimensions()  # what a sheet says of its own size may be anything
    return _bounded(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS))


class _opened:  # noqa: N801 - used like a function
    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    def __enter__(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that we do not read
            self.book = openpyxl.load_workbook(
                io.BytesIO(self.raw), read_only=True, data_only=True, keep_links=False
            )
        return self.book

    def __exit__(self, *_error: object) -> None:
        self.book.close()


def _damaged() -> Unreadable:
    return Unreadable(_("the spreadsheet is damaged or locked"))


def _document(raw: bytes) -> list[Table]:
    """OpenDocument: one XML file with all sheets."""
    try:
        _require_plain(raw)
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            body = archive.read("content.xml")
        names = [
            element.get(f"{_TABLE}name", "")
            for _event, element in ElementTree.iterparse(io.BytesIO(body), ["start"])  # noqa: S314
            if element.tag == f"{_TABLE}table"
        ]
    except Unreadable:
        raise
    except _BROKEN as error:
        raise _damaged() from error

    def rows(number: int) -> Iterator[tuple[int, Cells]]:
        try:
            yield from _bounded(_document_rows(body, number))
        except ElementTree.ParseError as error:
            raise _damaged() from error

    return [
        Table(name, partial(rows, number), _first(rows(number)))
        for number, name in enumerate(names[: MOST_TABLES + 1])
    ]


def _document_rows(body: bytes, wanted: int) -> Iterator[Cells]:
    """Rows of one sheet. Repeated rows and cells are repeated only as far as they say
    something: an empty one is often 'repeated' to the end of the sheet."""
    at = -1
    events = ElementTree.iterparse(io.BytesIO(body), ["start", "end"])  # noqa: S314 - plain, asked
    for event, element in events:
        if event == "start" and element.tag == f"{_TABLE}table":
            at += 1
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            if at == wanted:
                cells = _document_cells(element)
                again = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                yield from [cells] * (min(again, MOST_ROWS) if any(cells) else min(again, 1000))
            element.clear()


def _document_cells(row: Any) -> Cells:
    cells: Cells = []
    for cell in row:
        if not cell.tag.endswith("table-cell"):
            continue
        again = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        said = _document_said(cell)
        cells += [said] * min(again, MOST_COLUMNS - len(cells))
        if len(cells) >= MOST_COLUMNS:
            break
    return cells


def _document_said(cell: Any) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", "")).removesuffix("T00:00:00")
    if kind in {"float", "percentage", "currency"}:
        number = float(cell.get(f"{_OFFICE}value", "0"))
        return str(int(number)) if number.is_integer() else str(number)
    if kind == "boolean":
        return "yes" if cell.get(f"{_OFFICE}boolean-value") == "true" else "no"
    return "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
