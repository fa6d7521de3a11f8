"""Every check, all of them even when one fails; then what came of it.

python tools/verify.py all        as `make test`
python tools/verify.py check      quick: no browser, nothing long, PostgreSQL for its own
python tools/verify.py journeys   the browser only; further words go to pytest
python tools/verify.py fix        format and mend
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHROMIUM = Path("/usr/bin/chromium")
CODE = [
    "alongside",
    "tests",
    "tools",
    *(["benchmarks"] if any(ROOT.glob("benchmarks/*.py")) else []),
]
SIDE_BY_SIDE = str(max(2, min(os.cpu_count() or 2, 6)))
COUNTED = re.compile(r"(\d+) (passed|failed|errors?)\b")

Done = list[subprocess.CompletedProcess[str]]
Stage = Callable[[list[str]], Done]


@dataclass
class Outcome:
    name: str
    well: bool
    seconds: float
    passed: int = 0
    failed: int = 0


def main() -> None:
    os.chdir(ROOT)
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    os.environ["PYTHONUNBUFFERED"] = "1"
    # What was compiled once is kept: some fifty processes are started here, and each would read
    # all of Django anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    what, *more = sys.argv[1:]
    if what == "fix":
        tool("ruff", "check", "--fix", "-q", *CODE)
        sys.exit(tool("ruff", "format", "-q", *CODE).returncode)
    stages = {
        "all": [*STATIC, *TESTS, journeys],
        "check": [*STATIC, quick_sqlite, only_postgresql],
        "journeys": [journeys],
    }
    if what not in stages:
        sys.exit(__doc__)
    sys.exit(report(run(stages[what], more)))


def run(stages: list[Stage], more: list[str]) -> list[Outcome]:
    """One after the other; the types, which one core reads alone, beside the first of them."""
    with ThreadPoolExecutor(1) as beside:
        typed = beside.submit(timed, types, more) if types in stages else None
        outcomes = [timed(stage, more) for stage in stages if stage is not types]
        return [*outcomes, typed.result()] if typed else outcomes


def timed(stage: Stage, more: list[str]) -> Outcome:
    name = (stage.__doc__ or stage.__name__).strip()
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    try:
        done = stage(more)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", flush=True)
        return Outcome(name, False, time.monotonic() - began, failed=1)
    outcome = Outcome(name, all(not one.returncode for one in done), time.monotonic() - began)
    last_lines = [one.stdout.strip().rsplit("\n", 1)[-1] for one in done if one.args[0] == "pytest"]
    for line in last_lines:
        for number, kind in COUNTED.findall(line):
            if kind == "passed":
                outcome.passed += int(number)
            else:
                outcome.failed += int(number)
    if not outcome.well and not outcome.failed:
        outcome.failed = 1
    if not last_lines and outcome.well:
        outcome.passed = 1
    return outcome


def report(outcomes: list[Outcome]) -> int:
    print()
    for one in outcomes:
        print(f"{'ok    ' if one.well else 'FAILED'} {one.seconds:6.1f} s  {one.name}")
    passed, failed = sum(o.passed for o in outcomes), sum(o.failed for o in outcomes)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 0 if all(one.well for one in outcomes) else 1


def tool(*command: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a tool, showing what it says as it says it, and keeping it."""
    said: list[str] = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **(env or {})},
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            print(line, end="", flush=True)
    return subprocess.CompletedProcess(command, process.returncode, "".join(said))


def style(_: list[str]) -> Done:
    """style (ruff)"""
    return [tool("ruff", "check", "-q", *CODE), tool("ruff", "format", "--check", "-q", *CODE)]


def types(_: list[str]) -> Done:
    """types (mypy --strict)"""
    return [tool("mypy", "alongside", "tests")]


def floors(_: list[str]) -> Done:
    """floors (import-linter)"""
    return [tool("lint-imports", "--no-cache")]


def templates(_: list[str]) -> Done:
    """templates (djlint)"""
    return [tool("djlint", "alongside", "--lint", "--quiet")]


def migrations(_: list[str]) -> Done:
    """migrations (none missing)"""
    return [tool("python", "manage.py", "makemigrations", "--check", "--dry-run")]


def languages(_: list[str]) -> Done:
    """languages (catalogues complete)"""
    return [tool("python", "tools/messages.py", "check")]


def tests(which: str, more: list[str], database: str = "sqlite://") -> Done:
    """Those with these marks, as many at once as there are cores."""
    marked = ("pytest", "-q", "-n", SIDE_BY_SIDE, "-m", which)
    return [tool(*marked, *more, env={"DATABASE_URL": database})]


def on_sqlite(more: list[str]) -> Done:
    """tests on SQLite"""
    return tests("not journey", more)


def on_postgresql(more: list[str]) -> Done:
    """tests on PostgreSQL"""
    with postgres.server() as address:
        return tests("not journey", more, address)


def quick_sqlite(more: list[str]) -> Done:
    """tests on SQLite, but for the long ones"""
    return tests("not journey and not whole", more)


def only_postgresql(more: list[str]) -> Done:
    """tests of what only PostgreSQL has"""
    with postgres.server() as address:
        return tests("postgres and not journey", more, address)


def journeys(more: list[str]) -> Done:
    """journeys in Chromium"""
    browser()
    return tests("journey", ["tests/journeys", *more])


def browser() -> None:
    """Debian's Chromium, installed here where we may."""
    if CHROMIUM.exists():
        return
    if os.geteuid() != 0:
        raise RuntimeError("the journeys need Chromium, once: sudo apt-get install chromium")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    tool("apt-get", "update", "-qq", env=quiet)
    tool("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", env=quiet)
    if not CHROMIUM.exists():
        raise RuntimeError("Chromium could not be installed: apt-get install chromium")


STATIC = [style, types, floors, templates, migrations, languages]
TESTS = [on_sqlite, on_postgresql]

if __name__ == "__main__":
    main()
