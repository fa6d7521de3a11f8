"""How long an import takes, and how much memory: `python -m benchmarks.find.imports`.

Each import is the real command in a process of its own, on a new database in a file, with the
gazetteer loaded. The time is that of the whole command; memory is the most that its process ever
held.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
REAL = ROOT.parent / "shared/data/overdose/samhsa_substance_use_treatment_facilities.csv.gz"
SECONDS, MEBIBYTES, AGAIN = 20, 400, 1 / 3
STREETS = ("Salt Court", "Mill Street", "River Road", "Kettle Lane", "Orchard Row", "Harbour Way")
TYPES = ("O", "C", "D", "BE", "X", "W", "M", "Y", "ST", "S")


@dataclass
class Took:
    seconds: float
    cpu: float  # seconds of the processor: what a busy machine does not stretch so much
    mebibytes: float


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


def run(*command: str) -> Took:
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    spent = used.ru_utime + used.ru_stime
    return Took(time.perf_counter() - begun, spent, used.ru_maxrss / 1024)


def measured(what: str, where: Path) -> bool:
    first = run("import_directory", str(where), "--source-name", what)
    again = run("import_directory", str(where), "--source-name", what)
    good = [
        first.seconds <= SECONDS,
        max(first.mebibytes, again.mebibytes) <= MEBIBYTES,
        again.seconds <= first.seconds * AGAIN,
    ]
    for name, took in (("first", first), ("again", again)):
        print(
            f"{what:22}{name:8}{took.seconds:8.1f} s{took.cpu:8.1f} s CPU{took.mebibytes:8.0f} MiB"
        )
    print(f"{'':22}again / first {again.seconds / first.seconds:.2f}"
          f"   {'good' if all(good) else 'MISSED'}")  # fmt: skip
    return all(good)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--meetings", type=int, default=20_000)
    asked.add_argument("--facilities", type=int, default=14_034)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="alongside-imports-") as folder:
        here = Path(folder)
        os.environ["ALONGSIDE_VAR"] = folder
        run("migrate", "--verbosity", "0")
        run("createcachetable")
        run("load_places")
        meetings(here / "feed.json", wanted.meetings)
        table = REAL if REAL.exists() and wanted.facilities == 14_034 else here / "facilities.csv"
        if table != REAL:
            facilities(table, wanted.facilities)
        print(f"limits: {SECONDS} s, {MEBIBYTES} MiB, again at most a third")
        good = [
            measured(f"{wanted.facilities} facilities", table),
            measured(f"{wanted.meetings} meetings", here / "feed.json"),
        ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
