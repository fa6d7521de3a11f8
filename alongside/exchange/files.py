"""Files as they come: plain, packed, a folder or a zip. Never more than LARGEST bytes unpacked.

What comes from outside is hostile: sizes are counted while unpacking, names of folders inside an
archive are dropped, and an archive inside an archive stays shut.
"""

import codecs
import csv
import gzip
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LARGEST = 64 * 1024 * 1024  # bytes, unpacked, of all files together
MOST_FILES = 300
# A few bytes of a file can be many values in memory: these bound what 64 MB may become.
MOST_PARTS = 1_000_000  # lines, lists and objects
MOST_VALUES = 4_000_000
_LONG_LINE = re.compile(rb"[^\n]{1000000}")
_HALF = re.compile(
    r"\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F][\da-fA-F]{2}"
)
HEAD = 20_000  # how much of a file is looked at to know its format
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)

LISTS = (".csv", ".json", ".ndjson", ".jsonl", ".ics", ".sql", ".tsv")
WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
STRAY = 8  # empty bytes in a text: with more of them it is none

Files = dict[str, bytes]  # by name without folder or `.gz`
Row = dict[str, str]


class Unreadable(ValueError):
    """The whole can't be read; the text says which file, where and why."""


def too_large() -> Unreadable:
    return Unreadable(_("larger than %(size)s MB") % {"size": LARGEST >> 20})


def opened(where: str) -> Files:
    """A file, a zip, or the tables and texts of a folder."""
    path = Path(where)
    try:
        if not path.is_dir():
            return unpacked([(path.name, _bytes_of(path))])
        found = [
            each
            for each in sorted(path.iterdir(), reverse=True)  # a plain file wins over its .gz
            if each.name.removesuffix(".gz").endswith((".csv", ".json", ".sql"))
        ]
        return unpacked((each.name, _bytes_of(each)) for each in found)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def unpacked(given: Iterable[tuple[str, bytes]]) -> Files:
    """Each file unpacked, and those of a zip in its place."""
    files: Files = {}
    left = LARGEST
    for name, raw in given:
        inside = _of_zip(raw, left) if raw[:4] == b"PK\x03\x04" else [(name, raw)]
        for each, packed in inside:
            plain = _of_gzip(packed, left) if packed[:2] == b"\x1f\x8b" else packed
            plain = _plain_text(plain)
            left -= len(plain)
            if left < 0 or len(files) >= MOST_FILES:
                raise too_large()
            if _is_swarming(plain):
                raise Unreadable(_("more lines and values in one file than a list can have"))
            files[_name(each)] = plain
    return _without_papers(files)


def _name(said: str) -> str:
    """Without folder; tables in small letters, as some machines don't tell them apart."""
    name = re.sub(r"\.gz$", "", said.rpartition("/")[2], flags=re.I)
    return name.lower() if name.lower().endswith(".csv") else name


def _without_papers(files: Files) -> Files:
    """What lies beside a list in a zip: a licence, a note on how to read it."""
    lists = {name: raw for name, raw in files.items() if name.lower().endswith(LISTS)}
    return lists or files


def _plain_text(raw: bytes) -> bytes:
    """As UTF-8 what says that it is written in one of the wide encodings; and without the few
    empty bytes that a broken cell leaves."""
    for mark, encoding in WIDE:
        if raw.startswith(mark):
            text = raw.decode(encoding, "replace")
            is_list = any(sign in text for sign in "\n\r[{")
            return text.encode("utf-8", "replace") if is_list else raw
    return raw.replace(b"\x00", b"") if 0 < raw.count(b"\x00") <= STRAY else raw


def _is_swarming(plain: bytes) -> bool:
    parts = sum(plain.count(sign) for sign in (b"\n", b"\r", b"[", b"{"))
    return parts > MOST_PARTS or parts + plain.count(b",") + plain.count(b";") > MOST_VALUES


def _of_gzip(raw: bytes, left: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(raw)) as packed:
            return packed.read(left + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(_("the packed file is damaged")) from error


def _of_zip(raw: bytes, left: int) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            if any(each.filename == "[Content_Types].xml" for each in entries):
                raise Unreadable(_("a spreadsheet: save it as CSV first"))
            entries = [each for each in entries if not _is_hidden(each.filename)]
            if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > left:
                raise too_large()
            found = []
            for each in entries:
                with archive.open(each) as inside:
                    plain = inside.read(left + 1)
                left -= len(plain)
                if left < 0:
                    raise too_large()
                found.append((each.filename, plain))
            return found
    except NotImplementedError as error:  # a RuntimeError, too
        raise Unreadable(_("packed in a way that we can’t unpack")) from error
    except DAMAGED as error:
        raise Unreadable(_("the packed file is damaged or locked")) from error


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def only(files: Files) -> bytes:
    """The one file of a format that has only one."""
    if len(files) != 1:
        raise Unreadable(_("one file is expected, %(n)s were given") % {"n": len(files)})
    return next(iter(files.values()))


def head(raw: bytes) -> str:
    """The beginning of a text, however it is written."""
    return raw[:HEAD].decode("utf-8-sig", "replace")


def columns(raw: bytes, separator: str = ",") -> set[str]:
    """The names in the first line of a table, in small letters; nothing where it is none."""
    text = head(raw)
    if "\x00" in text or not text.strip() or text.lstrip()[0] in "[{<":
        return set()
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return set()
    return {name.strip().lower() for name in first}


def table(raw: bytes, needed: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The rows of a table, numbered as a person counts them: the first line is row 1."""
    try:
        reader = csv.reader(stream(raw), strict=True)
        names = [name.strip() for name in next(reader, [])]
        if any(name not in names for name in needed):
            lowered = [name.lower() for name in names]
            names = lowered if all(name in lowered for name in needed) else names
        if lost := [name for name in needed if name not in names]:
            raise Unreadable(_("it has no column %(name)s") % {"name": lost[0]})
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield number, dict(zip(names, (cell.strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise Unreadable(_("not a table: %(reason)s") % {"reason": error}) from error


def stream(raw: bytes) -> io.TextIOWrapper:
    """A table as text, decoded as it is read: UTF-8, or what older spreadsheets write."""
    if _LONG_LINE.search(raw):
        raise Unreadable(_("a line in it is longer than a table can have"))
    return _decoding(raw)


def text_of(raw: bytes) -> str:
    """All of it at once."""
    return _decoding(raw).read()


def json_of(raw: bytes) -> Any:
    """One value of JSON, or a list of what stands in a line each."""
    try:
        return _parsed(whole_signs(text_of(raw)))
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"not valid JSON: {error.msg}, line {error.lineno} column {error.colno}"
        ) from error
    except RecursionError as error:
        raise Unreadable("too many brackets within brackets") from error
    except ValueError as error:
        raise Unreadable("not valid JSON") from error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if error.msg != "Extra data" or not all(line.lstrip()[:1] == "{" for line in lines):
            raise
        return [json.loads(line, parse_constant=_no_number) for line in lines]


def _no_number(name: str) -> float:
    raise ValueError(name)


def whole_signs(text: str) -> str:
    """JSON without the halves of signs that a cut text leaves: no database keeps them."""
    return _HALF.sub(r"\\ufffd", text)


def _decoding(raw: bytes) -> io.TextIOWrapper:
    if b"\x00" in raw[:HEAD]:
        raise Unreadable(_("not a text file"))
    encoding = "utf-8-sig" if _is_utf8(raw) else "cp1252"
    return io.TextIOWrapper(io.BytesIO(raw), encoding, errors="replace", newline="")


def _is_utf8(raw: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(raw), 1 << 16):
            decoder.decode(raw[start : start + (1 << 16)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
