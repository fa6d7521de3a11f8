"""The web server reads SQLite's file where it lies, and gives back what long reads touched."""

from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from alongside.core import pages


def mapped(held: DatabaseWrapper) -> int:
    with held.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_it_hands_long_reads_a_page_at_a_time(tmp_path: Path) -> None:
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "some.sqlite3", "OPTIONS": {}}
    held = DatabaseWrapper({**connections.settings["default"], **own}, "file")
    try:
        pages.on_connect(connection=held)
        assert mapped(held) == pages.MOST
        with pages.copied(held):
            assert mapped(held) == 0
        assert mapped(held) == pages.MOST
    finally:
        held.close()
