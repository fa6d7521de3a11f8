"""Statements that PostgreSQL knows again: read and planned once for each connection.

Django writes what is asked for into the text of a statement, so each one is new to the server:
to read and plan a search took longer than to answer it. Here it stands beside the statement,
which the connection keeps (`prepare_threshold` in the settings). Each thread has a connection of
its own, and a pooler must pool by session in any case: see `core.scope`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

MOST = 400  # statements that one connection keeps; those asked for longest ago go
# Nothing here reads so much that other processes or compiled code would help; to start either
# takes longer than any search. And what a connection keeps is planned once: left to itself,
# PostgreSQL plans each statement five times anew, and some of them for ever.
_CALM = (
    "select set_config('jit', 'off', false),"
    " set_config('max_parallel_workers_per_gather', '0', false),"
    " set_config('plan_cache_mode', 'force_generic_plan', false)"
)


def on_connect(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """For the web server, whose answers are short."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_CALM)


def rows(
    held: BaseDatabaseWrapper, statement: str, given: Mapping[str, Any] | Sequence[Any]
) -> list[tuple[Any, ...]]:
    """What a statement finds. Whole numbers go as the widest kind, so that their size makes no
    other statement of it."""
    import psycopg

    if held.queries_logged:  # whoever listens hears the words of it
        with held.cursor() as listened:
            listened.execute(statement, given)
            return list(listened.fetchall())
    held.close_if_health_check_failed()
    held.ensure_connection()
    raw: Any = held.connection
    raw.prepared_max = MOST
    with held.wrap_database_errors:
        cursor = psycopg.Cursor(raw)
        cursor.format = psycopg.pq.Format.BINARY
    with held._prepare_cursor(cursor) as counted:  # type: ignore[attr-defined]
        counted.execute(statement, _typed(given))
        return list(counted.fetchall())


def _typed(given: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any] | list[Any]:
    from psycopg.types.numeric import Int8

    if isinstance(given, Mapping):
        return {name: Int8(v) if type(v) is int else v for name, v in given.items()}
    return [Int8(value) if type(value) is int else value for value in given]
