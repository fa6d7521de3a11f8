"""What is counted is forgotten when it was said to be, and not before."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.test.utils import CaptureQueriesContext

from alongside.core import counts

MORNING, DAY = datetime(2026, 6, 9, 8, tzinfo=UTC), 24 * 3600


@pytest.mark.django_db
def test_it_counts_for_as_long_as_it_was_said() -> None:
    cache.clear()
    for hour, many in enumerate((1, 2, 3)):
        with time_machine.travel(MORNING + timedelta(hours=hour), tick=False):
            assert counts.count("tries", DAY) == many
    with time_machine.travel(MORNING + timedelta(hours=23), tick=False):
        assert (counts.often("tries"), counts.often("others")) == (3, 0)
    with time_machine.travel(MORNING + timedelta(hours=24), tick=False):
        assert counts.often("tries") == 0
        assert counts.count("tries", DAY) == 1


@pytest.mark.django_db
def test_it_counts_in_one_statement() -> None:
    """Whoever asks for help waits for it."""
    with CaptureQueriesContext(connection) as heard:
        counts.count("asked", DAY)
        counts.often("asked")
    assert len(heard) == 2


@pytest.mark.django_db
def test_its_table_is_made_by_migrating() -> None:
    """In an empty database one command is enough, and another time it changes nothing."""
    app = apps.get_app_config("audit")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE alongside_cache")
    post_migrate.send(app, app_config=app, using="default")
    assert counts.count("tries", DAY) == 1
    post_migrate.send(app, app_config=app, using="default")
    assert counts.often("tries") == 1
