"""Under the database: the disk, what must not lie beside it, and what it leaves behind after
rows were taken out; and the wire, where the database is on another machine.

On SQLite every connection overwrites what it deletes (`secure_delete`), yet a page that was
split keeps old bytes until the file is written anew, and the write-ahead log holds the last
changes. On PostgreSQL a deleted row stays in its file until the table is written anew.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from alongside.core import environment

WAIT = 10_000  # milliseconds for readers of the write-ahead log to finish
SAMPLE = 100_000  # rows of an index, to know what is in it


class Busy(Exception):
    """Somebody reads or writes; the log could not be emptied. Ask again later."""


@dataclass(frozen=True)
class Scrubbed:
    """Whether all tables were written anew, or the names of those that are not ours to write."""

    whole: bool
    left: tuple[str, ...] = ()


def scrub_storage() -> Scrubbed:
    """Write the database's files anew without what was taken out of them. Outside every
    transaction; others wait while it lasts (about a minute for a few GB). Raises Busy where
    somebody held on to the log for too long."""
    if connection.in_atomic_block:
        raise RuntimeError("scrub_storage() goes after the transaction that takes rows out")
    return _scrub_postgres() if connection.vendor == "postgresql" else _scrub_sqlite()


def _scrub_sqlite() -> Scrubbed:
    empty_log()  # readers first: VACUUM writes the whole file into the log once more
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("VACUUM")
    except OperationalError as error:
        raise Busy from error
    empty_log()
    return Scrubbed(whole=True)


def empty_log() -> None:
    """SQLite: bring the write-ahead log into the file and cut it to nothing. Elsewhere nothing.
    Raises Busy where somebody reads for longer than we wait."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT:d}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_) = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}")
    if is_busy:
        raise Busy


def take_stock() -> None:
    """SQLite: look again at how many rows of what kind there are; without that it takes every
    index to be as good as the next, and asks a whole organisation where two people are meant.
    A sample of each table, and one table after the other, so that nobody waits long to write; no
    value is kept from any row (https://sqlite.org/lang_analyze.html). PostgreSQL does it by
    itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLE:d}")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _scrub_postgres() -> Scrubbed:
    """The tables that this role owns. The serving role owns none: then all are left, and the
    owner does it (docs/running/keys.md)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, pg_has_role(current_user, tableowner, 'USAGE') "
            "FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        )
        tables = cursor.fetchall()
        for table, is_ours in tables:
            if is_ours:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
    left = tuple(table for table, is_ours in tables if not is_ours)
    return Scrubbed(whole=not left, left=left)


# --- keys ------------------------------------------------------------------------------------

SECRETS = ("SECRET_KEY", "KEYS", "PEPPER", "AUDIT_KEY", "SIGNING_KEY", "BACKUP_KEY")


def beside_the_database() -> list[str]:
    """Secrets whose files lie in the folder of the database or below: whoever copies that folder
    has the lock and the key."""
    folders = {Path(settings.VAR).resolve()}
    database = settings.DATABASES["default"]
    name = str(database["NAME"])
    if "sqlite" in database["ENGINE"] and not name.startswith((":", "file:")):
        folders.add(Path(name).resolve().parent)
    found = []
    for secret in SECRETS:
        file = environment.files.get(f"ALONGSIDE_{secret}")
        if file and folders & {file.resolve(), *file.resolve().parents}:
            found.append(f"ALONGSIDE_{secret}_FILE")
    return found


def refuse_keys_beside_the_database() -> None:
    """On one's own machine (without TLS, or debugging) it does not matter."""
    if settings.DEBUG or settings.PLAIN_HTTP:
        return
    if found := beside_the_database():
        raise ImproperlyConfigured(
            f"{', '.join(found)}: this file lies in the folder of the database, so a copy of that "
            "folder would open by itself. Keep keys elsewhere (docs/running/keys.md)."
        )


# --- the wire --------------------------------------------------------------------------------

ENCRYPTED = {"require", "verify-ca", "verify-full"}  # `prefer` and `allow` do without, unasked


def is_open_wire(database: Mapping[str, Any]) -> bool:
    """Whether what goes to and from PostgreSQL may leave this machine unencrypted. What the
    address does not say is asked of its own library, which reads PGHOST and PGSSLMODE as well."""
    if "postgresql" not in database["ENGINE"]:
        return False
    from psycopg import pq  # not there, and not needed, where all is in one file

    said = {one.keyword.decode(): one.val.decode() for one in pq.Conninfo.get_defaults() if one.val}
    said |= {name: str(value) for name, value in database.get("OPTIONS", {}).items()}
    said |= {"host": str(database["HOST"])} if database.get("HOST") else {}
    if said.get("sslmode") in ENCRYPTED:
        return False
    hosts = said.get("hostaddr") or said.get("host", "")
    return "service" in said or not all(_is_here(host) for host in hosts.split(","))


def _is_here(host: str) -> bool:
    """A socket of this machine, or its own address."""
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_an_open_wire(database: Mapping[str, Any]) -> None:
    if settings.DATABASE_PRIVATE_NETWORK or not is_open_wire(database):
        return
    raise ImproperlyConfigured(
        "DATABASE_URL names a database on another machine, and does not insist on TLS: all that "
        "is read and written could be read on the way. Add ?sslmode=verify-full to it; where "
        "nobody else can listen, say ALONGSIDE_DATABASE_PRIVATE_NETWORK=yes "
        "(docs/running/postgresql.md)."
    )
