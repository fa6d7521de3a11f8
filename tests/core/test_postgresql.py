"""What a request spares PostgreSQL, and that the wall stands meanwhile."""

import time
import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.core import health, scope, statements

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('alongside.organisation', true)")
        return str(cursor.fetchone()[0] or "")


def test_it_is_told_once_where_it_is_and_always_rightly() -> None:
    with scope.within(None), CaptureQueriesContext(connection) as asked, scope.within(None):
        pass
    assert not asked.captured_queries
    with scope.within(ONE):
        assert told() == str(ONE)
        with transaction.atomic(), scope.within(OTHER):
            assert told() == str(OTHER)
        assert told() == str(ONE)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            scope.enter(OTHER)
            raise ZeroDivisionError
        assert told() == str(ONE), "the rollback put it back"
        scope.enter(OTHER)
        assert told() == str(OTHER), "what was rolled back is told again"
        connection.close()
        assert told() == str(OTHER), "so is a new connection"
    assert told() == ""


def test_it_asks_a_connection_only_after_a_pause_or_a_word() -> None:
    held: Any = connection.copy().get_new_connection(connection.get_connection_params())
    held.autocommit = True
    try:
        now = time.monotonic()
        assert not health.is_well(held, now), "nobody had it yet"
        setattr(held, health.USED, now)
        assert health.is_well(held, now + 1)
        assert not health.is_well(held, now + health.RECENT)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [held.info.backend_pid])
        assert not health.is_well(held, now + 1), "the server ended it"
    finally:
        held.close()


def test_it_knows_a_statement_again_and_plans_it_once() -> None:
    connection.close()
    connection.ensure_connection()
    statements.on_connect(connection=connection)  # as `serve` does
    for number in (1, 70_000, 2**40):
        given = {"n": number, "half": 0.5}
        found = statements.rows(connection, "SELECT %(n)s + 1, %(half)s * 2, now()", given)
        assert found[0][:2] == (number + 1, 1.0)
        assert found[0][2].utcoffset().total_seconds() == 0
    kept = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(kept, ["SELECT $1 + 1,%"])
        assert cursor.fetchall() == [(2, 0)]
