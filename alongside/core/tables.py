"""New tables, made together.

Django imagines the whole schema anew after each table that a migration makes: with a few hundred
of them, most of the time that a new database takes. A run of tables is imagined once here, beside
those that are known, and then made in the same order by the same operations: the schema is the
same, sign for sign. For a run of indexes all is imagined once.

And old tables with guards on them, changed: SQLite makes such a table anew and names it as before.
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
        with _no_collecting(), _names_kept(schema_editor):
            for together, run in groupby(self.operations, _can_wait):
                if together and not collect_sql:
                    _make(list(run), self.app_label, state, schema_editor)
                else:
                    state = self._part(list(run)).apply(state, schema_editor, collect_sql)
        return state

    def _part(self, operations: list[Operation]) -> migrations.Migration:
        said = {"operations": operations, "atomic": self.atomic}
        part: type[migrations.Migration] = type("Part", (migrations.Migration,), said)
        return part(self.name, self.app_label)


def _can_wait(operation: Operation) -> type[Operation] | None:
    """Its kind, if others of the same kind may be imagined before it is carried out. A constraint
    may not: SQLite makes the whole table anew for it, with all that is imagined."""
    together = (migrations.CreateModel, migrations.AddIndex)
    return type(operation) if isinstance(operation, together) else None


def _make(
    run: list[Operation], app: str, state: ProjectState, editor: BaseDatabaseSchemaEditor
) -> None:
    before, known = state.clone(), set(state.models)
    imagined = state.__dict__.pop("apps", None)
    for one in run:
        one.state_forwards(app, state)
    if imagined is not None:
        state.__dict__["apps"] = imagined
        if new := [state.models[key] for key in state.models if key not in known]:
            imagined.render_multiple(new)  # beside those that are imagined, which stay as they are
        indexed = {one.model_name.lower() for one in run if isinstance(one, migrations.AddIndex)}
        state.reload_models([(app, name) for name in sorted(indexed)])
    for one in run:
        one.database_forwards(app, editor, before, state)


@contextmanager
def _names_kept(editor: BaseDatabaseSchemaEditor) -> Iterator[None]:
    """Without this, SQLite looks through every trigger when a table gets its name back, and stops
    at those of other tables that ask the one which is just not there."""
    if editor.connection.vendor != "sqlite" or editor.collect_sql:
        yield
        return
    editor.execute("PRAGMA legacy_alter_table = ON")
    try:
        yield
    finally:
        editor.execute("PRAGMA legacy_alter_table = OFF")


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
