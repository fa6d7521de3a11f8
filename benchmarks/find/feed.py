"""The feed of all meetings, streamed: `python -m benchmarks.find.feed`.

One process of the product's own server serves a new database in a file, into which the real
command brought so many invented meetings. Told are the wait for the first byte, the whole, and
how much memory the worker took more for a whole feed of many meetings than for one of few:
nothing, if it is flat.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.find import imports

ROOT = Path(__file__).parent.parent.parent
FIRST_BYTE, GROWTH = 100, 24  # milliseconds; MiB more for ten times as many
FEEDS = {
    "Meeting Guide": "/feeds/meetings.json",
    "BMLT": "/bmlt/main_server/client_interface/json/?switcher=GetSearchResults",
}


@dataclass
class Read:
    first: float  # milliseconds
    whole: float  # seconds
    bytes: int
    rows: int


def read(port: int, path: str) -> Read:
    """As a program would: all of it, a piece at a time."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    piece = answer.read(1)
    first = (time.perf_counter() - begun) * 1000
    body = bytearray(piece)
    while piece := answer.read(1 << 16):
        body += piece
    whole = time.perf_counter() - begun
    connection.close()
    assert answer.status == 200, answer.status
    return Read(first, whole, len(body), len(json.loads(body)))


def resident(process: int) -> float:
    """The most memory it ever held, MiB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise LookupError(process)


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """A port, and the process that answers there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"]
    alone = {"ALONGSIDE_WEB_WORKERS": "1", "ALONGSIDE_LOG_LEVEL": "WARNING"}
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **alone})
    try:
        for _ in range(200):
            try:
                read(port, "/feeds/meetings.json?town=nowhere")
                break
            except OSError:
                time.sleep(0.1)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield port, int(children[0])
    finally:
        process.terminate()
        process.wait()


def measured(count: int) -> dict[str, tuple[Read, float]]:
    """Each feed: the third reading, and the worker's memory by then."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ALONGSIDE_VAR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/feed.sqlite3"
        feed = Path(folder) / "feed.json"
        imports.meetings(feed, count)
        for command in (["migrate", "--verbosity", "0"], ["import_directory", str(feed)]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, check=True, capture_output=True
            )
        told = {}
        for name, path in FEEDS.items():
            with served() as (port, process):
                reads = [read(port, path) for _ in range(3)]
                told[name] = (reads[-1], resident(process))
        return told


def verdicts(many: int = imports.MEETINGS) -> Iterator[tuple[bool, str]]:
    """Each bar, whether it is reached, and the figures."""
    few, all_of_it = measured(many // 10), measured(many)
    for name, (said, memory) in all_of_it.items():
        more = memory - few[name][1]
        print(
            f"{name:16}{said.rows:>8} meetings, whole in {said.whole:.1f} s, {said.bytes / 1e6:.1f}"
            f" MB, {memory:.0f} MiB",
            flush=True,
        )
        yield (
            said.first <= FIRST_BYTE,
            (f"{name} feed of {said.rows}: first byte after {said.first:.0f} ms (≤ {FIRST_BYTE})"),
        )
        yield (
            more <= GROWTH,
            (f"{name} feed of {said.rows}: {more:+.0f} MiB against a tenth of it (≤ {GROWTH})"),
        )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--meetings", type=int, default=imports.MEETINGS)
    good = True
    for reached, text in verdicts(asked.parse_args().meetings):
        good = good and reached
        print(f"{'reached' if reached else 'MISSED '}  {text}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
