"""A database with every table and no row in it.

Migrating takes many seconds, copying takes none: for SQLite, one file is kept under `var/tests/`
for each state of the migrations; for PostgreSQL, one database beside those of the tests. Tests and
stories begin with a copy of it, and what one of them committed goes with its copy.
"""

import fcntl
import functools
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections, transaction

KEPT = Path(settings.ROOT) / "var" / "tests"
MADE = {"django_migrations", "django_content_type", "auth_permission"}  # by migrating itself
WRITTEN = """
SELECT relname, relforcerowsecurity FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""


def template(blocker: Any) -> Path:
    """The file, made by the first who asks. Nobody writes to it: copy it."""
    made = KEPT / f"{_state()}.sqlite3"
    with _alone():
        if not made.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            half = made.with_suffix(".half")
            half.unlink(missing_ok=True)
            with blocker.unblock(), database(half):
                call_command("migrate", verbosity=0)
                connections.close_all()
            half.rename(made)
    return made


def original(blocker: Any) -> str:
    """The name of PostgreSQL's, made by the first who asks. Nobody writes to it either."""
    connection: Any = connections["default"]
    made = f"{connection.settings_dict['NAME']}_{_state()}"
    with _alone(), blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [made])
        if cursor.fetchone() is None:
            half = f"{made}_half"
            cursor.execute(f"DROP DATABASE IF EXISTS {_q(half)}")
            cursor.execute(f"CREATE DATABASE {_q(half)}")
            with _other(NAME=half):
                call_command("migrate", verbosity=0)
                connections.close_all()
            cursor.execute(f"ALTER DATABASE {_q(half)} RENAME TO {_q(made)}")
    return made


@contextmanager
def _alone() -> Iterator[None]:
    """Of all that run tests here at this moment."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _q(name: str) -> str:
    return connections["default"].ops.quote_name(name)


@functools.cache
def _state() -> str:
    """Changes with any migration, with what migrations call, and with what carries them out."""
    digest = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    code = Path(settings.ROOT) / "alongside"
    for path in sorted([*code.glob("*/migrations/*.py"), *code.glob("core/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


@contextmanager
def database(path: Path) -> Iterator[None]:
    """Every connection of this process, made inside, is to that file."""
    with _other(ENGINE="django.db.backends.sqlite3", NAME=str(path)):
        yield


@contextmanager
def _other(**said: str) -> Iterator[None]:
    chosen = connections.settings["default"]
    before = dict(chosen)
    with suppress(AttributeError):
        del connections["default"]
    chosen.update(said)
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        chosen.clear()
        chosen.update(before)


def copy(source: Path, target: Path) -> None:
    """Whole and at once, also under a server that has the target open."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as write:
        write.execute("PRAGMA busy_timeout = 10000")
        read.backup(write)


def begin_with(blocker: Any) -> None:
    """Let the tests' database begin with what is in the empty one, not with nothing."""
    connection: Any = connections["default"]
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = original(blocker)
        return
    source, plain = template(blocker), connection.creation._create_test_db

    def created(*args: Any, **kwargs: Any) -> str:
        name: str = plain(*args, **kwargs)
        connection.settings_dict["NAME"] = name
        _fill(source)
        return name

    connection.creation._create_test_db = created


def again() -> None:
    """The tests' database as it was before the first of them, whatever was committed, altered or
    dropped since."""
    connection: Any = connections["default"]
    if connection.vendor == "postgresql":
        connections.close_all()
        name = _q(connection.settings_dict["NAME"])
        made = _q(connection.settings_dict["TEST"]["TEMPLATE"])
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {made}")
    else:
        _fill(KEPT / f"{_state()}.sqlite3")
    ContentType.objects.clear_cache()


def without_rows() -> None:
    """The same where only rows were written. PostgreSQL takes seconds to copy a database or to
    truncate some hundred tables with their indexes, and no time to delete what a test wrote: only
    tables with a page on disk have any. Guards and walls are off for that one transaction."""
    if connections["default"].vendor != "postgresql":
        again()
        return
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(WRITTEN)
        tables = [(_q(name), walled) for name, walled in cursor.fetchall() if name not in MADE]
        for name, walled in tables:
            wall = ", NO FORCE ROW LEVEL SECURITY" if walled else ""
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER{wall}")
        for name, _walled in tables:
            cursor.execute(f"DELETE FROM {name}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, walled in tables:
            wall = ", FORCE ROW LEVEL SECURITY" if walled else ""
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER{wall}")


def _fill(source: Path) -> None:
    """What is open in memory, with what is in the file."""
    connection: Any = connections["default"]
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as read:
        read.backup(connection.connection)
