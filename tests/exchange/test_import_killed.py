"""The real command, killed while it writes: nothing half-written, and again is enough."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.directory import feeds

ROWS = 8000
WRITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
    "AND xact_start IS NOT NULL AND query LIKE 'INSERT INTO \"directory_meeting\"%'"
)
COUNTS = {
    "meetings": "SELECT count(*) FROM directory_meeting WHERE retired_at IS NULL",
    "types": "SELECT count(*) FROM directory_meeting_types",
    "runs": "SELECT count(*) FROM directory_run",
    "sources": "SELECT count(*) FROM directory_source",
    "events": "SELECT count(*) FROM audit_event",
}


class Database:
    """The test's own database, as another process reaches it; SQLite from a copy in a file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "copy.sqlite3"
        at = connection.settings_dict
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self.file)) as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode = WAL")
            self.address = f"sqlite:///{self.file}"
        else:
            who, where = at["USER"], f"{at['HOST']}:{at['PORT']}"
            self.address = f"postgres://{who}@{where}/{at['NAME']}"

    def ask(self, query: str) -> Any:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file)) as copy:
                return copy.execute(query).fetchone()[0]
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0]

    def counts(self) -> dict[str, int]:
        return {name: self.ask(query) for name, query in COUNTS.items()}

    def is_written_to(self) -> bool:
        """Does somebody hold the transaction in which an import is applied?"""
        if connection.vendor != "sqlite":
            return bool(self.ask(WRITING))
        with closing(sqlite3.connect(self.file, timeout=0, isolation_level=None)) as copy:
            try:
                copy.execute("BEGIN IMMEDIATE")
                copy.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return True
        return False

    def importing(self, feed: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "import_meetings", feed, "--source-name", "Feed"]
        here = {"DATABASE_URL": self.address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        return subprocess.Popen(
            command,
            cwd=settings.ROOT,
            env=os.environ | here,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 40
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.005)


@pytest.mark.django_db(transaction=True)
@pytest.mark.whole
def test_it_leaves_nothing_half_written_when_it_is_killed(tmp_path: Path) -> None:
    feed = feeds.feed(tmp_path, [feeds.meeting(str(n), notes="x" * 500) for n in range(ROWS)])
    database = Database(tmp_path)
    before = database.counts()
    killed = database.importing(feed)
    until(lambda: database.is_written_to() or killed.poll() is not None)
    time.sleep(0.15)  # well into the rows
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    until(lambda: not database.is_written_to())
    assert database.counts() == before

    again = database.importing(feed)
    said = again.communicate()[1]
    assert again.returncode == 0, said.decode()
    after = database.counts()
    added = {name: after[name] - before[name] for name in after}
    assert added == {"meetings": ROWS, "types": ROWS, "runs": 1, "sources": 1, "events": 1}
