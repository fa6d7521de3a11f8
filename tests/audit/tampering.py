"""What somebody with the database's password could do: change rows behind the triggers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from alongside.audit import models
from alongside.core import guards


@contextmanager
def behind_triggers(model: type[Any] = models.Event) -> Iterator[None]:
    """Inside, rows of an append-only table can be changed."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        else:
            for verb in ("update", "delete"):
                cursor.execute(f'DROP TRIGGER "frozen_{table}_{verb}"')
        yield
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        else:
            for statement in guards.statements(model, connection):
                cursor.execute(statement)
