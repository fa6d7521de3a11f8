"""HSDS as JSON: one object, a list, a page, a file of lines, or tables in one document."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from alongside.exchange import files
from alongside.exchange.files import Files, Unreadable
from alongside.exchange.hsds import older
from alongside.exchange.hsds.records import Record, Records
from alongside.exchange.hsds.shapes import SHAPES, Shape, entity_of

SIGNS = {  # of objects that stand alone, the surest first
    "service_at_location": {"location_id", "location"},
    "service": {"status", "organization", "service_at_locations", "eligibility_description"},
    "location": {"location_type", "latitude", "addresses"},
    "organization": {
        "organization_identifiers", "locations", "programs", "legal_status", "year_incorporated",
        "tax_status", "website", "parent_organization_id", "logo",
    },
    "taxonomy_term": {"taxonomy_detail", "term_uri", "parent_id", "code", "taxonomy"},
    "taxonomy": {"version"},
}  # fmt: skip
PAGES = ("contents", "content", "data", "items", "results")
OWNED = re.compile(r'"organization"\s*:\s*\{')
MARKS = (
    '"service_at_locations"', '"location_type"', '"taxonomy_detail"', '"organization_id"',
    '"organization_identifiers"', '"eligibility_description"', '"total_items"',
    '"organizations.csv"', '"eligibilitys"', '"service_taxonomys"', '"regular_schedule"',
    '"services.csv"', '"interpretation_services"', '"term_uri"',
)  # fmt: skip


def knows(given: Files) -> int:
    """How surely these are such documents."""
    heads = {name: files.head(raw).lstrip() for name, raw in given.items()}
    texts = [text for name, text in heads.items() if text[:1] in {"[", "{"} and ".csv" not in name]
    if not texts or any('"meeting_name"' in text or '"slug"' in text for text in texts):
        return 0
    if any(mark in text for text in texts for mark in MARKS) or any(map(OWNED.search, texts)):
        return 3
    return 2 if any(_hint(name) in SIGNS and '"id"' in text for name, text in heads.items()) else 0


def read(given: Files) -> Records:
    """Every object of every document."""
    reader = _Reader()
    for name in sorted(given):
        if name.endswith(".csv") or name == "datapackage.json":
            continue
        try:
            reader.document(name, _parsed(name, given[name]))
        except RecursionError as error:
            raise Unreadable(f"{name}: nested too deeply") from error
    for table, count in sorted(reader.unnamed.items()):
        reason = f"had no id; known by where they stand ({count})"
        reader.records.batch.remark(table, 0, "id", reason)
    if not any(reader.records.found.values()) and not reader.records.batch.problems:
        raise Unreadable("no object of HSDS is in it")
    return reader.records


def _parsed(name: str, raw: bytes) -> Any:
    text = files.whole_signs(files.text_of(raw))
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Unreadable(f"{name}: nested too deeply") from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].rstrip().endswith("}"):
            raise Unreadable(f"{name}: {error}") from error
    try:
        return [json.loads(line) for line in lines]
    except ValueError as error:
        raise Unreadable(f"{name}: neither JSON nor a line of it each: {error}") from error


class _Reader:
    def __init__(self) -> None:
        self.records = Records()
        self.batch = self.records.batch
        self.seen: set[tuple[str, str]] = set()  # what stood alone
        self.unnamed: Counter[str] = Counter()  # had no id where they were nested

    def document(self, name: str, said: Any) -> None:
        hint = _hint(name)
        if isinstance(said, dict):
            pages = (said[each] for each in PAGES if each in said)
            said = next((each for each in pages if isinstance(each, list)), said)
        if isinstance(said, dict) and all(isinstance(each, list) for each in said.values()):
            for table, rows in said.items():
                entity = entity_of(table)
                if not entity:
                    self.batch.remark(table[:40], 0, "", "is not a table of HSDS; not read")
                for row in rows if entity else ():
                    self._alone(entity, row)
            return
        for each in said if isinstance(said, list) else [said]:
            entity = _entity(each, hint)
            if entity:
                self._alone(entity, each)
            elif not (isinstance(each, dict) and "openapi_url" in each):
                row = self.records.next_row("other")
                self.batch.refuse("other", row, "", f"is not an object of HSDS ({name[:60]})")

    def _alone(self, entity: str, said: Any) -> None:
        key = str(said.get("id", "")) if isinstance(said, dict) else ""
        if key and (entity, key) in self.seen:
            label = SHAPES[entity].table
            row = self.records.next_row(label)
            self.batch.refuse(label, row, "id", f"{key[:60]} was used in a row above")
            return
        self.seen.add((entity, key))
        self._take(SHAPES[entity], said, None)

    def _take(self, shape: Shape, said: Any, inside: tuple[Shape, str] | None) -> str:
        """One object and all that is nested in it; its id, or nothing where it is refused."""
        label = shape.table
        if not isinstance(said, dict):
            self.batch.refuse(label, self.records.next_row(label), "", "is not an object")
            return ""
        said = older.as_today(shape.name, said)
        known = said.get("id") is not None and str(said["id"]) in self.records.found[shape.name]
        row = 0 if known else self.records.next_row(label)
        key = self.records.key_of(shape, said, label, row)
        if not key:
            return ""
        record = self.records.take(shape, key, said, label, row)
        if inside:
            self._belong(shape, record, *inside)
        for name, entity in shape.ones.items():
            self._one(shape, record, entity, said.get(name))
        if shape.name == "service":
            self._lend_organisation(record)
        for name, entity in shape.many.items():
            for number, each in enumerate(_items(said.get(name))):
                each = self._numbered(entity, each, f"{key[:150]}/{name}/{number}")
                if name in {"physical_addresses", "postal_addresses"} and isinstance(each, dict):
                    each = {"address_type": name.partition("_")[0], **each}
                self._take(SHAPES[entity], each, (shape, key))
        return key

    def _lend_organisation(self, service: Record) -> None:
        """A programme that stands in a service and names no organisation is of the same one."""
        for key in service.parents.get("program_id", ()):
            programme = self.records.found["program"].get(key)
            for organisation in service.parents.get("organization_id", ()):
                if programme is not None and not programme.parents:
                    programme.belongs("organization_id", organisation)

    def _numbered(self, entity: str, said: Any, key: str) -> Any:
        """What is nested needs no id of its own: where it stands tells it from all others."""
        if not isinstance(said, dict) or said.get("id") not in (None, "") or not any(said.values()):
            return said
        self.unnamed[SHAPES[entity].table] += 1
        return {**said, "id": key}

    def _belong(self, shape: Shape, record: Record, outer: Shape, key: str) -> None:
        if shape.is_about:
            record.about[outer.name, key] = None
        elif column := shape.column_to(outer.name):
            record.belongs(column, key)

    def _one(self, shape: Shape, record: Record, entity: str, said: Any) -> None:
        if not said:
            return
        name = str(said.get("name") or "")[:150] if isinstance(said, dict) else ""
        said = self._numbered(entity, said, f"{entity}/{name}") if name else said
        key = self._take(SHAPES[entity], said, None)
        if key:
            record.belongs(shape.column_to(entity), key)


def _items(said: Any) -> Iterator[Any]:
    if isinstance(said, list):
        yield from said
    elif isinstance(said, dict):
        yield said


def _hint(name: str) -> str:
    """'service_at_location_list.json': the object that a file is named after."""
    stem = name.lower().rpartition(".")[0] or name.lower()
    parts = stem.replace("-", "_").split("_")
    for length in range(len(parts), 0, -1):
        if entity := entity_of("_".join(parts[:length])):
            return entity
    return ""


def _entity(said: Any, hint: str) -> str:
    """What an object that stands alone is: what it is named after, else what it looks like."""
    if not isinstance(said, dict) or "id" not in said:
        return hint if isinstance(said, dict) and said and "openapi_url" not in said else ""
    scored = {entity: len(signs & said.keys()) for entity, signs in SIGNS.items()}
    if "name" in said:
        scored["service_at_location"] = 0
    best = max(scored, key=lambda entity: scored[entity])
    if hint and (hint not in SIGNS or scored[hint] or not scored[best]):
        return hint
    return best if scored[best] else ("organization" if "name" in said else "")
