"""Measure the main pages of one database: queries, bytes, p50, p95, server CPU, ratio.

One worker of the product's own server on loopback; one client asks, each page in turn with its
reference view, so that a slow moment of the machine touches both.
"""

import argparse
import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

ROUNDS, EACH, ALONE = 6, 15, 8
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Page:
    """One thing to measure. `form` makes the body of a POST anew for every request; `turns`
    gives each request a path and a cookie of its own."""

    name: str
    path: str
    reference: str
    cookie: str = ""
    form: Callable[[], dict[str, Any]] | None = None
    as_json: bool = False
    turns: Iterator[tuple[str, str]] | None = None
    times: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)  # the reference, asked in turn with it
    cpu: float = 0.0
    bytes: int = 0
    queries: int = 0

    def facts(self) -> dict[str, Any]:
        ordered = sorted(self.times)
        return {
            "reference": self.reference,
            "queries": self.queries,
            "bytes": self.bytes,
            "p50": statistics.median(ordered),
            "ratio": statistics.median(ordered) / statistics.median(self.beside),
            "p95": ordered[int(len(ordered) * 0.95)],
            "cpu": self.cpu,
        }


def ask(connection: http.client.HTTPConnection, page: Page) -> tuple[int, bytes]:
    path, cookie = next(page.turns) if page.turns else (page.path, page.cookie)
    headers = {"Cookie": cookie} if cookie else {}
    if page.form is None:
        connection.request("GET", path, headers=headers)
    else:
        values = page.form()
        if page.as_json:
            headers |= {"Content-Type": "application/json", "X-CSRFToken": values.pop("csrf")}
            body = json.dumps(values)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(values, doseq=True)
        headers["Origin"] = f"http://{connection.host}:{connection.port}"
        connection.request("POST", path, body=body, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and its children so far."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(stat.parent.name) == pid or int(fields[1]) == pid:
            total += (int(fields[11]) + int(fields[12])) / TICK
    return total


@contextmanager
def server(*, workers: int = 1, threads: int = 4) -> Iterator[tuple[int, int]]:
    """The product's own server, as it is run: its port and process id."""
    from tools.postgres import free_port

    port = free_port()
    command = [sys.executable, "-m", "django", "serve", "--bind", f"127.0.0.1:{port}"]
    chosen = {
        "ALONGSIDE_WEB_WORKERS": str(workers),
        "ALONGSIDE_WEB_THREADS": str(threads),
        "ALONGSIDE_LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen(command, env={**os.environ, **chosen})
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def session_for(**held: str) -> str:
    """A signed-in browser's cookie: the person and the hat, or the return key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from alongside.accounts import sessions
    from alongside.accounts.models import Person

    store = sessions.SessionStore()
    store[sessions.LOCK] = sessions.fresh(sure=True)
    if "person" in held:
        person = Person.objects.get(pk=held.pop("person"))
        store[SESSION_KEY] = str(person.pk)
        store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    for name, value in held.items():
        store[name] = value
    store.save()
    return f"alongside={store.session_key}"


def token_on(path: str, cookie: str) -> str:
    """The CSRF token of a page with a form."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', _get(path, cookie))
    if found is None:
        raise SystemExit(f"{path} has no form token")
    return found[1]


def _client(cookie: str) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    if cookie:
        name, _, value = cookie.partition("=")
        client.cookies[name] = value
    return client


def _get(path: str, cookie: str) -> str:
    answer = _client(cookie).get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return str(answer.content.decode())


def count_queries(page: Page) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):  # the first may load caches or write the look
        path, cookie = next(page.turns) if page.turns else (page.path, page.cookie)
        client = _client(cookie)
        with CaptureQueriesContext(connection) as captured:
            _through(client, page, path)
    return len(captured)


def _through(client: Any, page: Page, path: str) -> None:
    if page.form is None:
        client.get(path)
        return
    values = page.form()
    if page.as_json:
        token = {"X-CSRFToken": values.pop("csrf")}
        client.post(path, values, content_type="application/json", headers=token)
    else:
        client.post(path, values)


def measure(pages: list[Page]) -> dict[str, Any]:
    references = {page.name: page for page in pages if page.name == page.reference}
    for page in pages:
        page.queries = count_queries(page)
    with server() as (port, pid):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for page in pages:
            for _ in range(5):
                status, body = ask(connection, page)
            if status >= 400 or (page.form and not page.as_json and status != 302):
                raise SystemExit(f"{page.name}: {page.path} answered {status}: {body[:300]!r}")
            page.bytes = len(body)
        for _ in range(ROUNDS):
            for page in pages:
                in_turn(connection, page, references[page.reference], pid)
    return {page.name: page.facts() for page in pages}


def in_turn(connection: http.client.HTTPConnection, page: Page, reference: Page, pid: int) -> None:
    """Page and reference by turns; then the page alone for its share of the processor."""
    for _ in range(EACH):
        reference_took, took = timed(connection, reference), timed(connection, page)
        page.beside.append(reference_took)
        page.times.append(took)
    before = cpu_of(pid)
    for _ in range(ALONE):
        ask(connection, page)
    page.cpu += (cpu_of(pid) - before) / (ROUNDS * ALONE)


def timed(connection: http.client.HTTPConnection, page: Page) -> float:
    started = time.perf_counter()
    ask(connection, page)
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path)
    options = parser.parse_args()
    if options.database:
        os.environ["DATABASE_URL"] = f"sqlite:///{options.database}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    from django.core.management import call_command

    from benchmarks import pages

    call_command("collectstatic", interactive=False, verbosity=0)
    print(json.dumps(measure(pages.main_pages())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
