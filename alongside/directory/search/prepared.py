"""Questions of the ORM that are put together once.

Building the SQL of a list took three times as long as answering it. What is asked, and for whom,
is still said through policy; only the keys change.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

SIZES = (1, 8, 25, 60, 150, 400)  # keys at once; places left over repeat the last one
FIRST = -1_000_000  # keys that no row has: where the true ones go


_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.])")


def run(statement: str) -> list[tuple[Any, ...]]:
    """Numbers are taken out and given beside it, so that the database knows the statement
    again whatever is asked for."""
    numbers = [float(n) if "." in n or "e" in n else int(n) for n in _NUMBER.findall(statement)]
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER.sub("%s", statement.replace("%", "%%")), numbers)
        return list(cursor.fetchall())


class Prepared:
    """`ask` gives the question for some keys, with `values_list`."""

    def __init__(self, ask: Callable[[list[int]], QuerySet[Any, Any]]) -> None:
        self.ask = ask
        self.shape = cache(self._shape)

    def __call__(self, keys: Sequence[int]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(keys), SIZES[-1]):
            found += self._some(list(keys[start : start + SIZES[-1]]))
        return found

    def _some(self, keys: list[int]) -> list[tuple[Any, ...]]:
        size = next(size for size in SIZES if size >= len(keys))
        sql, given, where, converters = self.shape(connection.vendor, size)
        keys += keys[-1:] * (size - len(keys))
        params = list(given)
        for place, number in where:
            params[place] = keys[number]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        return [_converted(row, converters) for row in rows] if converters else rows

    def _shape(self, vendor: str, size: int) -> tuple[Any, ...]:
        marks = list(range(FIRST, FIRST + size))
        compiler = self.ask(marks).query.get_compiler(connection=connection)
        sql, given = compiler.as_sql()
        where = [(place, given.index(mark)) for place, mark in enumerate(marks)]
        converters = compiler.get_converters([column[0] for column in compiler.select])
        each = [(place, *both) for place, both in converters.items()]
        return sql, given, [(index, number) for number, index in where], each


def _converted(row: tuple[Any, ...], converters: list[Any]) -> tuple[Any, ...]:
    values = list(row)
    for place, functions, expression in converters:
        for function in functions:
            values[place] = function(values[place], expression, connection)
    return tuple(values)
