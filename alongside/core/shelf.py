"""Rows that wait to be written, in temporary tables that belong to this connection alone.

Filling them takes no lock that anybody could wait for, and what waits ends with its process. From
there the database copies whole sets: what many transactions, or one long one, would write row by
row is written in one short one.
"""

# ruff: noqa: S608 - names of our own tables and columns only

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import AutoField, BigAutoField, Field, Model, UUIDField

AS_IS = {
    "CharField", "TextField", "FloatField", "BooleanField", "IntegerField", "BigIntegerField",
    "SmallIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "AutoField",
    "BigAutoField",
}  # fmt: skip
ROOM = -65_536  # KiB
Prepare = Callable[[Any], Any]


class Shelf:
    """For rows of one model, or some of its columns (attribute names). `name` where a model has
    several."""

    def __init__(self, model: type[Model], columns: Sequence[str] = (), *, name: str = "") -> None:
        self.model, self.table = model, model._meta.db_table
        self.name = f"waiting_{name or self.table}"
        fields = model._meta.concrete_fields
        if columns:
            chosen = [next(each for each in fields if each.attname == name) for name in columns]
        else:
            chosen = [each for each in fields if not isinstance(each, AutoField | BigAutoField)]
        self.columns = [connection.ops.quote_name(str(field.column)) for field in chosen]
        self.plan = [_planned(field) for field in chosen]

    def clear(self) -> None:
        """Empty, whatever a run before left. Call it before the first row."""
        columns = ", ".join(self.columns)
        kind = "TEMPORARY" if connection.vendor == "postgresql" else "TEMP"
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE {kind} TABLE IF NOT EXISTS {self.name} AS"
                f" SELECT {columns} FROM {self.table} WHERE 1 = 0"
            )
            cursor.execute(f"DELETE FROM {self.name}")

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Values by attribute name; what is not said is the column's default."""
        made: Any = (self._row(said) for said in rows)  # never all at once
        columns = ", ".join(self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy:
                    for row in made:
                        copy.write_row(row)
                return
            holes = ", ".join("%s" for _ in self.columns)
            with _in_one_go(cursor):
                cursor.executemany(f"INSERT INTO {self.name} ({columns}) VALUES ({holes})", made)

    def write(
        self, *, over: Iterable[str] | None = None, at: str = "", now: datetime | None = None
    ) -> None:
        """Into the table, in the caller's transaction; with `over`, those columns of the rows
        that are there already are written anew. The column `at` of each says `now`."""
        columns = ", ".join(self.columns)
        stamped = connection.ops.quote_name(at) if at else ""
        given = ", ".join("%s" if column == stamped else column for column in self.columns)
        conflict = ""
        if over is not None:
            put = ", ".join(
                f"{column} = excluded.{column}" for column in map(connection.ops.quote_name, over)
            )
            conflict = f" ON CONFLICT (id) DO UPDATE SET {put}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.table} ({columns})"
                f" SELECT {given} FROM {self.name} WHERE 1 = 1{conflict}",
                [connection.ops.adapt_datetimefield_value(now)] if at else None,
            )

    def _row(self, said: Mapping[str, Any]) -> list[Any]:
        return [
            prepare(said[name]) if name in said else default for name, default, prepare in self.plan
        ]


@contextmanager
def roomy() -> Iterator[None]:
    """While much is read and written: Python does not search for rubbish among what all stays (a
    fifth of the time), and SQLite keeps pages in memory instead of writing them many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        with _more_pages():
            yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _more_pages() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = {ROOM}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual}")


@contextmanager
def _in_one_go(cursor: Any) -> Iterator[None]:
    """SQLite ends a transaction for each row unless told otherwise. This one writes to its
    temporary file alone: it is no writer to anybody else."""
    if connection.in_atomic_block:
        yield
        return
    cursor.execute("BEGIN DEFERRED")
    try:
        yield
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    cursor.execute("COMMIT")


def _planned(field: "Field[Any, Any]") -> tuple[str, Any, Prepare]:
    """Attribute, default as the database takes it, and how it takes a value."""
    kind: Any = field
    while kind.is_relation:
        kind = kind.target_field

    def saved(value: Any) -> Any:
        return kind.get_db_prep_save(value, connection)

    prepare: Prepare = saved
    if type(kind).__name__ in AS_IS:
        prepare = _plain
    elif isinstance(kind, UUIDField) and connection.vendor == "sqlite":
        prepare = _hex
    default = field.get_default()
    return field.attname, None if default is None else prepare(default), prepare


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value  # a choice is a text of its own kind


def _hex(value: Any) -> Any:
    return None if value is None else value.hex
