"""Migrations: up to date, and kind to the rows that are there."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from alongside.accounts import actors
from alongside.audit import actions as audit
from alongside.audit import models, queries
from alongside.core import guards, scope
from alongside.participants.models import Participant
from tests import cast as players
from tests import empty
from tests.house import tree

# The schema of the last release: where every app stood. With a new release, write its
# migrations here; the test then upgrades a database with people in it from there.
RELEASED = {
    "accounts": "0001_initial",
    "audit": "0001_initial",
    "capture": "0001_initial",
    "directory": "0001_initial",
    "exchange": "0001_initial",
    "followups": "0001_initial",
    "groups": "0001_initial",
    "jobs": "0001_initial",
    "matching": "0001_initial",
    "measures": "0001_initial",
    "welcome": "0001_initial",
    "outreach": "0001_initial",
    "participants": "0001_initial",
    "peers": "0001_initial",
    "questions": "0001_initial",
    "referrals": "0001_initial",
    "rights": "0001_initial",
    "supplies": "0001_initial",
    "sites": "0001_initial",
    "support": "0001_initial",
    "threads": "0001_initial",
}


@pytest.mark.django_db
def test_it_has_a_migration_for_every_change() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    except (SystemExit, CommandError):
        pytest.fail(f"Run makemigrations:\n{out.getvalue()}")


def test_it_knows_every_app_with_tables() -> None:
    assert {path.parent.parent.name for path in tree.CODE.glob("*/migrations/0001_*.py")} == set(
        RELEASED
    )


@pytest.fixture
def released(transactional_db: None) -> Iterator[Any]:
    """A database as the last release left it: made up to there, which takes a fifth of what
    it takes to undo the later migrations one by one."""
    _drop_all()
    targets = list(RELEASED.items())
    MigrationExecutor(connection).migrate(targets)
    _guard()
    yield targets
    empty.again()


def _guard() -> None:
    """What follows each migration, on the tables that are whole already."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for model in apps.get_models():
            table, fields = model._meta.db_table, model._meta.local_concrete_fields
            if table not in there:
                continue
            found = connection.introspection.get_table_description(cursor, table)
            if {field.column for field in fields} <= {column.name for column in found}:
                for statement in guards.statements(model, connection):
                    cursor.execute(statement)


def _drop_all() -> None:
    """Every table but the cache's, which no migration makes."""
    names = set(connection.introspection.table_names()) - {settings.CACHES["default"]["LOCATION"]}
    tables = [connection.ops.quote_name(name) for name in names]
    postgres = connection.vendor == "postgresql"
    drop = (
        [f"DROP TABLE {', '.join(tables)} CASCADE"]
        if postgres
        else [f"DROP TABLE {table}" for table in tables]
    )
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for statement in drop:
            cursor.execute(statement)


@pytest.mark.whole
def test_it_upgrades_a_database_with_people_in_it(
    released: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SEALS", tmp_path)
    cast = players.assemble()
    with scope.within(cast.riverbend.pk):
        for _ in range(3):
            audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
        audit.seal(by=actors.system("upgrade"))
        before = sorted(str(each.alias) for each in Participant.objects.all())
    call_command("migrate", verbosity=0)
    with scope.within(cast.riverbend.pk):
        assert sorted(str(each.alias) for each in Participant.objects.all()) == before
        assert list(queries.verify()) == []
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Event.objects.update(verb="nothing")
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_it_puts_the_guards_back_after_a_table_was_rebuilt(transactional_db: None) -> None:
    """SQLite drops triggers silently when a migration alters a field."""
    from django.db import models as fields

    field = fields.CharField(max_length=90)
    field.set_attributes_from_name("verb")
    with connection.schema_editor() as editor:
        editor.alter_field(models.Event, models.Event._meta.get_field("verb"), field)
        editor.alter_field(models.Event, field, models.Event._meta.get_field("verb"))
    call_command("migrate", verbosity=0)
    cast = players.assemble()
    with scope.within(cast.riverbend.pk):
        audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Event.objects.update(verb="nothing")
