"""What we keep, why and how long: read from the models, for anybody."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from alongside.core import fields
from alongside.core.privacy import IDENTITY, RECOVERY, Declaration, Words
from alongside.rights.record import places, words


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    why: Words
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is kept. `fields` are those that say something of a person."""

    title: str
    purpose: Words
    keep: Words
    fields: list[Field]


def register() -> list[Kept]:
    """Everything that says who somebody is or how they live, in the order of its title."""
    about = {place.label for place in places.places()}
    found = []
    for model in apps.get_models():
        declared = getattr(model, "privacy", None)
        if isinstance(declared, Declaration) and model._meta.label in about | set(places.ELSEWHERE):
            private = _fields(model, declared)
            if private:
                title = words.kind_called(model)
                found.append(Kept(title, declared.purpose, str(declared.keep), private))
    return sorted(found, key=lambda kept: kept.title.casefold())


def _fields(model: Any, declared: Declaration) -> list[Field]:
    return [
        Field(
            words.column_called(column),
            declared.why.get(column.name, ""),
            isinstance(column, fields.Sealed),
        )
        for column in model._meta.concrete_fields
        if declared.fields.get(column.name) in {IDENTITY, RECOVERY}
        and column.name not in {"id", "participant", "chain_id"}
    ]
