"""A database with every table and no row in it.

Migrating takes many seconds, copying takes none: one file is kept under `var/tests/` for each
state of the migrations. SQLite's tests and stories begin with a copy of it.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

KEPT = Path(settings.ROOT) / "var" / "tests"


def template(blocker: Any) -> Path:
    """The file, made by the first who asks. Nobody writes to it: copy it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = KEPT / f"{_state()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
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
    chosen = connections.settings["default"]
    before = dict(chosen)
    with suppress(AttributeError):
        del connections["default"]
    chosen.update(ENGINE="django.db.backends.sqlite3", NAME=str(path))
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


def fill(source: Path) -> None:
    """Let the tests' database in memory begin with what is in the file, not with nothing."""
    connection: Any = connections["default"]
    plain = connection.creation._create_test_db

    def created(*args: Any, **kwargs: Any) -> str:
        name: str = plain(*args, **kwargs)
        connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as read:
            read.backup(connection.connection)
        return name

    connection.creation._create_test_db = created
