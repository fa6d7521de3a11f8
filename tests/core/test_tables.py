"""Tables made together are those that Django makes one by one."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from alongside.core import tables
from tests import empty


@pytest.mark.once
@pytest.mark.parametrize(
    ("app", "name"), [("outreach", "0001_initial"), ("directory", "0006_finding")]
)
def test_it_makes_what_django_makes(transactional_db: None, app: str, name: str) -> None:
    loader = MigrationLoader(connection)
    ours = loader.get_migration(app, name)
    assert isinstance(ours, tables.Migration)
    same = {"operations": ours.operations}
    plain = type("Plain", (migrations.Migration,), same)(name, app)

    def said(migration: migrations.Migration) -> tuple[list[str], set[tuple[str, str]]]:
        state = loader.project_state((app, name), at_end=False)
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            after = migration.apply(state, editor)
        return [str(line) for line in editor.collected_sql], set(after.models)

    assert said(ours) == said(plain)


@pytest.mark.once
@pytest.mark.parametrize("app", ["outreach", "participants"])
def test_the_tables_are_the_same_sign_for_sign(
    tmp_path: Path, django_db_blocker: Any, app: str
) -> None:
    ours = MigrationLoader(None).get_migration(app, "0001_initial")
    same = {"operations": ours.operations}
    plain = type("Plain", (migrations.Migration,), same)("0001_initial", app)

    def made(migration: migrations.Migration) -> list[tuple[str, str]]:
        path = tmp_path / type(migration).__name__
        with django_db_blocker.unblock(), empty.database(path):
            state = MigrationLoader(None).project_state((app, "0001_initial"), at_end=False)
            assert state.apps  # imagined before, as where migrations follow each other
            with connection.schema_editor() as editor:
                migration.apply(state, editor)
            with connection.cursor() as cursor:
                cursor.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
                return list(cursor.fetchall())

    tables_of_ours = made(ours)
    assert len(tables_of_ours) > 20
    assert tables_of_ours == made(plain)
