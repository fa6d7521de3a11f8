"""People brought in as a spreadsheet, and undone: `python -m benchmarks.people`.

A workbook of people and their contacts, with errors in it, on a new database in a file: how long
each step takes, how much memory, and how long another writer would have waited.
"""

import argparse
import contextlib
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

PEOPLE, CONTACTS = 5_000, 50_000
LONGEST = 1.0  # seconds for which others may wait to write
WRONG = 50  # every so many rows has something wrong


def workbook(people: int, contacts: int) -> bytes:
    """As a program of another house writes it out."""
    dice = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    who = book.create_sheet("Participants")
    who.append(["Client ID", "Preferred name", "Language", "Phone", "Start date"])
    for n in range(people):
        language = "Klingon" if n % WRONG == 7 else dice.choice(["English", "French", "Spanish"])
        reference = f"P{n - 1}" if n % WRONG == 8 else f"P{n}"  # twice
        name = "" if n % 10 == 3 else f"Person {n}"
        who.append([reference, name, language, f"+1 555 {n:07}", f"2023-{n % 12 + 1:02}-11"])
    staff = book.create_sheet("Peers")
    staff.append(["Worker ID", "Name", "Email"])
    for n in range(20):
        staff.append([f"W{n}", f"Peer {n}", f"peer{n}@example.org"])
    log = book.create_sheet("Contacts")
    log.append(
        ["Contact ID", "Client ID", "Worker", "Date", "Start time", "Duration", "Type", "Notes"]
    )
    for n in range(contacts):
        client = "nobody" if n % WRONG == 9 else f"P{dice.randrange(people)}"
        day = "soon" if n % WRONG == 11 else f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}"
        kind = dice.choice(["listening", "information", "practical help", "connected"])
        log.append([f"C{n}", client, f"W{n % 20}", day, f"{n % 12 + 8}:15", n % 90 + 5, kind,
                    "We had tea." if n % 3 else ""])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@contextlib.contextmanager
def took(what: str) -> Iterator[None]:
    start, cpu = time.perf_counter(), time.process_time()
    yield
    seconds, busy = time.perf_counter() - start, time.process_time() - cpu
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:28} {seconds:7.1f} s {busy:7.1f} s cpu {most:7.0f} MiB", flush=True)


def measure(people: int, contacts: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from alongside.accounts import actors
    from alongside.accounts.models import Organisation
    from alongside.core import scope

    call_command("migrate", verbosity=0)
    organisation = Organisation.objects.create(name="Riverbend", slug="riverbend", hosting="self")
    by = actors.system("bench", organisation_id=organisation.pk)
    raw = workbook(people, contacts)
    print(f"{people} people, {contacts} contacts, {len(raw) / 1e6:.1f} MB")
    with scope.within(organisation.pk):
        steps(by, raw)


def watched(longest: dict[str, float], owner: Any, name: str) -> None:
    """Know how long at a stretch this keeps other writers waiting."""
    was, called = getattr(owner, name), f"{owner.__name__}.{name}"

    def timed(*args: Any) -> Any:
        start = time.perf_counter()
        try:
            return was(*args)
        finally:
            longest[called] = max(longest.get(called, 0.0), time.perf_counter() - start)

    setattr(owner, name, timed)


def steps(by: Any, raw: bytes) -> None:
    """In, out and undone."""
    from alongside.core import ids
    from alongside.exchange import actions
    from alongside.exchange.actions.arriving import Arriving
    from alongside.exchange.actions.undoing import Undoing

    longest: dict[str, float] = {}
    for owner, name in (
        (Arriving, "_switch"), (Undoing, "_switch"), (Undoing, "_take_out"),
        (Undoing, "_stay"), (Undoing, "_take_out_alone"),
    ):  # fmt: skip
        watched(longest, owner, name)
    with took("bring"):
        run = actions.bring_people(by=by, id=ids.new(), given=[("all.xlsx", raw)])
    tables = run.choices["tables"]
    with took("look through"):
        actions.map_people(by=by, bringing=run.pk, tables=tables, later=False)
        actions.look_through_people(by=by, bringing=run.pk)
    run.refresh_from_db()
    print(run.state, run.counts)
    with took("apply"):
        actions.apply_people(by=by, bringing=run.pk, later=False)
        actions.finish_people(by=by, bringing=run.pk)
    with took("take out"):
        size = sum(len(part) for part in actions.take_people(by=by, why="measured"))
    print(f"{size / 1e6:.1f} MB out")
    with took("undo"):
        actions.undo_people(by=by, bringing=run.pk, later=False)
        actions.finish_people(by=by, bringing=run.pk)
    run.refresh_from_db()
    print(run.state, run.stayed, "stayed")
    for name, seconds in longest.items():
        print(f"{'reached' if seconds <= LONGEST else 'MISSED '}  {name}: other writers wait"
              f" {seconds:.2f} s at most (<= {LONGEST:g})")  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--contacts", type=int, default=CONTACTS)
    asked.add_argument("--here", action="store_true", help="in this process, on its database")
    said = asked.parse_args()
    if said.here:
        measure(said.people, said.contacts)
        return
    with tempfile.TemporaryDirectory() as folder:
        where = {"ALONGSIDE_VAR": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        command = [sys.executable, "-m", "benchmarks.people", "--here"]
        command += [f"--people={said.people}", f"--contacts={said.contacts}"]
        root = Path(__file__).parent.parent
        done = subprocess.run(command, env=os.environ | where, cwd=root, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
