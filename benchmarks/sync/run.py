"""Phones come back into signal, and the line breaks. `make bench-sync` calls this.

    python -m benchmarks.sync.run                        1,000 captures, 20 phones, 1,000 cuts
    python -m benchmarks.sync.run --captures 200 --cuts 100 --phones 4

Each phone sends what it captured in any order, some of it twice. The line is cut before anything
is sent, in the middle of the body, or once the answer is on its way and before it is read. Three
times over: with a whole line, with the cuts, and with the cuts while the real server (gunicorn as
`manage.py serve` starts it) is killed with -9 and started again, each time that another part of
what was captured has arrived. Connected time is that for which a phone had a line open while the
server was up: it is down from the moment in which it is killed until it answers again.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("ALONGSIDE_VAR", ROOT / "var")) / "bench-sync"
SECONDS = 5.0
KILLS = 3

Facts = dict[str, Any]


@dataclass
class Server:
    database: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None
    up: threading.Event = field(default_factory=threading.Event)
    downs: list[tuple[float, float]] = field(default_factory=list)  # from, until

    def start(self) -> None:
        url = f"sqlite:///{self.database}"
        command = [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{self.port}"]
        with self.database.with_suffix(".log").open("a") as out:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": url},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        until = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > until:
                raise SystemExit("The server did not start; its log is beside its database.")
            time.sleep(0.02)
        self.up.set()

    def _answers(self) -> bool:
        """Not only that it listens: it does so before it is ready."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def busy(self) -> float:
        """Processor seconds so far: the same however busy the machine is with other things."""
        from benchmarks import measure

        return measure.cpu_of(self.process.pid) if self.process is not None else 0.0

    def kill(self) -> None:
        """As when the power goes: all of it, in the middle of whatever it does."""
        self.up.clear()
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(15)
            self.process = None

    def keep_killing(self, ready: list[Any], until: threading.Event) -> None:
        """Each time that another part has arrived; the last one is still to come then."""
        whole = sum(len(phone.waiting) for phone in ready)
        for kill in range(1, KILLS + 1):
            left = whole * (KILLS + 1 - kill) / (KILLS + 1)
            while sum(len(phone.waiting) for phone in ready) > left:
                if until.wait(0.005):
                    return
            begun = time.perf_counter()
            self.kill()
            self.start()
            self.downs.append((begun, time.perf_counter()))


@dataclass
class Round:
    """One way in which the line is; `cuts` in all."""

    name: str
    cuts: int = 0
    kills: bool = False
    facts: Facts = field(default_factory=dict)


def build(captures: int, phones: int) -> tuple[Path, Facts]:
    """The organisation before the shift, and what was captured on it: made once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3*"):
        old.unlink()
    database = FOLDER / "before.sqlite3"
    options = [f"--database={database}", f"--phones={phones}", f"--captures={captures}"]
    return database, _call("build", *options)


def play(one: Round, before: Path, built: Facts) -> Facts:
    from benchmarks.sync import phone

    database = FOLDER / f"{one.name.replace(' ', '-')}.sqlite3"
    shutil.copy(before, database)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(database, port)
    server.start()
    try:
        ready = [
            _ready(
                phone.Phone(number, "127.0.0.1", port, said["cookie"], up=server.up),
                said["captures"],
            )
            for number, said in enumerate(built["phones"])
        ]
        before_it = server.busy()
        wall = _bring(ready, server, one)
        busy = server.busy() - before_it
    finally:
        server.kill()
    ids = [capture["id"] for said in built["phones"] for capture in said["captures"]]
    asked = {"database": str(database), "organisation": built["organisation"], "captures": ids}
    there = _call("count", stdin=json.dumps(asked))
    return {
        "phones": ready,
        "wall": wall,
        "busy": busy,
        "downs": server.downs,
        "there": there,
        "captures": len(ids),
    }


def _bring(ready: list[Any], server: Server, one: Round) -> float:
    each, left = divmod(one.cuts, len(ready))
    threads = [
        threading.Thread(target=phone.bring, args=(each + (number < left),))
        for number, phone in enumerate(ready)
    ]
    over = threading.Event()
    killer = threading.Thread(target=server.keep_killing, args=(ready, over))
    begun = time.perf_counter()
    for thread in [*threads, *([killer] if one.kills else [])]:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begun
    over.set()
    if one.kills:
        killer.join()
    return wall


def _ready(phone: Any, captures: list[Facts]) -> Any:
    """Made ready for the field by its owner, and what was captured sealed to the server."""
    from benchmarks.sync import phone as phones

    page = _ask(phone, "GET", "/en/field/phones/")[1]
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise SystemExit("The page of phones has no form token.")
    phone.csrf = found[1]
    said = {"id": captures[0]["id"], "name": "A phone", "public_key": phones.public_key()}
    status, answer = _ask(phone, "POST", "/en/field/devices/", json.dumps(said))
    if status != 201:
        raise SystemExit(f"The phone was not made ready: {status} {answer[:300]}")
    device = json.loads(answer)
    phone.token = device["token"]
    phone.waiting = {one["id"]: phones.sealed(one, device["server_key"]) for one in captures}
    return phone


def _ask(phone: Any, method: str, path: str, body: str | None = None) -> tuple[int, str]:
    line = http.client.HTTPConnection(phone.host, phone.port, timeout=30)
    headers = {"Cookie": phone.cookie, "X-CSRFToken": phone.csrf}
    if body is not None:
        headers["Content-Type"] = "application/json"
    line.request(method, path, body, headers)
    answer = line.getresponse()
    return answer.status, answer.read().decode()


def _call(module: str, *options: str, stdin: str = "") -> Facts:
    command = [sys.executable, "-m", f"benchmarks.sync.{module}", *options]
    answer = subprocess.run(
        command, check=True, cwd=ROOT, stdout=subprocess.PIPE, input=stdin, text=True
    )
    return dict(json.loads(answer.stdout.splitlines()[-1]))


def verdicts(one: Round) -> Iterator[tuple[bool, str]]:
    facts, there = one.facts, one.facts["there"]
    phones, downs = facts["phones"], facts["downs"]
    cuts = {kind: sum(phone.cuts[kind] for phone in phones) for kind in phones[0].cuts}
    connected = [phone.connected(downs) for phone in phones]
    yield there["lost"] == 0, f"{there['lost']} of {facts['captures']} lost"
    yield there["doubled"] == 0, f"{there['doubled']} doubled"
    yield there["held"] == 0, f"{there['held']} held"
    yield there["broken chains"] == 0, f"{there['broken chains']} faults in history"
    mixed = sum(cuts.values()) == one.cuts and (min(cuts.values()) > 0 or one.cuts < len(phones))
    yield mixed or not one.cuts, f"{one.cuts} cuts: {cuts}"
    longest = max(connected)
    yield longest <= SECONDS, f"{longest:.2f} s connected, the longest phone (≤ {SECONDS:g} s)"
    if one.kills:
        down = sum(until - begun for begun, until in downs)
        killed = f"killed -9 and started again {len(downs)} times"
        yield len(downs) == KILLS, f"{killed}, down for {down:.2f} s, which are not counted"
    else:
        each = facts["busy"] / facts["captures"] * 1000
        yield True, f"{facts['busy']:.2f} s of the server's processors, {each:.1f} ms a capture"
    requests = sum(phone.requests for phone in phones)
    mean = sum(connected) / len(phones)
    yield (
        True,
        f"{facts['wall']:.2f} s in all, {mean:.2f} s connected on average, {requests} requests",
    )


@contextmanager
def settled() -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    os.environ["ALONGSIDE_PLAIN_HTTP"] = "yes"
    os.environ["ALONGSIDE_LOG_LEVEL"] = "WARNING"
    os.environ["ALONGSIDE_VAR"] = str(FOLDER)
    yield


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1000)
    parser.add_argument("--phones", type=int, default=20)
    parser.add_argument("--cuts", type=int, default=1000)
    asked = parser.parse_args()
    good = True
    with settled():
        rounds = [
            Round("a whole line"),
            Round("cut", cuts=asked.cuts),
            Round("cut and killed", cuts=asked.cuts, kills=True),
        ]
        before, built = build(asked.captures, asked.phones)
        for one in rounds:
            one.facts = play(one, before, built)
            print(f"\n{one.name}: {asked.captures} captures from {asked.phones} phones")
            for reached, text in verdicts(one):
                good = good and reached
                print(f"{'reached' if reached else 'MISSED '}  {text}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
