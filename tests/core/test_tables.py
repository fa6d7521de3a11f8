"""Tables made together are those that Django makes one by one."""

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from alongside.core import tables


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
