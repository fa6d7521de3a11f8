"""Questions put together once, and answers read at once.

Building the SQL of a list took three times as long as answering it. What is asked, and for whom,
is still said through policy; only the keys change. SQLite lets other threads in at every row,
which costs more than to find it: there, all rows come in one, as text. PostgreSQL keeps each
statement: there, the keys go as one list.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from pydantic_core import from_json

from alongside.core import statements

SIZES = (1, 8, 25, 60, 150, 400)  # keys at once; places left over repeat the last one
LISTS = {int: "bigint", str: "text", uuid.UUID: "uuid"}
FIRST = -1_000_000  # keys that no row has: where the true ones go

Row = Sequence[Any]


class Given(dict[str, Any]):
    """What a statement is given beside it, by name, so that the database knows the statement
    again whatever is asked for."""

    def one(self, name: str, value: float) -> str:
        self[name] = value
        return f"%({name})s"

    def table(self, **columns: Sequence[int]) -> str:
        """Rows of whole numbers, given by column: for PostgreSQL as lists, so that any number of
        rows is the same statement."""
        if connection.vendor != "sqlite":
            self.update({name: _list(values) for name, values in columns.items()})
            lists = ", ".join(f"%({name})s::bigint[]" for name in columns)
            return f"SELECT * FROM unnest({lists})"  # noqa: S608
        rows = enumerate(zip(*columns.values(), strict=True))
        return "VALUES " + ", ".join(
            [f"({', '.join(map(self.one, [f'{c}{n}' for c in columns], row))})" for n, row in rows]
        )

    def among(self, name: str, values: Sequence[int]) -> str:
        """What stands after a column that is to be one of these."""
        if connection.vendor != "sqlite":
            self[name] = _list(values)
            return f"= ANY(%({name})s::bigint[])"
        many = [self.one(f"{name}{at}", value) for at, value in enumerate(values)]
        return f"IN ({', '.join(many)})"

    def beyond(self, name: str, values: Sequence[int]) -> str:
        """What stands after a column that is to be none of these."""
        if connection.vendor != "sqlite":
            self[name] = _list(values)
            return f"<> ALL(%({name})s::bigint[])"
        return f"NOT {self.among(name, values)}"


def _list(values: Sequence[Any]) -> str:
    return f"{{{','.join(map(str, values))}}}"


def run(columns: str, statement: str, given: Mapping[str, Any]) -> list[Row]:
    """The rows of a statement, which calls its columns so."""
    if connection.vendor != "sqlite":
        return list(statements.rows(connection, statement, given))
    with connection.cursor() as cursor:
        cursor.execute(_in_one(columns, statement), given)
        return list(from_json(cursor.fetchone()[0]))


def _in_one(columns: str, statement: str) -> str:
    return f"SELECT json_group_array(json_array({columns})) FROM ({statement})"  # noqa: S608


def bare(key: str) -> str:
    """The key of a row as SQLite keeps it."""
    return key.replace("-", "")


def dashed(key: str) -> str:
    """The key of a row as people write it."""
    if len(key) > 32:
        return key
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


class Prepared:
    """`ask` gives the question for some keys, with `values_list`. Keys that are UUIDs are
    given as text."""

    def __init__(self, ask: Callable[[list[Any]], QuerySet[Any, Any]], kind: type = int) -> None:
        self.ask, self.kind = ask, kind
        self.shape = cache(self._shape)

    def __call__(self, keys: Sequence[Any]) -> list[Row]:
        found: list[Row] = []
        for start in range(0, len(keys), SIZES[-1]):
            found += self._some(list(keys[start : start + SIZES[-1]]))
        return found

    def _some(self, keys: list[Any]) -> list[Row]:
        if connection.vendor != "sqlite":
            return self._listed(keys)
        size = next(size for size in SIZES if size >= len(keys))
        sql, given, where, readers = self.shape(connection.vendor, size)
        if self.kind is uuid.UUID:
            keys = [bare(key) for key in keys]
        keys += keys[-1:] * (size - len(keys))
        params = list(given)
        for place, number in where:
            params[place] = keys[number]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows: list[Row] = list(from_json(cursor.fetchone()[0]))
        return [_converted(row, readers) for row in rows] if readers else rows

    def _listed(self, keys: list[Any]) -> list[Row]:
        sql, given, where, readers = self.shape(connection.vendor, 1)
        params = list(given)
        params[where] = keys if self.kind is str else _list(keys)
        rows = statements.rows(connection, sql, params)
        return [_converted(row, readers) for row in rows] if readers else list(rows)

    def _shape(self, vendor: str, size: int) -> tuple[Any, ...]:
        numbers = range(FIRST, FIRST + size)
        is_uuid = self.kind is uuid.UUID
        marks: list[Any] = [
            uuid.UUID(int=-number) if is_uuid else self.kind(number) for number in numbers
        ]
        compiler: Any = self.ask(marks).query.get_compiler(connection=connection)
        sql, given = compiler.as_sql(with_col_aliases=True)
        names = [connection.ops.quote_name(column[2]) for column in compiler.select]
        if is_uuid and connection.vendor == "sqlite":
            marks = [mark.hex for mark in marks]
        where = [(given.index(mark), number) for number, mark in enumerate(marks)]
        converters = compiler.get_converters([column[0] for column in compiler.select])
        readers = [(place, _reader(*each)) for place, each in converters.items()]
        if vendor != "sqlite":
            return self._as_list(sql, where[0][0]), given, where[0][0], readers
        return _in_one(", ".join(names), sql), given, where, readers

    def _as_list(self, sql: str, where: int) -> str:
        """`= ANY(list)` in the place of `IN (one)`: the same statement for any number."""
        before, after = sql.split("%s")[: where + 1], sql.split("%s")[where + 1 :]
        assert before[-1].endswith("IN (") and after[0].startswith(")"), sql
        before[-1] = before[-1].removesuffix("IN (") + "= ANY("
        after[0] = f"::{LISTS[self.kind]}[]" + after[0]
        return "%s".join([*before, *after])


Reader = Callable[[Any], Any]


def _reader(functions: Sequence[Any], expression: Any) -> Reader:
    """How a column becomes a value; what the ORM does in many steps, in one."""
    if connection.vendor == "sqlite":
        quick = QUICK.get(expression.output_field.get_internal_type())
        if quick:
            return quick

    def read(value: Any) -> Any:
        for function in functions:
            value = function(value, expression, connection)
        return value

    return read


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def _key(text: str | None) -> uuid.UUID | None:
    return None if text is None else uuid.UUID(text)


def _so(number: int | None) -> bool | None:
    return None if number is None else bool(number)


QUICK: dict[str, Reader] = {"DateTimeField": _moment, "UUIDField": _key, "BooleanField": _so}


def _converted(row: Row, readers: list[tuple[int, Reader]]) -> Row:
    values = list(row)
    for place, read in readers:
        values[place] = read(values[place])
    return values
