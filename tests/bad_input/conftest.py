"""A database in a file, which threads and a real server share: as an installation has it.
Where the suite runs on PostgreSQL, threads share that one instead."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from alongside.core import scope
from tests import cast as people
from tests import empty
from tests.cast import Cast


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A server that is killed has its database in a file: SQLite's half of the suite runs that."""
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        return
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(transaction=True))
    elsewhere = [item for item in items if item.path == Path(__file__).parent / "test_server.py"]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A file of its own for this test; every connection of this process is to it."""
    path = tmp_path / "alongside.sqlite3"
    empty.copy(empty.template(django_db_blocker), path)
    with django_db_blocker.unblock(), empty.database(path):
        yield path


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Iterator[Cast]:
    """The cast, in rows that other threads see."""
    is_sqlite = "sqlite" in settings.DATABASES["default"]["ENGINE"]
    request.getfixturevalue("database" if is_sqlite else "transactional_db")
    assembled = people.assemble()
    with scope.within(assembled.riverbend.pk):
        yield assembled
