"""What must not lie beside the database, and what the database leaves behind."""

import base64
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from alongside.accounts.models import Person
from alongside.audit import actions as audit
from alongside.core import environment, scope, storage
from tests import cast as people
from tests import empty


def key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture
def keys_at(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Any:
    """The file of the keys is there, and this is no machine of one's own."""
    settings.PLAIN_HTTP, settings.VAR = False, tmp_path / "var"

    def put(path: Path) -> None:
        monkeypatch.setitem(environment.files, "ALONGSIDE_KEYS", path)

    return put


def test_it_does_not_start_with_keys_beside_the_database(keys_at: Any, tmp_path: Path) -> None:
    keys_at(tmp_path / "var" / "secrets" / "keys")
    with pytest.raises(ImproperlyConfigured, match="ALONGSIDE_KEYS_FILE"):
        storage.refuse_keys_beside_the_database()


def test_it_looks_where_a_link_leads(keys_at: Any, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "keys").write_text("x")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "var" / "keys")
    keys_at(tmp_path / "elsewhere")
    with pytest.raises(ImproperlyConfigured):
        storage.refuse_keys_beside_the_database()


def test_it_starts_with_keys_elsewhere(keys_at: Any, tmp_path: Path) -> None:
    keys_at(tmp_path / "keys")
    storage.refuse_keys_beside_the_database()


def test_it_starts_on_ones_own_machine(keys_at: Any, tmp_path: Path, settings: Any) -> None:
    keys_at(tmp_path / "var" / "keys")
    settings.PLAIN_HTTP = True
    storage.refuse_keys_beside_the_database()


def test_a_ring_comes_in_lines_of_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one, two = f"k2:{key()}", f"k1:{key()}"
    (tmp_path / "keys").write_text(f"{one}\n{two}\n")
    monkeypatch.delenv("ALONGSIDE_KEYS", raising=False)
    monkeypatch.setenv("ALONGSIDE_KEYS_FILE", str(tmp_path / "keys"))
    assert environment.ring("ALONGSIDE_KEYS") == [one, two]


def test_a_ring_comes_in_files_of_a_folder_the_last_name_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one, two = key(), key()
    (tmp_path / "2026-11").write_text(f"{one}\n")
    (tmp_path / "2027-02.key").write_text(two)
    (tmp_path / ".hidden").write_text("x")
    monkeypatch.delenv("ALONGSIDE_KEYS", raising=False)
    monkeypatch.setenv("ALONGSIDE_KEYS_FILE", str(tmp_path))
    assert environment.ring("ALONGSIDE_KEYS") == [f"2027-02:{two}", f"2026-11:{one}"]


def postgres(url: str) -> dict[str, Any]:
    return {**dj_database_url.parse(url)}


@pytest.mark.parametrize(
    "url",
    [
        "postgres://app@db:5432/alongside",
        "postgres://app@10.0.0.5/alongside",
        "postgres://app@db/alongside?sslmode=prefer",
        "postgres://app@db/alongside?sslmode=disable",
        "postgres://app@[2001:db8::1]/alongside?sslmode=allow",
        "postgres:///alongside?host=db",
        "postgres://app@localhost/alongside?hostaddr=10.0.0.5",
        "postgres:///alongside?service=elsewhere",
    ],
)
def test_nothing_starts_over_an_open_wire(
    url: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGSSLMODE", raising=False)
    database = postgres(url)
    with pytest.raises(ImproperlyConfigured, match="sslmode=verify-full"):
        storage.refuse_an_open_wire(database)
    settings.DATABASE_PRIVATE_NETWORK = True
    storage.refuse_an_open_wire(database)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://app@db/alongside?sslmode=require",
        "postgres://app@db/alongside?sslmode=verify-full&sslrootcert=/etc/ssl/db-ca.pem",
        "postgres://app@localhost/alongside",
        "postgres://app@127.0.0.1:5432/alongside",
        "postgres://app@[::1]/alongside",
        "postgres://app@%2Fvar%2Frun%2Fpostgresql/alongside",
        "postgres:///alongside",
        "sqlite:////srv/alongside.sqlite3",
    ],
)
def test_on_one_machine_or_by_tls_it_starts(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGHOST", raising=False)
    database = postgres(url)
    storage.refuse_an_open_wire(database)
    if url == "postgres:///alongside":  # what the library would be told besides counts as well
        monkeypatch.setenv("PGHOST", "db")
        with pytest.raises(ImproperlyConfigured):
            storage.refuse_an_open_wire(database)
        monkeypatch.setenv("PGSSLMODE", "verify-full")
        storage.refuse_an_open_wire(database)


@pytest.mark.django_db
def test_it_is_not_done_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="after the transaction"):
        storage.scrub_storage()


@pytest.fixture
def file(tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Path]:
    """SQLite as it is served: a file and its write-ahead log."""
    settings.SEALS = tmp_path / "seals"
    path = tmp_path / "database.sqlite3"
    empty.copy(empty.template(django_db_blocker), path)
    with django_db_blocker.unblock(), empty.database(path):
        yield path


def stored(query: str, key: Any) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(query, [key.hex])
        return str(cursor.fetchone()[0]).encode()


def test_nothing_of_what_went_is_in_the_files(file: Path) -> None:
    def held(one: bytes) -> bool:
        beside = [path for path in file.parent.iterdir() if path.name.startswith(file.name)]
        return any(one in path.read_bytes() for path in beside)

    cast = people.assemble()
    with scope.within(cast.riverbend.pk):
        for _ in range(50):
            audit.record(by=cast.maya.by, verb="look", participant_id=cast.sam.id)
    name = stored("SELECT name FROM accounts_person WHERE id = %s", cast.maya.by.person_id)
    key = stored("SELECT key FROM audit_subject WHERE participant_id = %s", cast.sam.id)
    assert held(name)
    assert held(key)
    Person.objects.filter(pk=cast.maya.by.person_id).update(name="")
    with scope.within(cast.riverbend.pk):
        audit.forget_subject(by=cast.omar.by, participant_id=cast.sam.id)
    assert held(name) or held(key)  # the log has them still
    assert storage.scrub_storage() == storage.Scrubbed(whole=True)
    assert not held(name)
    assert not held(key)
    log = file.with_name(f"{file.name}-wal")
    assert not log.exists() or log.stat().st_size == 0


def test_it_says_so_where_somebody_reads_all_the_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "WAIT", 100)
    people.assemble()
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM accounts_person").fetchone()
        Person.objects.update(name="")
        with pytest.raises(storage.Busy):
            storage.scrub_storage()


@pytest.mark.django_db
def test_it_knows_how_many_rows_there_are_and_keeps_no_value_of_them() -> None:
    Person.objects.create(username="kestrel", name="Kestrel")
    storage.take_stock()
    kept = statistics()
    if connection.vendor == "sqlite":
        assert {row[2].split()[0] for row in kept if row[0] == Person._meta.db_table} == {"1"}
    assert "kestrel" not in str(kept)


def statistics() -> list[Any]:
    """What SQLite keeps, wherever; on PostgreSQL `take_stock` keeps nothing."""
    found: list[Any] = []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"SELECT * FROM {name}")
                found += cursor.fetchall()
    return found
