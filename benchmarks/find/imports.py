"""How long an import takes, and how much memory: `python -m benchmarks.find.imports`.

Each import is the real command in a process of its own, on a new database in a file, with the
gazetteer loaded. The time is that of the whole command; memory is the most that its process ever
held; `held` is the longest that another writer would have waited for it, which is looked at every
few milliseconds from outside.
"""

import argparse
import csv
import importlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
REAL = ROOT.parent / "shared/data/overdose/samhsa_substance_use_treatment_facilities.csv.gz"
MEETINGS, FACILITIES = 20_000, 14_034
SECONDS, MEBIBYTES, AGAIN, HELD = 20, 400, 1 / 3, 1.0
STREETS = ("Salt Court", "Mill Street", "River Road", "Kettle Lane", "Orchard Row", "Harbour Way")
TYPES = ("O", "C", "D", "BE", "X", "W", "M", "Y", "ST", "S")


@dataclass
class Took:
    seconds: float
    cpu: float  # seconds of the processor: what a busy machine does not stretch so much
    mebibytes: float
    held: float  # seconds: the longest transaction that wrote


def facilities(path: Path, count: int) -> None:
    """As the real list is shaped, invented."""
    dice = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(
            ["name1", "name2", "street1", "street2", "city", "state", "zip", "zip4", "county",
             "latitude", "longitude"]
        )  # fmt: skip
        for number in range(count):
            table.writerow(
                [f"Recovery House {number * 2 // 3}", "Outpatient" if number % 2 else "",
                 f"{number} {dice.choice(STREETS)}", "", "Baltimore", "MD", "21201", "", "City",
                 f"{39 + dice.random() * 6:.6f}", f"{-76 - dice.random() * 30:.6f}"]
            )  # fmt: skip


def meetings(path: Path, count: int) -> None:
    dice = random.Random(2)
    rows = [
        {
            "slug": f"meeting-{number}",
            "name": f"Kettle group {number % 5000}",
            "day": number % 7,
            "time": f"{dice.randrange(6, 22):02}:{dice.choice(('00', '30'))}",
            "end_time": None,
            "types": dice.sample(TYPES, 3),
            "notes": "Come in by the side door. Tea from half past. " * 3,
            "location": "Community hall",
            "formatted_address": f"{number} {dice.choice(STREETS)}, Baltimore, MD 21201, USA",
            "latitude": 39 + dice.random() * 6,
            "longitude": -76 - dice.random() * 30,
            "region": "Baltimore",
            "updated": "2026-01-01 10:00:00",
        }
        for number in range(count)
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")


class Watch(threading.Thread):
    """How long at a stretch somebody else held what every writer needs."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address, self.longest, self.over = address, 0.0, threading.Event()

    def run(self) -> None:
        if self.address.startswith("postgres"):
            self._postgresql()
            return
        with closing(sqlite3.connect(self.address, timeout=0, isolation_level=None)) as file:
            self._look(lambda: self._is_held(file))

    def _look(self, is_held: Callable[[], bool]) -> None:
        since: float | None = None
        while not self.over.wait(0.002):
            now = time.perf_counter()
            if not is_held():
                since = None
                continue
            since = since or now
            self.longest = max(self.longest, time.perf_counter() - since)

    @staticmethod
    def _is_held(file: sqlite3.Connection) -> bool:
        try:
            file.execute("BEGIN IMMEDIATE")
            file.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return True
        return False

    def _postgresql(self) -> None:
        import psycopg

        asked = (
            "SELECT extract(epoch FROM max(clock_timestamp() - xact_start))::float8"
            " FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_xid IS NOT NULL"
        )
        with psycopg.connect(self.address, autocommit=True) as server:
            while not self.over.wait(0.01):
                found = server.execute(asked).fetchone()
                self.longest = max(self.longest, (found and found[0]) or 0.0)


def address() -> str:
    said = os.environ.get("DATABASE_URL", "")
    if said.startswith("postgres"):
        return said
    return str(Path(os.environ["ALONGSIDE_VAR"]) / "alongside.sqlite3")


def run(*command: str, watched: bool = False) -> Took:
    watch = Watch(address())
    if watched:
        watch.start()
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    spent = used.ru_utime + used.ru_stime
    seconds = time.perf_counter() - begun
    watch.over.set()
    if watched:
        watch.join()
    return Took(seconds, spent, used.ru_maxrss / 1024, watch.longest)


def measured(what: str, where: Path) -> Iterator[tuple[bool, str]]:
    """Each bar, whether it is reached, and the figures."""
    command = ("import_directory", str(where), "--source-name", what)
    first, again = run(*command, watched=True), run(*command, watched=True)
    for name, took in (("first", first), ("again", again)):
        print(
            f"{what:22}{name:8}{took.seconds:8.1f} s{took.cpu:8.1f} s CPU{took.mebibytes:8.0f} MiB"
            f"{took.held:8.2f} s held",
            flush=True,
        )
    memory, held = max(first.mebibytes, again.mebibytes), max(first.held, again.held)
    share = again.seconds / first.seconds
    yield first.seconds <= SECONDS, f"import of {what} in {first.seconds:.1f} s (≤ {SECONDS})"
    yield memory <= MEBIBYTES, f"import of {what} in {memory:.0f} MiB (≤ {MEBIBYTES})"
    yield share <= AGAIN, f"the same {what} again in {share:.2f} of that (≤ {AGAIN:.2f})"
    yield held <= HELD, f"others wait {held:.2f} s for an import of {what} (≤ {HELD:.0f})"


def verdicts(
    meetings: int = MEETINGS, places: int = FACILITIES, *, on_postgresql: bool = False
) -> Iterator[tuple[bool, str]]:
    """Each bar as it is known, on a new database of its own."""
    servers: Any = nullcontext
    if on_postgresql:
        sys.path.insert(0, str(ROOT / "tools"))
        servers = importlib.import_module("postgres").server
    with (
        servers() as server,
        tempfile.TemporaryDirectory(prefix="alongside-imports-") as folder,
    ):
        os.environ["ALONGSIDE_VAR"] = folder
        os.environ["DATABASE_URL"] = server or f"sqlite:///{folder}/alongside.sqlite3"
        yield from _all_measured(Path(folder), meetings, places)


def _all_measured(here: Path, number: int, places: int) -> Iterator[tuple[bool, str]]:
    run("migrate", "--verbosity", "0")
    run("load_places")
    meetings(here / "feed.json", number)
    table = REAL if REAL.exists() and places == FACILITIES else here / "facilities.csv"
    if table != REAL:
        facilities(table, places)
    yield from measured(f"{places} facilities", table)
    yield from measured(f"{number} meetings", here / "feed.json")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--meetings", type=int, default=MEETINGS)
    asked.add_argument("--facilities", type=int, default=FACILITIES)
    asked.add_argument("--postgresql", action="store_true", help="a server of its own, not SQLite")
    wanted = asked.parse_args()
    good = True
    for reached, text in verdicts(
        wanted.meetings, wanted.facilities, on_postgresql=wanted.postgresql
    ):
        good = good and reached
        print(f"{'reached' if reached else 'MISSED '}  {text}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
