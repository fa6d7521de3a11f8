"""How the web server reads SQLite's file: where it lies in memory.

A search looks at a hundred pages of it, each somewhere else; to copy each one took longer than
to find what is on it. Whoever reads a whole table says so (`copied`), so that the process does
not come to hold all of the file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

MOST = 2_000_000_000  # bytes: as far as SQLite goes


def on_connect(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    _map(connection, MOST)


@contextmanager
def copied(held: Any = connection) -> Iterator[None]:
    """For a long read: a page at a time, and none is kept."""
    before = _map(held, 0)
    try:
        yield
    finally:
        if before:
            _map(held, before)


def _map(connection: BaseDatabaseWrapper, size: int) -> int:
    """How much of the file may lie in memory; returns how much it was."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        row = cursor.fetchone()  # none where there is no file
        cursor.execute(f"PRAGMA mmap_size={size}")
    return int(row[0]) if row else 0
