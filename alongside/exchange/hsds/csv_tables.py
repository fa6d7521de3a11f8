"""Tables of HSDS (also 1.1, 2.0, the UK profile): a folder or zip of CSV files."""

import csv
import json
from collections.abc import Iterator
from hashlib import blake2s

from alongside.exchange import files
from alongside.exchange.files import Files, Unreadable
from alongside.exchange.hsds.records import LONGEST, Records
from alongside.exchange.hsds.shapes import LEGACY, SHAPES, entity_of

PACKAGE = "datapackage.json"
# What belongs to something else, and nobody else names by its id.
PARTS = {
    "address", "accessibility", "schedule", "language", "service_area", "required_document",
    "cost_option", "funding", "organization_identifier", "url", "phone", "service_at_location",
    "attribute", "metadata",
}  # fmt: skip
csv.field_size_limit(files.LARGEST)


def knows(given: Files) -> int:
    """How surely these are such tables."""
    names = _tables(given)
    if not names:
        return 0
    if PACKAGE in given:
        return 4
    services = next((n for n, (entity, _) in names.items() if entity == "service"), "")
    if not services:
        return 0
    header = files.columns(given[services])
    of_places = "location_id" in header and "organization_id" not in header
    if of_places or "mail_addresses.csv" in given:
        return 0  # Ohana
    return 4 if "organization_id" in header else 1


def read(given: Files) -> Records:
    """Every row of every table, as objects."""
    records = Records()
    taken: dict[str, str] = {}
    for name, (entity, defaults) in _tables(given).items():
        label = SHAPES[entity].table
        stem = name.removesuffix(".csv")
        if stem in LEGACY and defaults:
            label = stem.replace("_", " ")
        if label in taken:
            records.batch.remark(label, 0, "", f"{taken[label]} was read; {name} beside it was not")
            continue
        taken[label] = name
        _table(records, given[name], name, entity, defaults, label)
    for name in sorted(given):
        if name.endswith(".csv") and name not in taken.values() and name not in _tables(given):
            records.batch.remark(name[:40], 0, "", "is not a table of HSDS; not read")
    return records


def _tables(given: Files) -> dict[str, tuple[str, dict[str, str]]]:
    """File names with the HSDS object of their rows; the names of today before others."""
    said = _package(given)
    found = {}
    for name in given:
        stem = name.removesuffix(".csv")
        if name.endswith(".csv") and (entity := said.get(name) or entity_of(stem)):
            found[name] = (entity, LEGACY.get(stem, ("", {}))[1])
    plain = {f"{shape.file}.csv" for shape in SHAPES.values()}
    return dict(sorted(found.items(), key=lambda each: (each[0] not in plain, each[0])))


def _package(given: Files) -> dict[str, str]:
    """What the data package says of each file."""
    try:
        said = json.loads(given.get(PACKAGE, b"") or "{}")
        resources = said["resources"]
        return {
            str(each["path"]).rpartition("/")[2].lower(): entity_of(str(each["name"]))
            for each in resources
            if isinstance(each, dict) and isinstance(each.get("path"), str)
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _table(
    records: Records, raw: bytes, name: str, entity: str, defaults: dict[str, str], label: str
) -> None:
    shape, batch = SHAPES[entity], records.batch
    batch.rows.setdefault(label, 0)
    seen: set[str] = set()
    unnamed = 0
    for row, said in _rows(raw, name):
        batch.rows[label] += 1
        if entity in PARTS and not said.get("id"):
            said["id"] = _mark(said)
            unnamed += 1
        if "id" not in said:
            batch.refuse(label, row, "id", "the file lacks this column")
            continue
        key = records.key_of(shape, said, label, row)
        if not key:
            continue
        if label != shape.table:  # an older table, whose ids are its own
            key = f"{label}:{key}"[:LONGEST]
        if key in seen or key in records.found[entity]:
            batch.refuse(label, row, "id", f"{key[:60]} was used in a row above")
            continue
        seen.add(key)
        given = {column: value for column, value in said.items() if value}
        records.take(shape, key, {**defaults, **given}, label, row)
    if unnamed:
        batch.remark(label, 0, "id", f"had no id; known by what they say ({unnamed})")


def _mark(said: dict[str, str]) -> str:
    """A part of something is told from others by what it says, where it has no id."""
    cells = sorted((column, value) for column, value in said.items() if value)
    return blake2s(repr(cells).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _rows(raw: bytes, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column, numbered as in the file (header = 1)."""
    reader = csv.reader(files.stream(raw), strict=True)
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        for row, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield row, dict(zip(header, (cell.strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise Unreadable(f"{name}: not a table: line {reader.line_num}: {error}") from error
