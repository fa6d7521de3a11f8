"""Model fields that every app shares: identifiers, sealed text, the tenant key."""

import json
import uuid
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, IsNull
from django.db.models.sql.where import WhereNode

from alongside.core import ids, keyring


def identifier() -> "models.UUIDField[uuid.UUID | str, uuid.UUID]":
    return models.UUIDField(primary_key=True, default=ids.new, editable=False)


_Set = TypeVar("_Set")
_Get = TypeVar("_Get")


class IsEmpty(Exact):
    """Nothing is kept as nothing, so a constraint can ask for that; anything else is sealed
    anew each time and equals nothing."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs != "":
            raise FieldError(f"{lhs.target.name} is sealed: it can be asked whether it is empty")
        super().__init__(lhs, rhs)


class Sealed(models.TextField[_Set, _Get]):
    """A value that the database only ever sees encrypted.

    It cannot be searched, ordered or compared; keep a `keyring.digest` column beside it
    where exact look-up is needed. An empty text stays empty, so 'nothing' is visible.
    """

    @property
    def _column(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return value
        return keyring.seal(self._plain(value), column=self._column)

    def from_db_value(self, value: Any, *_: Any) -> Any:
        if value is None or value == "":
            return value
        return self._shaped(keyring.unseal(value, column=self._column))

    def get_lookup(self, lookup_name: str) -> Any:
        lookups = {"isnull": IsNull, "exact": IsEmpty}
        if lookup_name not in lookups:
            raise FieldError(f"{self.name} is sealed: it can be asked whether it is empty")
        return lookups[lookup_name]

    def _plain(self, value: Any) -> str:
        return str(value)

    def _shaped(self, text: str) -> Any:
        return text


class SealedText(Sealed[str, str]):
    description = "Encrypted text"


class SealedJSON(Sealed[Any, Any]):
    """A small JSON value (a list or object of plain values), sealed like text."""

    description = "Encrypted JSON"
    if TYPE_CHECKING:  # what the type checker takes a column to accept
        _pyi_private_set_type: Any

    def _plain(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def _shaped(self, text: str) -> Any:
        return json.loads(text)


class TenantKey(models.ForeignKey[Any, Any]):
    """A foreign key between two rows of one organisation.

    Every join through it also compares `organisation`, in both directions: a row of
    another organisation is not found even if a reference to it were written. The
    database refuses such a reference too (`core.guards`).
    """

    tenant: ClassVar[str] = "organisation"

    def get_extra_restriction(self, alias: str, related_alias: str) -> WhereNode:
        here: Any = self.model._meta.get_field(self.tenant)
        there: Any = self.remote_field.model._meta.get_field(self.tenant)
        same: Any = Exact(there.get_col(alias), here.get_col(related_alias))
        return WhereNode([same])
