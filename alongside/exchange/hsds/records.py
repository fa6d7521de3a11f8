"""All that some files said, object by object, before anything is decided about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alongside.directory.schemas import Batch
from alongside.exchange.hsds.shapes import ABOUT, SHAPES, Shape, entity_of

LONGEST = 200  # of an id


@dataclass(slots=True)
class Record:
    """One object: `said` by HSDS name, `parents` by HSDS column, and what it is `about`. `row`
    is where it was read first, in the table `label`."""

    key: str
    row: int
    label: str
    said: dict[str, Any]
    parents: dict[str, dict[str, None]] = field(default_factory=dict)
    about: dict[tuple[str, str], None] = field(default_factory=dict)  # (HSDS object or '', id)

    def belongs(self, column: str, key: str) -> None:
        self.parents.setdefault(column, {})[key] = None


class Records:
    """Objects by kind and id. One that is said again elsewhere in the same files (nested in
    two places) is the same object; whatever is said of it first counts."""

    def __init__(self) -> None:
        self.batch = Batch()
        self.found: dict[str, dict[str, Record]] = {name: {} for name in SHAPES}

    def next_row(self, label: str) -> int:
        self.batch.rows[label] = self.batch.rows.get(label, 0) + 1
        return self.batch.rows[label]

    def key_of(self, shape: Shape, said: dict[str, Any], label: str, row: int) -> str:
        """Its id as text; refused where it has none, or one that is no id."""
        key = said.get("id")
        text = str(key).strip() if isinstance(key, str | int) and not isinstance(key, bool) else ""
        if not text:
            self.batch.refuse(label, row, "id", "is empty")
        elif len(text) > LONGEST or not text.isprintable():
            self.batch.refuse(label, row, "id", f"is not an id: {text[:40]!r}")
            return ""
        return text

    def take(self, shape: Shape, key: str, said: dict[str, Any], label: str, row: int) -> Record:
        """A new object, or more about one that is known."""
        record = self.found[shape.name].get(key)
        if record is None:
            record = self.found[shape.name][key] = Record(key, row, label, {})
        for name, value in _said(shape, said):
            kept = record.said.setdefault(name, value)
            if kept != value:
                reason = "is said in two ways; the first counts"
                self.batch.remark(record.label, record.row, name, reason)
        for column in shape.parents:
            parent = said.get(column)
            if isinstance(parent, str | int) and str(parent).strip():
                record.belongs(column, str(parent).strip())
        if shape.is_about:
            thing, kind = ABOUT[shape.name]
            link = said.get(thing) or (said.get("service_id") if shape.name == "attribute" else "")
            if isinstance(link, str | int) and str(link).strip():
                where = entity_of(str(said.get(kind) or said.get("link_type") or ""))
                record.about[where, str(link).strip()] = None
        return record


def _said(shape: Shape, said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of an object under their names of today."""
    for spec in shape.fields:
        value = next(
            (said[name] for name in (spec.name, *spec.other) if said.get(name) not in (None, "")),
            None,
        )
        if value is not None:
            yield spec.name, value
    extra = _EXTRA.get(shape.name, ())
    yield from ((name, said[name]) for name in extra if said.get(name) not in (None, ""))


_EXTRA = {
    "service": ("location_id",),  # of 1.0, before services had several places
    "schedule": ("byday", "bymonthday", "byweekno", "byyearday", "weekday", "closed"),
    "address": ("address_3", "address_4"),
    "phone": ("language",),
    "attribute": ("payment", "eligibility"),
}
