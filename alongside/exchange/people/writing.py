"""The same tables as we write them: one CSV file a kind, by the slugs of their columns, and a page
that says what each means. What is written here reads back as what it was."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from alongside.core import formulas
from alongside.exchange.people import shapes

NOT_WRITTEN = {  # said by another column
    "people": ("phone", "email"),
    "contacts": ("time",),
    "consents": ("agreed",),
    "attendance": ("person",),
}
Row = Mapping[str, Any]


def columns(kind: str) -> tuple[str, ...]:
    skipped = NOT_WRITTEN.get(kind, ())
    return tuple(each.slug for each in _kind(kind).fields if each.slug not in skipped)


def _kind(slug: str) -> shapes.Kind:
    return shapes.KIND[slug]


def head(kind: str) -> bytes:
    return _line(columns(kind))


def lines(kind: str, rows: Iterable[Row]) -> Iterator[bytes]:
    names = columns(kind)
    for row in rows:
        yield _line([_cell(row.get(name)) for name in names])


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([formulas.safe(cell) for cell in cells])
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, list | tuple):
        return "; ".join(str(each) for each in value)
    return str(value)


def readme(organisation: str, at: datetime, counts: Mapping[str, int]) -> bytes:
    """What is in the file, for whoever opens it."""
    parts = [
        f"# {organisation}",
        _("Everything that was kept about people, written on %(day)s.") % {"day": at.date()},
        _(
            "Each file is a table in CSV (UTF-8, with commas). Rows point at each other by their "
            "reference. Times are in UTC. Alongside reads the whole file back as it is: Bring "
            "your people."
        ),
        _("It names people and what they lived through. Keep it locked, and delete it after use."),
        _(
            "Not in it: what belongs to its people alone. That is lines of a journey somebody "
            "keeps to themselves, groups of their members, introductions that peers show to "
            "nobody, and records of colleagues who keep their support and their work apart. Each "
            "of them can take their own record along."
        ),
    ]
    for slug, n in counts.items():
        kind = _kind(slug)
        parts.append(f"## {slug}.csv – {kind.label} ({n})")
        parts.append(str(kind.says))
        parts.append(
            "\n".join(
                f"- `{name}`: {field.label}"
                for name in columns(slug)
                if (field := kind.field(name)) is not None
            )
        )
    return "\n\n".join(parts).encode()
