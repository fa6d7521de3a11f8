"""The public directory as a zip: tables of HSDS with their data package, or documents."""

import csv
import io
import json
import tempfile
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import IO, Any

from alongside.directory.policy import published
from alongside.directory.queries import feeds
from alongside.exchange.hsds import facts, graph, writing
from alongside.exchange.hsds.looking import Question
from alongside.exchange.hsds.resolving import ORDER
from alongside.exchange.hsds.shapes import ABOUT, BY, SHAPES, Shape

CHUNK = 200
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same content is the same file
TYPES = {"number": "number", "whole": "number", "day": "date", "moment": "datetime",
         "clock": "time"}  # fmt: skip
VERSION = "3.0"


def columns(shape: Shape) -> dict[str, str]:
    """The columns of a table with their types."""
    found = dict.fromkeys(("id", *shape.parents), "string")
    if shape.is_about:
        found |= dict.fromkeys(ABOUT[shape.name], "string")
    for spec in shape.fields:
        if spec.name != "department" or shape.name == "contact":
            found[spec.name] = TYPES.get(spec.kind, "string")
    if shape.name == "phone":
        found["extension"] = "number"
    if shape.name == "schedule":
        found |= dict.fromkeys(("byday", *BY), "string")
    return found


def tables(out: IO[bytes]) -> dict[str, int]:
    """Write the tables, a row at a time; returns how many rows of each."""
    counts: dict[str, int] = {}
    for _written in _tables(out, counts):
        pass
    return counts


def streamed() -> Iterator[bytes]:
    """The same zip in parts, while it is made: neither memory nor disk holds all of it."""
    out, counts = _Passing(), dict[str, int]()
    for _written in _tables(out, counts):
        if part := out.taken():
            yield part
    yield out.taken()


class _Passing(io.RawIOBase):
    """Takes what is written, to be handed on: a zip can be written to it, not read back."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self.parts = b"".join(self.parts), []
        return parts


def _tables(out: IO[bytes] | _Passing, counts: dict[str, int]) -> Iterator[None]:
    """A step for each few rows. A table that has none is left out."""
    shown: dict[str, set[uuid.UUID]] = defaultdict(set)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ORDER:
            shape = SHAPES[name]
            rows = _rows(shape, shown)
            counts[shape.table] = 0
            for first in islice(rows, 1):
                for many in _table(archive, shape, chain([first], rows)):
                    counts[shape.table] += many
                    yield
        package = json.dumps(_package(counts), indent=1)
        archive.writestr(zipfile.ZipInfo("datapackage.json", EPOCH), package)


def _table(archive: zipfile.ZipFile, shape: Shape, rows: Iterator[dict[str, Any]]) -> Iterator[int]:
    """Writes one table; gives how many rows it has just written."""
    info = zipfile.ZipInfo(f"{shape.file}.csv", EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns(shape)), restval="")
    writer.writeheader()
    with archive.open(info, "w") as file:
        while some := list(islice(rows, CHUNK)):
            writer.writerows(some)
            file.write(text.getvalue().encode())
            text.seek(0)
            text.truncate()
            yield len(some)


def _put(archive: zipfile.ZipFile, name: str, text: IO[str]) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as file:
        while part := text.read(1 << 16):
            file.write(part.encode())


def _rows(shape: Shape, shown: dict[str, set[uuid.UUID]]) -> Iterator[dict[str, Any]]:
    """Rows of one table; parents of the same kind have to be known before any is written."""
    found = published.rows(shape.table).order_by("pk")
    if any(kind == shape.name for _, kind in shape.parents.values()):
        shown[shape.table] = set(found.values_list("pk", flat=True))
    for row in chain.from_iterable(feeds.by_key(found)):
        said = writing.tabular(shape, row, shown)
        if said is None:
            shown[shape.table].discard(row.pk)
            continue
        shown[shape.table].add(row.pk)
        yield said
    if shape.name == "attribute":
        yield from _details()
    yield from facts.tabular(shape.name)


def _details() -> Iterator[dict[str, Any]]:
    services = published.rows("services").filter(details__isnull=False).distinct()
    found = feeds.by_key(services.prefetch_related("details", "attributes"))
    for row in chain.from_iterable(found):
        for said in writing.details(row, list(row.attributes.all())):
            yield said | {"link_id": str(row.pk)}


def _package(counts: dict[str, int]) -> dict[str, Any]:
    written = [SHAPES[name] for name in ORDER if counts[SHAPES[name].table]]
    return {
        "name": "human-services-data",
        "profile": "tabular-data-package",
        "version": VERSION,
        "homepage": "https://docs.openreferral.org/",
        "resources": [_resource(shape, {each.name for each in written}) for shape in written],
    }


def _resource(shape: Shape, written: set[str]) -> dict[str, Any]:
    keys = [
        {"fields": column, "reference": {"resource": kind, "fields": "id"}}
        for column, (_, kind) in shape.parents.items()
        if kind in written and kind != shape.name
    ]
    fields = [{"name": name, "type": kind} for name, kind in columns(shape).items()]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": "id"}
    return {
        "name": shape.name,
        "path": f"{shape.file}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def documents(out: IO[bytes]) -> dict[str, int]:
    """Write services and organisations with all that is nested in them, and what stands alone."""
    counts: dict[str, int] = {}
    parts = {
        "services": _services(),
        "organizations": _organisations(),
        "locations": _lone_locations(),
        "taxonomies": chain(_alone("taxonomy"), facts.taxonomies(Question())),
        "taxonomy_terms": chain(_terms(), facts.terms(Question())),
        "meta_table_descriptions": _alone("meta_table_description"),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, objects in parts.items():
            with tempfile.TemporaryFile("w+", encoding="utf-8") as text:
                counts[name] = _list(text, objects)
                if counts[name]:
                    text.seek(0)
                    _put(archive, f"{name}.json", text)
    return counts


def _list(text: IO[str], objects: Iterable[dict[str, Any]]) -> int:
    count = 0
    text.write("[")
    for said in objects:
        text.write(("," if count else "") + "\n" + json.dumps(said, ensure_ascii=False))
        count += 1
    text.write("\n]\n")
    return count


def _chunks(table: str) -> Iterator[list[uuid.UUID]]:
    keys = published.rows(table).order_by("pk").values_list("pk", flat=True)
    pks = list(keys)
    for start in range(0, len(pks), CHUNK):
        yield pks[start : start + CHUNK]


def _services() -> Iterator[dict[str, Any]]:
    for pks in _chunks("services"):
        loaded = graph.Graph().of_services(pks)
        yield from (loaded.service(pk) for pk in pks)


def _organisations() -> Iterator[dict[str, Any]]:
    for pks in _chunks("organisations"):
        loaded = graph.Graph().of_organisations(pks)
        yield from (loaded.organisation(pk) for pk in pks)


def _lone_locations() -> Iterator[dict[str, Any]]:
    """Those of no organisation, at which nothing is offered."""
    lone = published.rows("locations").filter(organisation=None, offered=None)
    pks = list(lone.order_by("pk").values_list("pk", flat=True))
    if pks:
        loaded = graph.Graph().of_locations(pks)
        yield from (loaded.nested("location", pk) for pk in pks)


def _alone(name: str) -> Iterator[dict[str, Any]]:
    shape = SHAPES[name]
    for row in published.rows(shape.table).order_by("pk").iterator(chunk_size=CHUNK):
        yield writing.plain(shape, row)


def _terms() -> Iterator[dict[str, Any]]:
    for row in published.rows("terms").select_related("scheme").order_by("pk").iterator():
        yield graph.term(row)
