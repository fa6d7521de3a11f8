"""Files that mean harm: refused soon, in little memory, with a sentence; nothing is written."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from alongside.exchange import files
from tests import empty

SECONDS, MEGABYTES = 3, 300  # beside what it takes to start
MB = 1 << 20
# What a process took at most counts what it was forked from: one that has only started.
WATCH = """
import json, os, sys
import django
from django.core.management import execute_from_command_line
from django.db import connections
django.setup()
for line in sys.stdin:
    file, database, told = json.loads(line)
    child = os.fork()
    if not child:
        out = os.open(told, os.O_WRONLY | os.O_CREAT)
        os.dup2(out, 1)
        os.dup2(out, 2)
        connections.settings["default"]["NAME"] = database
        execute_from_command_line(["manage.py", "import_directory", file])
        sys.exit()
    _, status, used = os.wait4(child, 0)
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(json.dumps([os.waitstatus_to_exitcode(status), seconds, megabytes]), flush=True)
"""


@pytest.fixture(scope="module")
def started() -> Iterator["subprocess.Popen[str]"]:
    """A process that waits for files to read, each in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", WATCH],
        cwd=settings.ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": "sqlite:///nobody-s.sqlite3",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries:
            archive.writestr(name, raw)
    return out.getvalue()


def matryoshka(depth: int) -> bytes:
    raw = b"[]"
    for _ in range(depth):
        raw = zipped(("inner.zip", raw))
    return raw


HOSTILE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "a zip that grows to a gigabyte": lambda: ("a.zip", zipped(("a.json", b"0" * 1024 * MB))),
    "a gzip that grows": lambda: ("a.json.gz", gzip.compress(b"0" * 512 * MB)),
    "a zip of very many files": lambda: (
        "a.zip",
        zipped(*((f"{n}.csv", b"id") for n in range(20_000))),
    ),
    "a zip in a zip in a zip": lambda: ("a.zip", matryoshka(50)),
    "lists within lists": lambda: ("a.json", b"[" * 900_000),
    "objects within objects": lambda: ("a.json", b'{"a":' * 900_000),
    "millions of empty lists": lambda: ("a.json", b"[" + b"[]," * 20_000_000 + b"[]]"),
    "millions of small objects": lambda: ("a.json", b"[" + b'{"a":1},' * 7_000_000 + b"{}]"),
    "millions of numbers": lambda: ("a.json", b"[" + b"1," * 30_000_000 + b"1]"),
    "a number of a million digits": lambda: ("a.json", b'[{"slug": ' + b"9" * MB + b"}]"),
    "a table of empty lines": lambda: ("a.csv", b"name,day,time\n" + b"\n" * 50_000_000),
    "a table of one very long line": lambda: ("a.csv", b"name,day,time" + b"," * 60_000_000),
    "a table with one very long cell": lambda: ("a.csv", b'name,day,time\n"' + b"x" * 60 * MB),
    "a table in signs of four bytes": lambda: (
        "a.csv",
        b"name,day,time\n" + "💥".encode() * 15_000_000,
    ),
    "a calendar of one endless event": lambda: (
        "a.ics",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:19000101T000000Z\r\n"
        + b"RRULE:FREQ=SECONDLY;COUNT=999999999\r\n" * 20_000
        + b"END:VEVENT\r\nEND:VCALENDAR\r\n",
    ),
    "calendars within calendars": lambda: ("a.ics", b"BEGIN:VCALENDAR\r\n" * 900_000),
    "not a text at all": lambda: ("a.csv", os.urandom(60 * MB)),
}


@pytest.mark.whole
@pytest.mark.once
@pytest.mark.parametrize("what", HOSTILE)
def test_it_refuses_what_means_harm_soon_and_in_little_memory(
    what: str, tmp_path: Path, django_db_blocker: object, started: "subprocess.Popen[str]"
) -> None:
    database, told = tmp_path / "alongside.sqlite3", tmp_path / "told"
    empty.copy(empty.template(django_db_blocker), database)
    name, raw = HOSTILE[what]()
    (tmp_path / name).write_bytes(raw)
    del raw
    assert started.stdin is not None
    assert started.stdout is not None
    started.stdin.write(json.dumps([str(tmp_path / name), str(database), str(told)]) + "\n")
    started.stdin.flush()
    code, seconds, megabytes = json.loads(started.stdout.readline())
    said = told.read_text()
    assert code in {0, 1}, said[-2000:]
    assert "Traceback" not in said
    assert said
    assert len(said) < 2000
    assert seconds <= SECONDS
    assert megabytes <= MEGABYTES


def test_its_largest_file_is_what_it_says() -> None:
    with pytest.raises(files.Unreadable, match="64 MB"):
        files.unpacked([("a.json", b"0" * (files.LARGEST + 1))])
