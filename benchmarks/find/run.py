"""The finder at the size of a country, imports and feeds. `make bench-find` calls this.

    python -m benchmarks.find.run                              200,000 meetings, 100,000 services
    python -m benchmarks.find.run --meetings 20000 --services 10000 --only sqlite
    python -m benchmarks.find.run --without postgres --without browser

Databases are built once under var/bench-find/ (the large ones take a quarter of an hour). Each
ratio is of p50 against the bare public shell of the same run; growth is from a tenth of the size.
Imports (benchmarks/find/imports.py) and the feed (benchmarks/find/feed.py) are of a tenth of the
meetings. At the end stands every bar of all parts; one that is MISSED ends with an error.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.find import feed, imports

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("ALONGSIDE_VAR", ROOT / "var")) / "bench-find"
PARTS = ("sqlite", "postgres", "browser", "imports", "feed")
GROWTH, SEARCHES, HALF = 1.5, 600, 0.5
USEFUL_MS, WEIGHT, TASK_MS = 300, 100_000, 50

Facts = dict[str, Any]


def call(module: str, url: str, *options: str) -> str:
    environment = {**os.environ, "DATABASE_URL": url, "ALONGSIDE_VAR": str(FOLDER)}
    command = [sys.executable, "-m", f"benchmarks.find.{module}", *options]
    answer = subprocess.run(
        command, check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    return answer.stdout


@contextmanager
def sqlite(meetings: int, services: int) -> Iterator[str]:
    path = FOLDER / f"{meetings}-{services}.sqlite3"
    if not path.exists():
        print(f"Building {path.name}, once …", flush=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        print(call("build", f"sqlite:///{unfinished}", *sizes(meetings, services)), end="")
        unfinished.rename(path)
    yield f"sqlite:///{path}"


@contextmanager
def postgres(meetings: int, services: int) -> Iterator[str]:
    """A server over a folder that stays, so that it is filled once."""
    from tools.postgres import kept

    folder = FOLDER / f"{meetings}-{services}.postgres"
    with kept(folder) as (url, fresh):
        if fresh or not (folder / "built").exists():
            print(f"Building {folder.name}, once …", flush=True)
            print(call("build", url, *sizes(meetings, services)), end="")
            (folder / "built").touch()
        yield url


def sizes(meetings: int, services: int) -> list[str]:
    return [f"--meetings={meetings}", f"--services={services}"]


def measured(kind: str, meetings: int, services: int, *options: str) -> Facts:
    opened = sqlite if kind == "sqlite" else postgres
    with ExitStack() as stack:
        url = stack.enter_context(opened(meetings, services))
        return dict(json.loads(call("measure", url, *options).splitlines()[-1]))


def verdicts(large: Facts, small: Facts) -> Iterator[tuple[bool, str]]:
    for name, row in large.items():
        if "ratio" not in row:
            continue
        grown = row["p50"] / row["reference"] / (small[name]["p50"] / small[name]["reference"])
        good = row["ratio"] <= row["bar"] and grown <= GROWTH
        text = f"{name:<46} {row['p50'] * 1000:6.1f} ms  {row['ratio']:5.2f}× (≤ {row['bar']:g})"
        if row["bar95"]:
            good = good and row["ratio95"] <= row["bar95"]
            text += f"  p95 {row['ratio95']:5.2f}× (≤ {row['bar95']:g})"
        else:
            text += " " * 20
        cpu = f"{row['cpu'] * 1000:5.1f} ms CPU, {row['cpu'] / row['bare']:4.2f}×"
        yield good, f"{text}  grows {grown:4.2f}× (≤ {GROWTH})  {cpu}"
    rate = large["throughput"]
    good = rate["found"] >= SEARCHES or rate["found"] >= HALF * rate["indexed"]
    share = rate["found"] / rate["indexed"]
    text = f"{rate['found']:.0f} searches a second (≥ {SEARCHES}), {share:.2f} of a view with one"
    yield good, f"{text} indexed query (≥ {HALF}; {rate['indexed']:.0f} a second)"
    if "browser" in large:
        seen = large["browser"]
        yield seen["useful"] <= USEFUL_MS, f"useful after {seen['useful']:.0f} ms (≤ {USEFUL_MS})"
        yield seen["weight"] <= WEIGHT, f"weighs {seen['weight']:.0f} bytes (≤ {WEIGHT})"
        longest = seen["longest task"]
        text = f"longest task {longest:.0f} ms (≤ {TASK_MS}; 0: none over 50)"
        yield longest <= TASK_MS, f"{text}  {seen['its processor']:.0f} ms CPU"


def measured_parts(options: argparse.Namespace, parts: list[str]) -> Iterator[tuple[bool, str]]:
    """Every bar of the parts that are wanted, each as soon as it is known."""
    kinds = [kind for kind in ("sqlite", "postgres") if kind in parts]
    for kind in kinds:
        small = measured(kind, options.meetings // 10, options.services // 10)
        browser = ["--browser"] if "browser" in parts else []
        large = measured(kind, options.meetings, options.services, *browser)
        for reached, text in verdicts(large, small):
            yield reached, f"{kind:<9} {text}"
    few = options.meetings // 10
    places = min(imports.FACILITIES, options.services * imports.FACILITIES // 100_000)
    if "imports" in parts:
        for kind in kinds or ["sqlite"]:
            for reached, text in imports.verdicts(few, places, on_postgresql=kind == "postgres"):
                yield reached, f"{kind:<9} {text}"
    if "feed" in parts:
        for reached, text in feed.verdicts(few):
            yield reached, f"{'feed':<9} {text}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--meetings", type=int, default=200_000)
    parser.add_argument("--services", type=int, default=100_000)
    parser.add_argument("--only", choices=PARTS, action="append", help="may be said several times")
    parser.add_argument("--without", choices=PARTS, action="append", default=[])
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = set(options.only or PARTS)
    if chosen == {"browser"}:
        chosen.add("sqlite")  # it looks at the finder, served from one
    parts = [part for part in PARTS if part in chosen and part not in options.without]
    bars = []
    for reached, text in measured_parts(options, parts):
        bars.append(f"{'reached' if reached else 'MISSED '}  {text}")
        print(bars[-1], flush=True)
    missed = [bar for bar in bars if bar.startswith("MISSED")]
    size = f"{options.meetings} meetings and {options.services} services"
    print(f"\n{size} ({', '.join(parts)}): {len(bars)} bars, {len(missed)} MISSED")
    print("\n".join(bars))
    return 1 if missed or not bars else 0


if __name__ == "__main__":
    sys.exit(main())
