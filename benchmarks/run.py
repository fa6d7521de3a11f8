"""Build, measure at two sizes, and print ratios. `make bench` calls this.

    python -m benchmarks.run                      50,000 participants, 1,000,000 contacts
    python -m benchmarks.run --participants 5000  a smaller house

Every ratio is against the reference view of the same run: the public or signed-in shell
page, or a signed-in write of one row. Seconds are printed for orientation only.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import ceilings

ROOT = Path(__file__).resolve().parent.parent
DATABASES = Path(os.environ.get("ALONGSIDE_VAR", ROOT / "var")) / "bench"

Facts = dict[str, dict[str, Any]]


def database(sizes: dict[str, int]) -> Path:
    """The database of these sizes; built if it is not there."""
    name = "-".join(str(size) for size in sizes.values())
    path = DATABASES / f"{name}.sqlite3"
    if not path.exists():
        print(f"Building {path.name} (participants-peers-contacts-meetings), once:", flush=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        options = [f"--{key}={size}" for key, size in sizes.items()]
        command = [sys.executable, "-m", "benchmarks.build", f"--database={unfinished}", *options]
        subprocess.run(command, check=True, cwd=ROOT)
        unfinished.rename(path)
    return path


def measured(path: Path) -> Facts:
    command = [sys.executable, "-m", "benchmarks.measure", f"--database={path}"]
    answer = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE)
    return dict(json.loads(answer.stdout.splitlines()[-1]))


def print_table(title: str, facts: Facts) -> None:
    print(f"\n{title}")
    print(
        f"{'page':<34}{'queries':>8}{'bytes':>9}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'ratio':>7}"
    )
    for name, row in facts.items():
        times = "".join(f"{row[key] * 1000:8.1f}" for key in ("p50", "p95", "cpu"))
        print(f"{name:<34}{row['queries']:>8}{row['bytes']:>9}{times}{row['ratio']:7.2f}")


def verdicts(large: Facts, small: Facts) -> list[tuple[bool, str]]:
    """One line a page; a page without a ceiling is one too many."""
    lines = []
    for name, row in large.items():
        if name == row["reference"]:
            continue
        at_most = ceilings.CEILINGS.get(name, ceilings.Ceiling(0, 0))
        seen, grown = row["ratio"], row["ratio"] / small[name]["ratio"]
        queries, before = row["queries"], small[name]["queries"]
        good = seen <= at_most.ratio and grown <= at_most.growth
        good = good and queries <= at_most.queries and queries <= before + at_most.more
        text = (
            f"{name:<32} {seen:5.2f}× (≤ {at_most.ratio:g})  "
            f"grows {grown:4.2f}× (≤ {at_most.growth:g})  "
            f"{queries} queries (≤ {at_most.queries}; {before} at a tenth)"
        )
        lines.append((good, text))
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = {"participants": 50_000, "peers": 500, "contacts": 1_000_000, "meetings": 20_000}
    for name, size in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=size)
    large_sizes = vars(parser.parse_args())
    small_sizes = {name: size // 10 for name, size in large_sizes.items()}
    small = measured(database(small_sizes))
    large = measured(database(large_sizes))
    print_table(f"A tenth: {small_sizes}", small)
    print_table(f"Whole: {large_sizes}", large)
    print()
    results = verdicts(large, small)
    for good, text in results:
        print(f"{'reached' if good else 'MISSED '}  {text}")
    return 0 if all(good for good, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
