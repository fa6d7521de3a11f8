"""A table of meetings as people write it: CSV with the columns of Meeting Guide, in plain words.

'Postal Code' is `postal_code`, 'Wheelchair Access' is `X`: see `meeting_lists`.
"""

import csv

from alongside.directory.schemas import Batch
from alongside.exchange import files, meeting_guide, meeting_lists

csv.field_size_limit(1 << 20)


TOP = 10  # lines in which the names of the columns may stand: titles stand above them


def separator_of(raw: bytes) -> str:
    """Spreadsheets write a comma, elsewhere a semicolon, and what is pasted has tabs; some say
    so in a line of its own."""
    lines = files.head(raw).splitlines()[:TOP]
    if lines and lines[0].lower().startswith("sep="):
        return lines[0][4:5] or ","
    wide = (line for line in lines if max(map(line.count, ",;\t")) > 1)
    return max(",;\t", key=next(wide, "").count)


def names_of(raw: bytes) -> set[str]:
    """The columns, as the format calls them; nothing where no line names a day and a time."""
    lines = files.head(raw).splitlines()[:TOP]
    if "\x00" in files.head(raw) or not lines or lines[0].lstrip()[:1] in {"[", "{", "<"}:
        return set()
    try:
        read = list(csv.reader(lines, delimiter=separator_of(raw)))
    except csv.Error:
        return set()
    return next((names for names in map(_named, read) if _is_header(names)), set())


def _named(line: list[str]) -> set[str]:
    return set(meeting_lists.names_of(line))


def _is_header(names: set[str]) -> bool:
    return {"day", "time"} <= names


def _lines(raw: bytes) -> list[list[str]]:
    """A cell that is never closed would swallow all that follows: better to say so."""
    told = {"delimiter": separator_of(raw)}
    try:
        return list(csv.reader(files.stream(raw), strict=True, **told))  # type: ignore[arg-type]
    except csv.Error as error:
        if "end of data" in str(error):
            raise
    return list(csv.reader(files.stream(raw), **told))  # type: ignore[arg-type]


def read(raw: bytes, *, fellowship: str = "", pathway: str = "") -> Batch:
    """Rows count as a spreadsheet counts them: the first line names the columns, or the first
    that could."""
    try:
        lines: list[list[str] | None] = [*_lines(raw)]
    except csv.Error as error:
        raise files.Unreadable(f"not a table: {error}") from error
    top = (at for at, line in enumerate(lines[:TOP]) if line and _is_header(_named(line)))
    above = next(top, 0)
    rows = meeting_lists.of_table([None] * above + lines[above:])
    if rows and not rows[0][1].keys() & {"name", "slug", "group", "location"}:
        raise files.Unreadable("no column for the name of a meeting")
    return meeting_guide.batch_of(rows, fellowship=fellowship, pathway=pathway)
