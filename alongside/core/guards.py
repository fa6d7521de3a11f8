"""Walls inside the database, put back after every migration.

Three kinds: rows that may never change (`append_only`; with `years`, the older ones may be
taken out), references that may not cross organisations (`TenantKey`), and, on PostgreSQL,
row-level security on every table that carries an organisation: a row shows in its own
organisation, and to somebody who walks with people only where it is about nobody, or a tie to
that person was ever written; what is a worker's own (`only_theirs`) shows to whoever comes in by
a door, in whatever role, only as its model says. SQLite drops triggers silently when a migration
rebuilds a table, so they are not part of a migration but of what follows each; and it rebuilds
none that a trigger of another table names, so they are away meanwhile.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.core import fields, scope

# Column → SQL that must hold for a walker, who is `{walker}` in it. The app that knows what
# ties people together fills it in when it is ready.
reached_through: dict[str, str] = {}

TENANT = "accounts.Organisation"


def take_away(*, using: str, plan: Any = (), **_: Any) -> None:
    """Before tables are made anew, on SQLite; nothing where there is nothing to apply."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ours = [name for (name,) in cursor.fetchall() if name.startswith(("same_", "frozen_"))]
        for name in ours:
            cursor.execute(f'DROP TRIGGER "{name}"')


def install(*, app_config: AppConfig, using: str, **_: Any) -> None:
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in app_config.get_models():
            if model._meta.db_table not in tables:
                continue
            for statement in statements(model, connection):
                cursor.execute(statement)


def statements(model: type[models.Model], connection: BaseDatabaseWrapper) -> Iterator[str]:
    postgres = connection.vendor == "postgresql"
    if getattr(model, "append_only", False):
        yield from (_frozen_postgres if postgres else _frozen_sqlite)(model)
    for key in tenant_keys(model):
        yield from (_same_postgres if postgres else _same_sqlite)(model, key)
    if postgres and walled(model):
        yield from _wall(model)


def tenant_keys(model: type[models.Model]) -> list[fields.TenantKey]:
    return [field for field in model._meta.local_fields if isinstance(field, fields.TenantKey)]


def of_a_tenant(model: type[models.Model]) -> bool:
    """Whether the rows belong to an organisation that uses Alongside. The public directory has
    organisations of its own, which are not tenants."""
    return any(
        field.attname == "organisation_id"
        and (field.related_model is None or field.related_model._meta.label == TENANT)
        for field in model._meta.local_concrete_fields
    )


def walled(model: type[models.Model]) -> bool:
    """Whether row-level security covers the model: all that carry an organisation, but for
    the few that must be read to find out which organisation it is."""
    return of_a_tenant(model) and not getattr(model, "outside_the_wall", "")


def years(model: type[models.Model]) -> int:
    """How old a row that may never change must be before it may be taken out; 0 for never. By
    the database's own clock."""
    return int(getattr(model, "years", 0))


def _frozen_sqlite(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    for verb in ("UPDATE", "DELETE"):
        name = f"frozen_{table}_{verb.lower()}"
        young = f"WHEN OLD.recorded_at >= datetime('now', '-{years(model)} years') "
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
            f"{young if verb == 'DELETE' and years(model) else ''}"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _frozen_postgres(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    yield (
        "CREATE OR REPLACE FUNCTION alongside_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    young = f"WHEN (OLD.recorded_at >= now() - interval '{years(model)} years') "
    for kind, level, verbs, only in (
        ("row", "ROW", "UPDATE" if years(model) else "UPDATE OR DELETE", ""),
        ("statement", "STATEMENT", "TRUNCATE", ""),
        *([("young", "ROW", "DELETE", young)] if years(model) else []),
    ):
        name = f"frozen_{table}_{kind}"
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {verbs} ON "{table}" '
            f"FOR EACH {level} {only}EXECUTE FUNCTION alongside_frozen()"
        )


def _same_sqlite(model: type[models.Model], key: fields.TenantKey) -> Iterator[str]:
    table, target = model._meta.db_table, key.remote_field.model._meta.db_table
    for verb in ("INSERT", "UPDATE"):
        name = f"same_{table}_{key.column}_{verb.lower()}"
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
            f'WHEN NEW."{key.column}" IS NOT NULL AND EXISTS (SELECT 1 FROM "{target}" '
            f'WHERE id = NEW."{key.column}" AND organisation_id <> NEW.organisation_id) '
            f"BEGIN SELECT RAISE(ABORT, '{table}.{key.column} is of another organisation'); END"
        )


def _same_postgres(model: type[models.Model], key: fields.TenantKey) -> Iterator[str]:
    table, target = model._meta.db_table, key.remote_field.model._meta.db_table
    yield f'CREATE UNIQUE INDEX IF NOT EXISTS "tenant_{target}" ON "{target}" (id, organisation_id)'
    name = f"same_{table}_{key.column}"[:63]
    yield (  # only once: adding it again would read the whole table again
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{name}') THEN "
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" '
        f'FOREIGN KEY ("{key.column}", organisation_id) '
        f'REFERENCES "{target}" (id, organisation_id) DEFERRABLE INITIALLY DEFERRED; '
        "END IF; END $$"
    )


def _wall(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    columns = {field.column: field for field in model._meta.local_concrete_fields}
    mine = f"organisation_id = {_setting(scope.ORGANISATION)}"
    if columns["organisation_id"].null:
        mine = f"(organisation_id IS NULL OR {mine})"
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    yield f'DROP POLICY IF EXISTS wall ON "{table}"'
    yield f'CREATE POLICY wall ON "{table}" USING ({mine}) WITH CHECK ({mine})'
    yield f'DROP POLICY IF EXISTS own ON "{table}"'
    if theirs := getattr(model, "only_theirs", ""):
        reader = _setting(scope.READER)
        own = f"{reader} IS NULL OR {theirs.format(reader=reader)}"
        yield f'CREATE POLICY own ON "{table}" AS RESTRICTIVE USING ({own})'
    yield f'DROP POLICY IF EXISTS tie ON "{table}"'
    for column, reached in reached_through.items():
        key = columns.get(column)
        if isinstance(key, fields.TenantKey) and table not in reached:
            walker = _setting(scope.WALKER)
            tied = f"{walker} IS NULL OR {reached.format(walker=walker)}"
            if key.null and not getattr(model, "only_by_tie", False):  # it is about nobody
                tied = f"{column} IS NULL OR {tied}"
            yield (
                f'CREATE POLICY tie ON "{table}" AS RESTRICTIVE USING ({tied}) WITH CHECK ({tied})'
            )


def _setting(name: str) -> str:
    return f"nullif(current_setting('{name}', true), '')::uuid"
