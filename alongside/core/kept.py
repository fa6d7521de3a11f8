"""Statements that are put together once, and kept.

To say 'may they open this record?' in SQL took the ORM far longer than the database takes to
answer it, and every door asks it. What is asked is still said by policy, in the same functions;
what is kept is only how it is said, for each connection. The answer never is: it is read anew
each time.

    @kept.question
    def _record(by: Actor, pk: UUID, at: datetime) -> QuerySet[Participant]: ...

    _record(by, pk, at)  # a list of rows

Keys, moments and days (and `Text`), wherever they stand in an argument, are given beside the
statement. All else (a role, a kind, that there is no key at all) is its shape, and each shape is
a statement of its own. So the function sees no key and no moment, only that there is one: a span
of time may be added to it or taken from it, which is done anew each time; to compare it, to count
with it otherwise or to write it into a text raises TypeError, as does reading the clock or asking
the database for something first; or what was true once would be kept for all.
"""

import dataclasses
import functools
import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet, Value
from django.db.models.sql import InsertQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from alongside.core import clock
from alongside.core.fields import Sealed

MOST = 1000  # statements of one connection; shapes are few, and where they are not we begin anew
KEPT = "alongside_kept"  # on the connection, which is its thread's alone

P = ParamSpec("P")
Row = TypeVar("Row")


def question(ask: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """What `ask` finds, and no more: all rows at once, so it is for few of them."""

    @functools.wraps(ask)
    def asked(*given: P.args, **named: P.kwargs) -> list[Row]:
        values: list[Any] = []
        said = (given, tuple(named.items()))

        def made(connection: BaseDatabaseWrapper) -> _Rows:
            connection.ensure_connection()  # which may ask the database for something
            marked, marked_named = _marked(said, iter(range(len(values))))
            with clock.hidden(), connection.execute_wrapper(_blind):
                return _Rows(ask(*marked, **dict(marked_named)), connection)

        rows: _Rows = _of((ask, _shape(said, values)), made)
        return rows.found(values)

    return asked


def insert(row: Model) -> None:
    """`row.save(force_insert=True)`, where all is said already: its key, and whose it is."""
    fields, statement = _of((type(row), "insert"), functools.partial(_insertion, row))
    connection = connections[DEFAULT_DB_ALIAS]
    _run(
        statement, [each.get_db_prep_save(each.pre_save(row, True), connection) for each in fields]
    )
    row._state.adding, row._state.db = False, connection.alias


def insert_all(rows: Sequence[Model]) -> None:
    """`insert` for many of one model: one statement, however many they are."""
    if not rows:
        return
    model = type(rows[0])
    fields, statement = _of((model, "insert"), functools.partial(_insertion, rows[0]))
    _run_all(rows, fields, statement, (model, "insert all"), _insertion_by_column)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, *names: str) -> bool:
    """These columns as they are in `row` now; whether the row is there."""
    fields, statement = _of((type(row), *names), functools.partial(_change, type(row), names))
    connection = connections[DEFAULT_DB_ALIAS]
    values = [each.get_db_prep_save(getattr(row, each.attname), connection) for each in fields]
    return bool(_run(statement, values))


def update_all(rows: Sequence[Model], *names: str) -> None:
    """`update` for many of one model, which the caller holds: one statement, however many."""
    if not rows:
        return
    model = type(rows[0])
    fields, statement = _of((model, *names), functools.partial(_change, model, names))
    _run_all(rows, fields, statement, (model, "update all", *names), _change_by_column)


def _run_all(
    rows: Sequence[Model],
    fields: Sequence[Any],
    statement: str,
    key: Hashable,
    by_column: Callable[[str, Sequence[Any], BaseDatabaseWrapper], str],
) -> None:
    """SQLite is given the statement for one row, and every row; PostgreSQL all values of each
    column, so that its statement is the same for however many rows."""
    connection = connections[DEFAULT_DB_ALIAS]
    columns = [_column(each, rows, connection) for each in fields]
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(rows[0]._meta.db_table)
        _run(_of(key, functools.partial(by_column, table, fields)), columns)
    else:
        _run(statement, list(zip(*columns, strict=True)), many=True)


def _column(field: Any, rows: Sequence[Model], connection: BaseDatabaseWrapper) -> list[Any]:
    """As the database keeps it. What is the same in all of them is made ready once; but what is
    sealed is sealed for each, so that nobody sees what is alike."""
    values = [field.pre_save(row, row._state.adding) for row in rows]
    first = values[0]
    if all(value is first for value in values) and not (first and isinstance(field, Sealed)):
        return [field.get_db_prep_save(first, connection)] * len(values)
    return [field.get_db_prep_save(value, connection) for value in values]


def _run(statement: str, values: list[Any], *, many: bool = False) -> int:
    connection = connections[DEFAULT_DB_ALIAS]
    marked = transaction.mark_for_rollback_on_error(using=connection.alias)
    with marked, connection.cursor() as cursor:
        (cursor.executemany if many else cursor.execute)(statement, values)
        return int(cursor.rowcount)


def _of(key: Hashable, made: Callable[[BaseDatabaseWrapper], Any]) -> Any:
    """Of this thread's connection: no other thread is in the middle of it."""
    connection = connections[DEFAULT_DB_ALIAS]
    statements: dict[Hashable, Any] = vars(connection).setdefault(KEPT, {})
    found = statements.get(key)
    if found is None:
        if len(statements) >= MOST:
            statements.clear()
        found = statements[key] = made(connection)
    return found


# --- questions -----------------------------------------------------------------------------


class Text(str):
    """A text that is given like a key: the digest of a secret, say."""

    __slots__ = ()


BESIDE = (uuid.UUID, date, Text)  # a moment is a day, to Python


def _blind(*_: Any, **__: Any) -> Any:
    raise TypeError("a kept question can't look at what it is given, nor at what is there")


class Given(Value):
    """In the place of a key, a moment or a day while a question is put together: `value` is the
    number of what is given, `later` how much after it is meant."""

    def __init__(self, value: int, later: timedelta = timedelta()) -> None:
        super().__init__(value)
        self.later = later

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def _combine(self, other: Any, connector: str, reversed: bool) -> "Given":
        if type(other) is not timedelta or reversed or connector not in (self.ADD, self.SUB):
            _blind()
        return Given(self.value, self.later + (other if connector == self.ADD else -other))

    __str__ = __format__ = _blind

    def __eq__(self, other: object) -> bool:
        if isinstance(other, BESIDE):
            _blind()
        return super().__eq__(other)

    __hash__ = Value.__hash__


def _shape(value: Any, values: list[Any]) -> Any:
    """What a question depends on; keys and moments are put aside, in their order."""
    kind: Any = type(value)
    if isinstance(value, BESIDE):
        values.append(value)
        return kind
    if kind is tuple:
        return tuple([_shape(each, values) for each in value])
    if dataclasses.is_dataclass(value):
        said = [_shape(getattr(value, name), values) for name in _names(kind)]
        return (kind, *said)
    return kind, value


def _marked(value: Any, numbers: Iterator[int]) -> Any:
    """The same, with a mark in the place of each of them."""
    kind: Any = type(value)
    if isinstance(value, BESIDE):
        return Given(next(numbers))
    if kind is tuple:
        return tuple([_marked(each, numbers) for each in value])
    if dataclasses.is_dataclass(value):
        said = {name: _marked(getattr(value, name), numbers) for name in _names(kind)}
        return kind(**said)
    return value


@functools.cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def several(keys: Iterable[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    """Keys, for a question about all of them: of few lengths, so that the same few statements do
    for however many. The first one fills what is left over."""
    found = tuple(keys)
    return found + found[:1] * ((1 << max(len(found) - 1, 0).bit_length()) - len(found))


class _Rows:
    """A question that was put together; Django makes its rows, as of any other."""

    def __init__(self, rows: QuerySet[Any, Any], connection: BaseDatabaseWrapper) -> None:
        query: Any = rows.query
        self.compiler = _Compiler(query, connection, connection.alias)
        query.get_compiler = lambda *_, **__: self.compiler
        self.rows: Any = rows._iterable_class(rows, chunked_fetch=False)

    def found(self, values: Sequence[Any]) -> list[Any]:
        self.compiler.given = values
        return list(self.rows)


class _Compiler(SQLCompiler):
    """Has done its work already."""

    given: Sequence[Any] = ()

    def __init__(self, query: Any, connection: BaseDatabaseWrapper, using: str) -> None:
        super().__init__(query, connection, using)
        self.locks = query.select_for_update and connection.features.has_select_for_update
        try:
            self.statement, params = super().as_sql()
        except EmptyResultSet:
            self.statement, params = "", ()
        self.params: list[Any] = list(params)
        marks = [(place, mark) for place, mark in enumerate(self.params) if type(mark) is Given]
        self.places = [(place, mark.value, mark.later) for place, mark in marks]
        columns = [column[0] for column in (self.select or ())[: self.col_count]]
        self.readers = super().get_converters(columns)

    def as_sql(self, *_: Any, **__: Any) -> Any:
        if not self.statement:
            raise EmptyResultSet
        if self.locks and self.connection.get_autocommit():
            raise TransactionManagementError("nothing is held outside of a transaction")
        params = list(self.params)
        for place, number, later in self.places:
            given = self.given[number]
            params[place] = _written(given + later if later else given, self.connection)
        return self.statement, params

    def get_converters(self, expressions: Any) -> Any:
        return self.readers


def _written(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """As the database keeps it; what the columns' own fields do."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)


# --- rows ----------------------------------------------------------------------------------


def _insertion(row: Model, connection: BaseDatabaseWrapper) -> tuple[list[Any], str]:
    fields = list(row._meta.local_concrete_fields)
    if row._meta.parents or row._meta.pk is row._meta.auto_field:
        raise TypeError(f"{row._meta.label} needs more than one plain statement")
    query: Any = InsertQuery(type(row))
    query.insert_values(fields, [row])
    [(statement, _values)] = query.get_compiler(connection=connection).as_sql()
    return fields, statement


def _change(
    model: type[Model], names: Sequence[str], connection: BaseDatabaseWrapper
) -> tuple[list[Any], str]:
    quoted = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in names]
    key: Any = model._meta.pk
    table, columns = quoted(model._meta.db_table), [quoted(str(each.column)) for each in fields]  # type: ignore[union-attr]
    put = ", ".join(f"{column} = %s" for column in columns)
    statement = f"UPDATE {table} SET {put} WHERE {quoted(key.column)} = %s"  # noqa: S608
    return [*fields, key], statement


def _insertion_by_column(table: str, fields: Sequence[Any], connection: BaseDatabaseWrapper) -> str:
    columns = ", ".join(connection.ops.quote_name(each.column) for each in fields)
    given = _lists(fields, connection)
    return f"INSERT INTO {table} ({columns}) SELECT * FROM {given}"  # noqa: S608


def _change_by_column(table: str, fields: Sequence[Any], connection: BaseDatabaseWrapper) -> str:
    *columns, key = [connection.ops.quote_name(each.column) for each in fields]
    put = ", ".join(f"{column} = given.{column}" for column in columns)
    given = f"{_lists(fields, connection)} AS given ({', '.join([*columns, key])})"
    return f"UPDATE {table} SET {put} FROM {given} WHERE {table}.{key} = given.{key}"  # noqa: S608


def _lists(fields: Sequence[Any], connection: BaseDatabaseWrapper) -> str:
    """A row for each place in the lists of their values, which PostgreSQL takes apart."""
    kinds = [each.db_type(connection).partition("(")[0] for each in fields]
    return f"UNNEST({', '.join(f'%s::{kind}[]' for kind in kinds)})"
