"""Rows of the directory as objects of HSDS."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from alongside.exchange.hsds import values
from alongside.exchange.hsds.shapes import ABOUT, BY, DAYS, ENTITIES, SHAPES, Shape

Object = dict[str, Any]
NAMES = {"contact": ("name", "email"), "address": ("attention",), "service": ("assurer_email",)}
NOT_SAID = "not published"
# What HSDS requires and a listing may lack.
EMPTY = {
    "organization": ("description",), "program": ("description",), "taxonomy": ("description",),
    "taxonomy_term": ("name", "description"), "organization_identifier": ("identifier_type",),
    "address": ("address_1", "city", "state_province", "postal_code", "country"),
    "metadata": ("previous_value", "replacement_value"),
}  # fmt: skip
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def plain(shape: Shape, row: Any) -> Object:
    """The object with its values alone: nothing nested, no ids of others."""
    said: Object = {"id": str(row.pk)}
    hidden = NAMES.get(shape.name, ())
    if hidden and row.source.shows_names:
        hidden = ()
    for spec in shape.fields:
        value = None if spec.name in hidden else values.written(spec, getattr(row, spec.column))
        if value is not None:
            said[spec.name] = value
    for name in EMPTY.get(shape.name, ()):
        said.setdefault(name, "")
    _of_kind(shape, row, said)
    return said


def _of_kind(shape: Shape, row: Any, said: Object) -> None:
    if shape.name == "organization" and row.incorporated_on:
        said.setdefault("year_incorporated", row.incorporated_on.year)
    elif shape.name == "taxonomy_term":
        said["name"] = said["name"] or said.get("code", "")
    elif shape.name == "phone":
        _phone(row, said)
    elif shape.name == "schedule":
        _schedule(row, said)
    elif shape.name == "metadata":
        said["updated_by"] = row.changed_by if row.source.shows_names else NOT_SAID
        if not said["updated_by"]:
            said["updated_by"] = NOT_SAID
    elif shape.name == "service" and row.touched_at:
        said["last_modified"] = _moment(row.last_modified_at)
    elif shape.name == "service_capacity" and "updated" not in said:
        said["updated"] = (row.source.read_at or LONG_AGO).isoformat()


def changed(service: Any) -> Object:
    """When it last became different here: the same as is asked for by `modified_after`."""
    at = service.changed_at or service.last_modified_at
    return {"last_modified": _moment(at)} if at else {}


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _phone(row: Any, said: Object) -> None:
    """An extension is a number there; one that is none stands behind the number."""
    extension = said.pop("extension", "")
    if extension.isdecimal() and extension.isascii() and str(int(extension)) == extension:
        said["extension"] = int(extension)
    elif extension:
        said["number"] = f"{said['number']} ext. {extension}"
    department = said.pop("department", "")
    if department:
        said.setdefault("description", department)


def _schedule(row: Any, said: Object) -> None:
    days = list(row.days.all())
    by_day = sorted(
        f"{day.number or ''}{DAYS[day.weekday]}"
        for day in days
        if day.by == "day" and day.weekday is not None
    )
    if not by_day and row.weekday is not None:
        by_day = [DAYS[row.weekday]]
    if by_day:
        said["byday"] = ",".join(sorted(by_day, key=_place))
    for name, by in BY.items():
        numbers = sorted(day.number for day in days if day.by == by)
        if numbers:
            said[name] = ",".join(map(str, numbers))
    if row.is_closed:
        said.setdefault("description", "Closed")


def _place(day: str) -> tuple[int, str]:
    return DAYS.index(day[-2:]), day


def details(service: Any, attributes: list[Any]) -> list[Object]:
    """Keywords and ways to pay, for which HSDS has no table: attributes with a label."""
    known = {(each.label, each.value) for each in attributes}
    return [
        {
            "id": str(uuid.uuid5(service.pk, f"{each.kind}:{each.words}")),
            "link_entity": "service",
            "label": each.kind,
            "value": each.words,
        }
        for each in service.details.all()
        if (each.kind, each.words) not in known
    ]


def tabular(shape: Shape, row: Any, shown: Mapping[str, set[uuid.UUID]]) -> Object | None:
    """The object as a row of its table, naming only what is shown; None where it may not be:
    what it belongs to is not."""
    said = plain(shape, row)
    refs = {}
    for column, (ours, kind) in shape.parents.items():
        key = getattr(row, f"{ours}_id")
        if key is not None and key in shown[SHAPES[kind].table]:
            refs[column] = str(key)
    found = {shape.parents[column][0] for column in refs}
    if not found.issuperset(shape.must) or (shape.some and not found):
        return None
    if shape.is_about:
        if row.thing not in shown.get(row.entity, ()):
            return None
        thing, kind = ABOUT[shape.name]
        refs |= {thing: str(row.thing), kind: ENTITIES[row.entity]}
    return said | refs
