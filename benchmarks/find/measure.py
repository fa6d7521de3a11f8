"""Measure the finder over one database: two server processes on loopback, asked as in life.

Every request is another one: somewhere people live, by how many do. Each is asked in turn with
its reference view, so that a slow moment of the machine touches both. Then each alone, for the
time of the processor that server and database together spend on it: others do not stretch that.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import django

from benchmarks.measure import server

ROUNDS, WARM, ALONE, CONNECTIONS, SECONDS = 120, 20, 60, 8, 6.0
MILES_10 = 16
TYPED = (  # with a typing error each, or two
    "meditaton", "serentiy", "womens meeting", "reocvery", "buprenorphin", "nalaxone", "shelterr",
    "groceriess", "discusion", "spekaer", "comdia", "nouriture", "sereniti women", "detoxx",
)  # fmt: skip
WAYS = ("12-step", "12-step", "secular", "family")


@dataclass
class Case:
    name: str
    bar: float
    path: Callable[[random.Random], str]
    worst: float = 0  # the bar of p95
    times: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    bytes: int = 0
    cpu: float = 0.0

    def facts(self) -> dict[str, Any]:
        mine, reference = sorted(self.times), statistics.median(self.beside)
        return {
            "p50": statistics.median(mine), "p95": mine[int(len(mine) * 0.95)],
            "reference": reference, "ratio": statistics.median(mine) / reference,
            "ratio95": mine[int(len(mine) * 0.95)] / reference, "bytes": self.bytes,
            "bar": self.bar, "bar95": self.worst, "cpu": self.cpu,
        }  # fmt: skip


class Asker:
    """What people ask, from where they live."""

    def __init__(self) -> None:
        from alongside.directory.models import Place
        from benchmarks.find import invent

        rows = Place.objects.filter(postal="", country__in=invent.COUNTRIES).order_by("pk")
        self.rows = list(rows.values_list("pk", "latitude", "longitude", "people"))
        self.weights = list(itertools.accumulate(row[3] for row in self.rows))

    def here(self, dice: random.Random) -> dict[str, Any]:
        _, latitude, longitude, _ = dice.choices(self.rows, cum_weights=self.weights)[0]
        near = latitude + dice.gauss(0, 0.02), longitude + dice.gauss(0, 0.02)
        return {"lat": f"{near[0]:.2f}", "lon": f"{near[1]:.2f}"}

    def nearest(self, dice: random.Random) -> dict[str, Any]:
        return {**self.here(dice), "when": "any"}

    def evening(self, dice: random.Random) -> dict[str, Any]:
        when = {"when": str(dice.randint(1, 5)), "part": "evening", "way": dice.choice(WAYS)}
        return {**self.here(dice), **when, "within": MILES_10}

    def typed(self, dice: random.Random) -> dict[str, Any]:
        return {**self.here(dice), "when": "any", "what": dice.choice(TYPED)}

    def cases(self) -> list[Case]:
        """Pages show the whole list, twenty-five lines as in JSON; the last one is the page that
        people see first, a few of each kind."""
        found = []
        for name, kind, ask in (
            ("nearest 25", "meetings", self.nearest),
            ("10 miles, a weekday evening, one pathway", "meetings", self.evening),
            ("text with a typing error", "meetings", self.typed),
            ("services: text with a typing error", "services", self.typed),
        ):
            whole = f"/en/?show={kind}&"
            found.append(Case(f"JSON {name}", 5, _under(f"/api/v1/{kind}?", ask), 15))
            found.append(Case(f"HTML {name}", 8, _under(whole, ask)))
        found.append(
            Case("HTML text with a typing error, all kinds", 8, _under("/en/?", self.typed))
        )
        return found

    def indexed(self, dice: random.Random) -> str:
        return f"/api/reference/indexed/{dice.choice(self.rows)[0]}"


def _under(
    path: str, ask: Callable[[random.Random], dict[str, Any]]
) -> Callable[[random.Random], str]:
    return lambda dice: path + urlencode(ask(dice))


def get(connection: http.client.HTTPConnection, path: str) -> tuple[float, bytes]:
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - started
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}: {body[:300]!r}")
    return took, body


def measure(case: Case, port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    dice = random.Random(5)
    for number in range(WARM + ROUNDS):
        reference, _ = get(connection, "/en/reference/public/")
        took, body = get(connection, case.path(dice))
        if number >= WARM:
            case.times.append(took)
            case.beside.append(reference)
            case.bytes = max(case.bytes, len(body))
    connection.close()


def spent(pid: int) -> float:
    """Seconds of the processor so far: the server's, and where it asks PostgreSQL, of those
    processes that answer it."""
    from django.db import connection

    from benchmarks.measure import cpu_of

    total = cpu_of(pid)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            total += sum(cpu_of(row[0]) for row in cursor.fetchall())
    return total


def alone(path: Callable[[random.Random], str], port: int, pid: int) -> float:
    """Seconds of the processor for each answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    dice = random.Random(5)
    before = spent(pid)
    for _ in range(ALONE):
        get(connection, path(dice))
    connection.close()
    return (spent(pid) - before) / ALONE


def throughput(path: Callable[[random.Random], str], port: int) -> float:
    """Answers in a second over eight connections."""
    counts = [0] * CONNECTIONS
    until = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        dice = random.Random(number)
        while time.perf_counter() < until:
            get(connection, path(dice))
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(CONNECTIONS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", action="store_true")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.find.settings"
    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    asker = Asker()
    facts: dict[str, Any] = {}
    with server(workers=2) as (port, pid):
        bare = alone(lambda _dice: "/en/reference/public/", port, pid)
        for case in asker.cases():
            measure(case, port)
            case.cpu = alone(case.path, port, pid)
            facts[case.name] = {**case.facts(), "bare": bare}
        searches = _under("/api/v1/meetings?", asker.nearest)
        rates = [(throughput(asker.indexed, port), throughput(searches, port)) for _ in range(2)]
        facts["throughput"] = {
            "indexed": max(r[0] for r in rates),
            "found": max(r[1] for r in rates),
        }
        if options.browser:
            from benchmarks.find import browser

            facts["browser"] = browser.measure(port, asker)
    print(json.dumps(facts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
