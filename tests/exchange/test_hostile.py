"""Files that mean harm: refused soon, in little memory, with a sentence; nothing is written."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from alongside.exchange import files
from tests import empty

SECONDS, MEGABYTES = 5, 300
MB = 1 << 20
# What a process took at most counts what it was forked from, so a small one starts the command.
WATCH = """
import json, resource, subprocess, sys
command = [sys.executable, "manage.py", "import_directory", *sys.argv[1:]]
code = subprocess.call(command)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
said = {"code": code, "seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}
sys.stderr.write("\\n" + json.dumps(said))
"""


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
    what: str, tmp_path: Path, django_db_blocker: object
) -> None:
    database = tmp_path / "alongside.sqlite3"
    empty.copy(empty.template(django_db_blocker), database)
    name, raw = HOSTILE[what]()
    (tmp_path / name).write_bytes(raw)
    del raw
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(tmp_path / name)],
        cwd=settings.ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{database}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    used = json.loads(done.stderr.rpartition("\n")[2])
    assert used["code"] in {0, 1}, done.stderr[-2000:]
    assert "Traceback" not in done.stdout + done.stderr
    assert len(done.stdout + done.stderr) < 2000
    assert used["seconds"] <= SECONDS
    assert used["megabytes"] <= MEGABYTES


def test_its_largest_file_is_what_it_says() -> None:
    with pytest.raises(files.Unreadable, match="64 MB"):
        files.unpacked([("a.json", b"0" * (files.LARGEST + 1))])
