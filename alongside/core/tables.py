"""New tables, made together.

Django imagines the whole schema anew after each table that a migration makes: with a few hundred
of them, most of the time that a new database takes. A run of tables is imagined once here, and
then made in the same order by the same operations: the schema is the same, sign for sign.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Migration(migrations.Migration):
    """For migrations that make many tables, in place of Django's own."""

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        state = project_state
        with _no_collecting():
            for are_tables, run in groupby(self.operations, _makes_a_table):
                if are_tables and not collect_sql:
                    _make(list(run), self.app_label, state, schema_editor)
                else:
                    state = self._part(list(run)).apply(state, schema_editor, collect_sql)
        return state

    def _part(self, operations: list[Operation]) -> migrations.Migration:
        said = {"operations": operations, "atomic": self.atomic}
        part: type[migrations.Migration] = type("Part", (migrations.Migration,), said)
        return part(self.name, self.app_label)


def _makes_a_table(operation: Operation) -> bool:
    return isinstance(operation, migrations.CreateModel)


def _make(
    tables: list[Operation], app: str, state: ProjectState, editor: BaseDatabaseSchemaEditor
) -> None:
    before = state.clone()
    state.__dict__.pop("apps", None)  # imagined again below, when all of them are known
    for table in tables:
        table.state_forwards(app, state)
    for table in tables:
        table.database_forwards(app, editor, before, state)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Imagining makes hundreds of thousands of objects that live on: looking through them for
    what might be let go takes a third of the time, and finds little."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
