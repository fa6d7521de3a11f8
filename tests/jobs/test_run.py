"""`make run`, as a stranger starts and stops it, on a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings

from tests import empty


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(var: Path, port: int) -> "Iterator[subprocess.Popen[str]]":
    environment = {name: v for name, v in os.environ.items() if not name.startswith("ALONGSIDE_")}
    environment.pop("DATABASE_URL", None)
    environment |= {
        "ALONGSIDE_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "tools/prepare.py", "run", "manage.py", "run", "--port", str(port)],
        cwd=settings.ROOT,
        env=environment | {"ALONGSIDE_DEMO": "no"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)
        pipe: IO[str] | None = process.stdout
        if pipe:
            pipe.close()


def answer(port: int, path: str, wait: float = 40) -> tuple[int, bytes]:
    until = time.monotonic() + wait
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def ready(port: int) -> dict[str, object]:
    """What /readyz finds, once the worker beat for the first time."""
    for _ in range(100):
        found = json.loads(answer(port, "/readyz")[1])
        if found["ready"]:
            break
        time.sleep(0.1)
    return dict(found)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which nothing is yet."""
    return tmp_path_factory.mktemp("new")


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """One in which somebody has made a database before."""
    made = tmp_path_factory.mktemp("var")
    empty.copy(empty.template(django_db_blocker), made / "alongside.sqlite3")
    return made


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.whole
def test_it_starts_by_itself_and_stops_clean(new: Path, number: signal.Signals) -> None:
    port = free_port()
    with running(new, port) as process:
        assert answer(port, "/healthz")[0] == 200
        assert ready(port)["ready"]
        process.send_signal(number)
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert f"http://localhost:{port}/" in said
    assert "Traceback" not in said
    assert " INFO " not in said.partition("Alongside is at")[0]  # or nobody finds the sign-ins


def test_it_writes_neither_query_nor_address(var: Path) -> None:
    port = free_port()
    with running(var, port) as process:
        answer(port, "/en/no-such-page?place=Millbrook")
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=20)
    assert "GET /en/no-such-page" in said
    assert "Millbrook" not in said
    assert "127.0.0.1" not in said


def test_it_says_so_when_the_port_is_taken(var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(var, port) as process:
            said, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert f"Port {port} is not free" in said
    assert f"make run PORT={port + 1}" in said
    assert "Traceback" not in said


def test_what_it_makes_is_for_nobody_else_and_kept(var: Path) -> None:
    file = var / "dev.env"
    assert file.stat().st_mode & 0o077 == 0
    before = file.read_text()
    with running(var, free_port()) as process:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert file.read_text() == before
