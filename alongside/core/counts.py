"""What is counted for a while under a name: wrong tries, what came from one network.

Each count is one statement of the database, in the table of the cache, so that two at the very
same moment are two. What the cache itself counts up (the lock-out of a name) waits its turn.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from alongside.core import clock

OURS = "counts:"  # beside what the cache keeps: these rows hold a plain number
COUNT = """
INSERT INTO {table} AS held (cache_key, value, expires) VALUES (%s, '1', %s)
ON CONFLICT (cache_key) DO UPDATE SET
    value = CASE WHEN held.expires > %s THEN CAST(CAST(held.value AS integer) + 1 AS text)
                 ELSE '1' END,
    expires = CASE WHEN held.expires > %s THEN held.expires ELSE excluded.expires END
RETURNING value
"""
OFTEN = "SELECT value FROM {table} WHERE cache_key = %s AND expires > %s"
LOCKED = "SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE"


def install(*, using: str, **_: Any) -> None:
    """The table, which no migration makes: `migrate` leaves nothing more to do."""
    if settings.CACHES["default"]["LOCATION"] not in connections[using].introspection.table_names():
        call_command("createcachetable", database=using, verbosity=0)


def count(name: str, seconds: int) -> int:
    """Once more, and how often that makes it. Forgotten so many seconds after the first time."""
    now = clock.now()
    return _number(COUNT, name, now + timedelta(seconds=seconds), now, now)


def often(name: str) -> int:
    return _number(OFTEN, name, clock.now())


def _number(statement: str, name: str, *moments: datetime) -> int:
    adapted = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value
    given = [cache.make_key(OURS + name), *map(adapted, moments)]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement.format(table=_table()), given)
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def _table() -> str:
    return str(connections[DEFAULT_DB_ALIAS].ops.quote_name(settings.CACHES["default"]["LOCATION"]))


class Cache(DatabaseCache):
    """The cache in the database; what it counts up is read and written by one at a time."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        connection = connections[DEFAULT_DB_ALIAS]
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.features.has_select_for_update:  # SQLite lets one write at a time
                cursor.execute(LOCKED.format(table=_table()), [self.make_key(key, version=version)])
            return super().incr(key, delta, version)
