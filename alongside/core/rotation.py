"""Sealing all that is sealed anew with the first key of the ring, while everything goes on.

Rows are read by their key in portions, and each value is replaced only where it still is as it
was read: who writes at the same time wins. Broken off, it goes on where a value is still under
another key.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from alongside.core import fields, guards, keyring, scope

BATCH = 500
Row = tuple[Any, ...]


def columns() -> Iterator[tuple[type[models.Model], list[fields.Sealed[Any, Any]]]]:
    """Every model that holds something sealed, with those fields."""
    for model in apps.get_models(include_auto_created=True):
        held = [each for each in model._meta.local_fields if isinstance(each, fields.Sealed)]
        if held and not model._meta.proxy:
            yield model, held


def rotate(*, batch: int = BATCH, tell: Callable[[str, int], None] | None = None) -> int:
    """Seal anew what is not under the first key. Gives how many values that were."""
    total = 0
    for model, held in columns():
        done = 0
        for organisation in _places(model):
            with scope.within(organisation):
                for rows in _portions(model, held, batch):
                    with transaction.atomic():
                        done += sum(_seal_anew(model, held, row) for row in rows)
        if tell and done:
            tell(model._meta.db_table, done)
        total += done
    return total


def count() -> Counter[str]:
    """How many values there are under each key's name."""
    found: Counter[str] = Counter()
    for model, held in columns():
        for organisation in _places(model):
            with scope.within(organisation):
                for rows in _portions(model, held, BATCH):
                    values = (value for row in rows for value in row[1:] if value)
                    found.update(str(value).partition(".")[0] for value in values)
    return found


def _places(model: type[models.Model]) -> list[uuid.UUID | None]:
    """Where to look: row-level security shows the rows of one organisation at a time."""
    if connection.vendor != "postgresql" or not guards.walled(model):
        return [None]
    tenants = apps.get_model(guards.TENANT)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {_q(tenants)} ORDER BY id")  # noqa: S608
        return [None, *(key for (key,) in cursor.fetchall())]


def _portions(
    model: type[models.Model], held: list[fields.Sealed[Any, Any]], size: int
) -> Iterator[list[Row]]:
    """Rows as they are stored: the key, then each sealed column."""
    pk = _q(model._meta.pk.column)
    listed = ", ".join([pk, *(_q(each.column) for each in held)])
    query = f"SELECT {listed} FROM {_q(model._meta.db_table)}"  # noqa: S608
    last: list[Any] = []
    while True:
        after = f" WHERE {pk} > %s" if last else ""
        with connection.cursor() as cursor:
            cursor.execute(f"{query}{after} ORDER BY {pk} LIMIT {size:d}", last)
            rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        last = [rows[-1][0]]


def _seal_anew(model: type[models.Model], held: list[fields.Sealed[Any, Any]], row: Row) -> int:
    first = settings.KEYS[0].partition(":")[0]
    table, pk, done = model._meta.db_table, model._meta.pk.column, 0
    for each, value in zip(held, row[1:], strict=True):
        if not value or value.startswith(f"{first}."):
            continue
        name = f"{table}.{each.column}"
        anew = keyring.seal(keyring.unseal(value, column=name), column=name)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {_q(table)} SET {_q(each.column)} = %s "  # noqa: S608
                f"WHERE {_q(pk)} = %s AND {_q(each.column)} = %s",
                [anew, row[0], value],
            )
            done += cursor.rowcount
    return done


def _q(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
