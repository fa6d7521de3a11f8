"""What history costs: proving a million events, and a page that writes down who looked.

    python -m benchmarks.audit                     1,000,000 events of 50,000 people
    python -m benchmarks.audit --events 100000     a tenth, in a minute

The proof is that of `verify_audit`. The page is a participant's, with its look written and all
that is sealed opened, by turns with the same page where history is neither read nor written and
nothing is unsealed (the benchmark's server remembers what it once opened).
"""

import argparse
import http.client
import os
import statistics
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest import mock

import django

from benchmarks.build import batches

A_SECOND, DEARER = 100_000, 1.5
PEOPLE, PAGES = 50_000, 200
WITHOUT = "BENCH_WITHOUT_HISTORY"


def build(path: Path, events: int) -> None:
    """One organisation's history, as `record` writes it."""
    from django.core.management import call_command

    from alongside.accounts.models import Organisation
    from alongside.audit import models

    call_command("migrate", verbosity=0)
    organisation = Organisation.objects.create(name="Invented", slug="invented")
    subjects: list[models.Subject] = []
    for batch in batches(links(organisation.pk, events, subjects)):
        models.Event.objects.bulk_create(batch)
    for some in batches(subjects):
        models.Chain.objects.bulk_create([subject.chain for subject in some])
        models.Subject.objects.bulk_create(some)


def links(organisation_id: Any, events: int, subjects: list[Any]) -> Iterator[Any]:
    from alongside.accounts import actors
    from alongside.audit import actions, models
    from alongside.core import clock, ids

    by = actors.Actor(actors.Kind.PERSON, ids.new(), organisation_id, "peer")
    now, facts = clock.now(), {"page": "person"}
    people = min(PEOPLE, max(1, events // 20))
    for number in range(events):
        if number < people:
            subjects.append(
                actions.begun(participant_id=ids.new(), organisation_id=organisation_id)
            )
        subject = subjects[number % people]
        link = models.Event(
            id=ids.new(),
            subject=subject,
            position=subject.chain.length + 1,
            organisation_id=organisation_id,
            verb="look",
            happened_at=now,
            recorded_at=now,
        )
        link.payload = actions.payload_of(link, by=by, about=None, facts=facts)
        link.mac = actions.mac_of(subject.chain.mac, link)
        subject.chain.length, subject.chain.mac = link.position, link.mac
        yield link


def prove() -> float:
    """Links a second, the best of three: others work on the same machine."""
    from alongside.audit import queries

    best = 0.0
    for _ in range(3):
        proof, started, busy = queries.Proof(), perf_counter(), process_time()
        found = list(queries.verify(proof))
        took, busy = perf_counter() - started, process_time() - busy
        if found:
            raise SystemExit(found[0])
        print(
            f"{proof.links:,} links of {len(proof.seen):,} chains in {took:.1f} s "
            f"({busy:.1f} s of processor)",
            flush=True,
        )
        best = max(best, proof.links / took)
    return best


def page() -> float:
    """How much dearer a participant's page is with its look and all that is opened."""
    from benchmarks import measure, pages

    wholes, bares = [], []
    with (
        measure.server() as (port, _),
        mock.patch.dict(os.environ, {WITHOUT: "yes"}),
        measure.server() as (bare_port, _),
    ):
        whole = http.client.HTTPConnection("127.0.0.1", port)
        bare = http.client.HTTPConnection("127.0.0.1", bare_port)
        for number, (path, cookie) in enumerate(islice(pages.first_looks(), PAGES)):
            asked = measure.Page("a participant's page", path, "", cookie)
            warm(whole, measure.Page("their plan", f"{path}plan/", "", cookie))
            warm(bare, asked)  # it opens, and remembers
            bare_took, took = measure.timed(bare, asked), measure.timed(whole, asked)
            if number > 10:
                bares.append(bare_took)
                wholes.append(took)
    print(
        f"{len(wholes)} first looks: {statistics.median(wholes) * 1000:.1f} ms, "
        f"without history and sealing {statistics.median(bares) * 1000:.1f} ms"
    )
    return statistics.median(wholes) / statistics.median(bares)


def warm(connection: http.client.HTTPConnection, page: Any) -> None:
    """Let a server have met this person before, so that the tables it needs lie ready."""
    from benchmarks import measure

    status, _ = measure.ask(connection, page)
    if status != 200:
        raise SystemExit(f"{page.path} answered {status}")


def without() -> None:
    """The same program with history and sealing taken out: for the reference server only."""
    from alongside.audit import queries
    from alongside.core import keyring

    remembered: dict[str, str] = {}
    unseal = keyring.unseal

    def remember(sealed: str, *, column: str) -> str:
        if sealed not in remembered:
            remembered[sealed] = unseal(sealed, column=column)
        return remembered[sealed]

    keyring.unseal = remember
    queries.looked_since = lambda **_: True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["proof", "page"])
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    good = True
    if options.only != "page":
        good = in_a_process(proof_of, options.events) >= A_SECOND
    if options.only != "proof":
        good = in_a_process(page_of) <= DEARER and good
    return 0 if good else 1


def in_a_process(does: Any, *given: Any) -> float:
    """Django takes one database for the whole of a process."""
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return float(pool.apply(does, given))


def proof_of(events: int) -> float:
    from benchmarks import run

    path = run.DATABASES / f"history-{events}.sqlite3"
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    os.environ["DATABASE_URL"] = f"sqlite:///{unfinished if is_new else path}"
    os.environ["ALONGSIDE_SEALS"] = str(path.with_suffix(".seals"))
    django.setup()
    if is_new:
        print(f"Building {path.name}, once …", flush=True)
        build(unfinished, events)
        from django.db import connection

        connection.close()
        unfinished.rename(path)
        connection.settings_dict["NAME"] = str(path)
    speed = prove()
    verdict = "reached" if speed >= A_SECOND else "MISSED "
    print(f"{verdict}  {speed:,.0f} links a second (≥ {A_SECOND:,})")
    return speed


def page_of() -> float:
    from benchmarks import run

    path = run.database({"participants": 2000, "peers": 40, "contacts": 40_000, "meetings": 100})
    os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    dearer = page()
    verdict = "reached" if dearer <= DEARER else "MISSED "
    print(f"{verdict}  a participant's page costs {dearer:.2f}× of the page without (≤ {DEARER})")
    return dearer


if __name__ == "__main__":
    sys.exit(main())
