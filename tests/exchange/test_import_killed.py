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
COUNTS = {
    "meetings": "SELECT count(*) FROM directory_meeting WHERE retired_at IS NULL",
    "types": "SELECT count(*) FROM directory_meeting_types",
    "found": "SELECT count(*) FROM directory_entry WHERE latitude IS NOT NULL",
    "times": "SELECT count(*) FROM directory_entrytime",
    "said": "SELECT COALESCE(sum(count), 0) FROM directory_vocable",
    "applied": "SELECT count(*) FROM directory_run WHERE state = 'applied'",
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

    def do(self, *statements: str) -> None:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.file, isolation_level=None)) as copy:
                for each in statements:
                    copy.execute(each)
            return
        with connection.cursor() as cursor:
            for each in statements:
                cursor.execute(each)

    def slow(self, key: str) -> None:
        """Let the database take its time over one row: long enough to be ended over it."""
        if connection.vendor == "sqlite":
            many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90000000)"
            self.do(
                f"CREATE TRIGGER slow BEFORE INSERT ON directory_meeting WHEN NEW.key = '{key}'"
                f" BEGIN SELECT max(i) FROM ({many} SELECT i FROM n); END"
            )
        else:
            self.do(
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$",
                "CREATE TRIGGER slow BEFORE INSERT ON directory_meeting FOR EACH ROW"
                f" WHEN (NEW.key = '{key}') EXECUTE FUNCTION slow()",
            )

    def quick(self) -> None:
        if connection.vendor == "sqlite":
            self.do("DROP TRIGGER slow")
            return
        self.do(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE wait_event = 'PgSleep' AND pid <> pg_backend_pid()"
        )
        until(lambda: not self.is_written_to())
        self.do("DROP TRIGGER slow ON directory_meeting", "DROP FUNCTION slow()")

    def is_written_to(self) -> bool:
        """Does somebody hold the transaction that the slow row is in?"""
        if connection.vendor != "sqlite":
            return bool(
                self.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            )
        with closing(sqlite3.connect(self.file, timeout=0, isolation_level=None)) as copy:
            ends = time.monotonic() + 0.5  # longer than any other transaction of an import
            while time.monotonic() < ends:
                try:
                    copy.execute("BEGIN IMMEDIATE")
                    copy.execute("ROLLBACK")
                except sqlite3.OperationalError:
                    time.sleep(0.02)
                else:
                    return False
        return True

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


ARRIVING = "SELECT count(*) FROM directory_entry WHERE key LIKE '+%'"
STATES = "SELECT count(*) FROM directory_run WHERE state = 'applying'"


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def again(database: Database, feed: str, before: dict[str, int]) -> None:
    process = database.importing(feed)
    said = process.communicate()[1]
    assert process.returncode == 0, said.decode()
    after = database.counts()
    added = {name: after[name] - before[name] for name in after if name != "said"}
    assert added == {
        "meetings": ROWS, "types": ROWS, "found": 1, "times": ROWS, "applied": 1, "events": 1,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.whole
def test_it_leaves_nothing_half_written_when_it_is_killed_at_the_switch(tmp_path: Path) -> None:
    feed = feeds.feed(tmp_path, [feeds.meeting(str(n), name="One") for n in range(ROWS)])
    database = Database(tmp_path)
    before = database.counts()
    database.slow(str(ROWS // 2))
    killed = database.importing(feed)
    until(lambda: database.is_written_to() or killed.poll() is not None)
    kill(killed)
    database.quick()
    assert database.counts() == before
    assert database.ask(STATES) == 1, "the run says how far it came"
    again(database, feed, before)


@pytest.mark.django_db(transaction=True)
@pytest.mark.whole
def test_it_shows_nothing_of_what_was_made_ready_when_it_is_killed(tmp_path: Path) -> None:
    rows = [feeds.meeting(str(n), name=f"Name {n}", notes="x y z " * 50) for n in range(ROWS)]
    feed = feeds.feed(tmp_path, rows)
    database = Database(tmp_path)
    before = database.counts()
    killed = database.importing(feed)
    until(lambda: database.ask(ARRIVING) > 0 or killed.poll() is not None)
    kill(killed)
    assert database.ask(ARRIVING) > 0
    assert database.counts() == before
    process = database.importing(feed)
    process.communicate()
    assert process.returncode == 0
    after = database.counts()
    assert (after["meetings"], after["found"]) == (
        before["meetings"] + ROWS,
        before["found"] + ROWS,
    )
