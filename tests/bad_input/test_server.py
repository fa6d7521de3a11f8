"""The real server: killed in the middle of a save, started again, and what its log says."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from alongside.audit import queries as history
from alongside.audit.models import Event
from alongside.core import ids, scope
from alongside.support.models import Contact, Goal, Pairing
from tests import cast as people
from tests.cast import SAMS_WORDS, Cast
from tests.history import happened
from tests.journeys import conftest as journeys

KILLED = {"kinds": ["emotional"], "minutes": "5", "form": "one", "setting": "phone"}


@dataclass
class Server:
    """gunicorn as `manage.py serve` starts it, on a database in a file."""

    database: Path
    port: int = field(default_factory=journeys._free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> Path:
        return self.database.with_suffix(".log")

    def start(self) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        command = [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("a") as out:
            self.process = subprocess.Popen(
                command,
                cwd=journeys.ROOT,
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        journeys._wait_for(journeys.Live(f"http://127.0.0.1:{self.port}", self.log), self.process)

    def kill_workers(self) -> int:
        """As the kernel does when memory is short. Returns how many died."""
        assert self.process
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for pid in listed.split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        return len(listed.split())

    def kill(self) -> None:
        """All of it, at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(15)
        self.process = None

    def ask(self, method: str, path: str, said: Any = None, **headers: str) -> tuple[int, str]:
        """Status and page, or 0 where the server was not there to answer."""
        body = None if said is None else urlencode(said, doseq=True)
        if said is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            talk.request(method, path, body, headers)
            answer = talk.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            talk.close()


@pytest.fixture
def server(database: Path) -> Iterator[Server]:
    running = Server(database)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def cast(server: Server) -> Iterator[Cast]:
    assembled = people.assemble()
    with scope.within(assembled.riverbend.pk):
        yield assembled


def headers_of(server: Server, cast: Cast, who: str, page: str) -> tuple[dict[str, str], str]:
    """The cookie of a signed-in browser, and the token of its forms."""
    cookie = cast.characters[who].client().cookies[settings.SESSION_COOKIE_NAME].value
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    status, text = server.ask("GET", page, **headers)
    assert status == 200
    return headers, re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[-1]


def sent_while_killed(
    server: Server, wanted: list[list[str]], send: Callable[[str], bool]
) -> tuple[set[str], int]:
    """Several phones at once, the workers killed three times under them, then all of it.
    Returns what was answered, and how many processes were killed."""
    answered: set[str] = set()
    stop = threading.Event()

    def phone(mine: list[str]) -> None:
        for one in mine:
            if send(one):
                answered.add(one)
            if stop.is_set():
                return

    phones = [threading.Thread(target=phone, args=(mine,)) for mine in wanted]
    for each in phones:
        each.start()
    killed = 0
    for _ in range(3):
        time.sleep(0.25)
        killed += server.kill_workers()
    time.sleep(0.3)
    server.kill()  # and now the whole machine
    stop.set()
    for each in phones:
        each.join(30)
    return answered, killed


@pytest.mark.whole
def test_it_keeps_every_contact_once_when_it_is_killed_in_the_middle(
    server: Server, cast: Cast
) -> None:
    path = f"/en/log/{cast.sam.id}/"
    headers, token = headers_of(server, cast, "maya", path)
    wanted = [[str(ids.new()) for _ in range(40)] for _ in range(4)]

    def send(one: str) -> bool:
        said = {"csrfmiddlewaretoken": token, "id": one, **KILLED}
        return server.ask("POST", path, said, **headers)[0] == 302

    answered, killed = sent_while_killed(server, wanted, send)
    assert killed
    connection.close()  # as after a restart: nothing of this process is held
    kept = set(map(str, Contact.objects.values_list("pk", flat=True)))
    assert answered <= kept  # what was answered is there
    whole()

    server.start()
    everyone = [one for mine in wanted for one in mine]
    assert all(send(one) for one in everyone)  # phones send all of it again

    ids_now = sorted(map(str, Contact.objects.values_list("pk", flat=True)))
    assert ids_now == sorted(everyone)
    whole()
    last = Contact.objects.order_by("-happened_at").first()
    assert last
    assert Pairing.objects.get(participant=cast.sam.id).last_contact_at == last.happened_at
    assert verify(server) == 0


def whole() -> None:
    """No half row: each contact has its event, each event its contact, the chains hold."""
    contacts = sorted(map(str, Contact.objects.values_list("pk", flat=True)))
    assert sorted(str(event.about_id) for event in happened(verb="log-contact")) == contacts
    assert not list(history.verify())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
        cursor.execute("PRAGMA foreign_key_check")
        assert cursor.fetchall() == []


def verify(server: Server) -> int:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{server.database}",
    }
    command = [sys.executable, "manage.py", "verify_audit"]
    return subprocess.run(command, cwd=journeys.ROOT, env=environment, check=False).returncode


@pytest.mark.whole
def test_it_has_everything_after_a_restart_for_both_people(server: Server, cast: Cast) -> None:
    goal = f"/en/people/{cast.sam.id}/goal/"
    headers, token = headers_of(server, cast, "maya", goal)
    said = {"csrfmiddlewaretoken": token, "id": str(ids.new()), "dimension": "health"}
    said["words"] = "To sleep through the night"
    assert server.ask("POST", goal, said, **headers)[0] == 302
    server.kill()
    server.start()
    # Maya is still signed in, and reads it; so does Sam, who comes back with six words.
    status, page = server.ask("GET", f"/en/people/{cast.sam.id}/plan/", **headers)
    assert (status, "To sleep through the night" in page) == (200, True)
    theirs, _token = headers_of(server, cast, "sam", "/en/plan/")
    status, page = server.ask("GET", "/en/plan/", **theirs)
    assert (status, "To sleep through the night" in page) == (200, True)
    assert server.ask("POST", goal, said, **headers)[0] == 302  # sent again: once
    assert Goal.objects.filter(dimension="health").count() == 1
    assert Event.objects.filter(verb="set-goal").count() == 1


def test_it_writes_nobody_into_its_log(server: Server, cast: Cast) -> None:
    """No query, no address, nothing typed, no secret of a link; and none of what breaks."""
    told = "Rosalind of 14 Quince Lane told me a secret"
    server.ask("GET", f"/en/?{urlencode({'place': 'Quincetown', 'what': told})}")
    server.ask("GET", "/en/r/abcd-efgh-ijkl-mnop/", **{"X-Forwarded-For": "203.0.113.77"})
    server.ask("POST", "/en/return-key/", {"words": SAMS_WORDS})
    path = f"/en/log/{cast.sam.id}/"
    headers, token = headers_of(server, cast, "maya", path)
    said = {"csrfmiddlewaretoken": token, "id": str(ids.new()), **KILLED, "note": told}
    assert server.ask("POST", path, said, **headers)[0] == 302
    with connection.cursor() as cursor:  # the database breaks, and quotes the row as it does
        cursor.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON support_contact BEGIN "
            f"SELECT RAISE(ABORT, '{told}'); END"
        )
    status, page = server.ask("POST", path, said | {"id": str(ids.new())}, **headers)
    assert status == 500
    assert "Something broke on our side, not yours." in page
    assert "What you sent last may not have been saved." in page
    assert "sending twice does no harm" in page
    for detail in ("Traceback", "sqlite", "IntegrityError", told, "RAISE", "alongside/support"):
        assert detail not in page
    assert Contact.objects.count() == 1

    until = time.monotonic() + 5  # a line is written once its answer is sent
    while " 500 " not in (log := server.log.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert re.search(r"POST /en/log/\S+ 500 \d+ ms", log)
    assert re.search(r"GET /en/ 200 \d+ ms", log)
    assert "IntegrityError" in log  # what helps to mend it is there
    for word in ("Quince", "Rosalind", "secret", "place=", "?", "127.0.0.1", "203.0.113.77"):
        lines = [line for line in log.splitlines() if word in line and "[query]" not in line]
        assert not [line for line in lines if "Listening" not in line], word
    for word in (*SAMS_WORDS.split(), "abcd-efgh", token, headers["Cookie"].partition("=")[2]):
        assert word not in log, word
