"""A copy of all that is kept, and its way back. The keys are never in it.

A copy is a folder: the database (one SQLite file, or for PostgreSQL one file a table and
organisation, as row-level security lets nobody read them all at once), the seals, and a
manifest with the digest of every file. Sessions and the cache are left out.
"""

import hashlib
import json
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from alongside.core import clock, guards, scope

MANIFEST, DATABASE, SEALS = "manifest.json", "database.sqlite3", "seals"
NOBODYS = "none"

# Told when the copy was made, once it is back. What was stopped since then would work again:
# the apps that know of such things end them here. They fill it in when they are ready.
afterwards: list[Callable[[datetime], None]] = []


class Refused(Exception):
    """The copy is not made, or not brought back; the sentence says why."""


def passing() -> set[str]:
    """Tables that hold nothing worth keeping."""
    sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
    return {sessions._meta.db_table, str(settings.CACHES["default"]["LOCATION"])}


# Making one


def save(folder: Path) -> dict[str, Any]:
    """Write a copy into a folder that is new or empty; the manifest is written last."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty. Give a new folder for each copy.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    columns = _save_postgres(folder) if connection.vendor == "postgresql" else _save_sqlite(folder)
    if settings.SEALS.exists():  # after the database: a seal without its row does no harm
        shutil.copytree(settings.SEALS, folder / SEALS)
    manifest = {
        "made_at": clock.now().isoformat(),
        "vendor": connection.vendor,
        "migrations": applied(),
        "keys": [key.partition(":")[0] for key in settings.KEYS],
        "columns": columns,
        "files": {name: digest(folder / name) for name in names(folder)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return manifest


def _save_sqlite(folder: Path) -> dict[str, list[str]]:
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / DATABASE)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA secure_delete = ON")  # no session stays behind in a free page
        there = {name for (name,) in target.execute("SELECT name FROM sqlite_master")}
        for table in passing() & there:
            target.execute(f'DELETE FROM "{table}"')  # noqa: S608
        target.commit()
    return {}


def _save_postgres(folder: Path) -> dict[str, list[str]]:
    """All from one moment. Each walled table is read once for every organisation."""
    columns = {}
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        everywhere = _organisations(cursor)
        for table in _tables(cursor):
            columns[table] = _columns(cursor, table)
            (folder / "tables" / table).mkdir(parents=True)
            listed = _listed(columns[table])
            for part, organisation, where in _parts(table, everywhere):
                query = f"COPY (SELECT {listed} FROM {_q(table)} {where}) TO STDOUT"  # noqa: S608
                path = folder / "tables" / table / f"{part}.copy"
                with (
                    scope.within(organisation),
                    path.open("wb") as file,
                    cursor.copy(query) as rows,
                ):
                    for row in rows:
                        file.write(row)
    return columns


def _parts(table: str, everywhere: list[uuid.UUID]) -> Iterator[tuple[str, uuid.UUID | None, str]]:
    if table not in _walled():
        yield "all", None, ""
        return
    yield NOBODYS, None, "WHERE organisation_id IS NULL"
    for organisation in everywhere:
        yield str(organisation), organisation, f"WHERE organisation_id = '{organisation}'"


# Bringing one back


def check(folder: Path, *, replace: bool) -> dict[str, Any]:
    """The manifest of a copy that can be brought back here; else Refused. Changes nothing."""
    if not (folder / MANIFEST).exists():
        raise Refused(f"{folder} holds no whole copy: {MANIFEST} is missing.")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["vendor"] != connection.vendor:
        raise Refused(f"The copy is of {manifest['vendor']}; this database is {connection.vendor}.")
    ours = [list(key) for key in sorted(MigrationLoader(None).graph.nodes)]
    if manifest["migrations"] != ours:
        newer = [key for key in manifest["migrations"] if key not in ours]
        which = "a newer" if newer else "an older"
        raise Refused(
            f"The copy was made with {which} version of Alongside. Install that version, bring "
            "the copy back with it, then change to this one (docs/running/upgrade.md)."
        )
    for name, expected in manifest["files"].items():
        if not (folder / name).exists() or digest(folder / name) != expected:
            raise Refused(f"{name} is not as it was when the copy was made. Use another copy.")
    if extra := set(names(folder)) - set(manifest["files"]):
        raise Refused(f"{sorted(extra)[0]} does not belong to the copy. Use another copy.")
    ring = {key.partition(":")[0] for key in settings.KEYS}
    if lost := set(manifest["keys"]) - ring:
        raise Refused(f"ALONGSIDE_KEYS does not hold the key {sorted(lost)[0]!r} of this copy.")
    if connection.introspection.table_names() and not replace:
        raise Refused("This database is not empty. Add --replace to put the copy in its place.")
    return manifest


def load(folder: Path, *, replace: bool) -> None:
    """Put a copy in the place of all there is. Nothing is touched before `check` is content."""
    manifest = check(folder, replace=replace)
    if connection.vendor == "postgresql":
        _load_postgres(folder, manifest)
    else:
        _load_sqlite(folder)
    call_command("migrate", interactive=False, verbosity=0)  # puts guards and grants back
    if (folder / SEALS).exists():
        settings.SEALS.mkdir(parents=True, exist_ok=True, mode=0o700)
        for seal in (folder / SEALS).iterdir():
            shutil.copy2(seal, settings.SEALS / seal.name)
    for tell in afterwards:
        tell(datetime.fromisoformat(manifest["made_at"]))


def _load_sqlite(folder: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / DATABASE)) as source:
        if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Refused(f"{DATABASE} is damaged. Use another copy.")
        source.backup(connection.connection)


def _load_postgres(folder: Path, manifest: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {_q(table)} CASCADE")
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        kept = _walled() | _frozen()
        # What migrations seed. Not TRUNCATE: it would reach into tables that may never be emptied.
        for table in manifest["columns"].keys() - kept:
            cursor.execute(f"DELETE FROM {_q(table)}")  # noqa: S608
        for table, columns in manifest["columns"].items():
            for part in sorted((folder / "tables" / table).iterdir()):
                of = None if part.stem in {"all", NOBODYS} else uuid.UUID(part.stem)
                with scope.within(of):
                    _fill(cursor, table, columns, part)
            _count_on(cursor, table)


def _fill(cursor: Any, table: str, columns: list[str], part: Path) -> None:
    """By way of a table of passage: PostgreSQL takes no COPY into a walled table."""
    listed = _listed(columns)
    cursor.execute(f"CREATE TEMP TABLE passage (LIKE {_q(table)}) ON COMMIT DROP")
    with cursor.copy(f"COPY passage ({listed}) FROM STDIN") as rows, part.open("rb") as file:
        while block := file.read(1 << 16):
            rows.write(block)
    cursor.execute(
        f"INSERT INTO {_q(table)} ({listed}) OVERRIDING SYSTEM VALUE SELECT {listed} FROM passage"  # noqa: S608
    )
    cursor.execute("DROP TABLE passage")


def _count_on(cursor: Any, table: str) -> None:
    """Numbered rows go on after the highest."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attidentity <> ''",
        [_q(table)],
    )
    for (column,) in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({_q(column)}), 0) + 1, false) "  # noqa: E501, S608
            f"FROM {_q(table)}",
            [_q(table), column],
        )


# What both ways need


def applied() -> list[list[str]]:
    return [list(key) for key in sorted(MigrationLoader(connection).applied_migrations)]


def names(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in files if path.name != MANIFEST)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _organisations(cursor: Any) -> list[uuid.UUID]:
    """All that walled rows may belong to, read from what their key points at."""
    for model in apps.get_models():
        if guards.walled(model):
            for field in model._meta.local_fields:
                if field.name == "organisation" and field.related_model:
                    table = field.related_model._meta.db_table
                    cursor.execute(f"SELECT id FROM {_q(table)} ORDER BY id")  # noqa: S608
                    return [key for (key,) in cursor.fetchall()]
    return []


def _walled() -> set[str]:
    return {model._meta.db_table for model in apps.get_models() if guards.walled(model)}


def _frozen() -> set[str]:
    models = apps.get_models()
    return {model._meta.db_table for model in models if getattr(model, "append_only", False)}


def _tables(cursor: Any) -> list[str]:
    return sorted(set(connection.introspection.table_names(cursor)) - passing())


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [_q(table)],
    )
    return [name for (name,) in cursor.fetchall()]


def _listed(columns: list[str]) -> str:
    return ", ".join(_q(column) for column in columns)


def _q(name: str) -> str:
    return connection.ops.quote_name(name)
