"""A table of meetings as people write it: CSV with the columns of Meeting Guide, in plain words.

'Postal Code' is `postal_code`, 'Wheelchair Access' is `X`: see `meeting_lists`.
"""

import csv

from alongside.directory.schemas import Batch
from alongside.exchange import files, meeting_guide, meeting_lists

csv.field_size_limit(1 << 20)


def separator_of(raw: bytes) -> str:
    """Spreadsheets write a comma, elsewhere a semicolon, and what is pasted has tabs."""
    return max(",;\t", key=files.head(raw).partition("\n")[0].count)


def read(raw: bytes, *, fellowship: str = "", pathway: str = "") -> Batch:
    """Rows count as a spreadsheet counts them: the first line names the columns."""
    try:
        lines = list(csv.reader(files.stream(raw), delimiter=separator_of(raw)))
    except csv.Error as error:
        raise files.Unreadable(f"not a table: {error}") from error
    rows = meeting_lists.of_table(lines)
    if rows and not rows[0][1].keys() & {"name", "slug", "group", "location"}:
        raise files.Unreadable("no column for the name of a meeting")
    return meeting_guide.batch_of(rows, fellowship=fellowship, pathway=pathway)
