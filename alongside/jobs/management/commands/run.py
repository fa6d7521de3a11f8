"""What `make run` becomes: everything brought up to date, then the server and the worker."""

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

NAMES = {"server", "worker"}
GRACE = 12  # seconds for a request or task in hand to end


class Command(BaseCommand):
    help = "Brings the database and files up to date, then serves and works until stopped."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *, port: int, host: str, **options: Any) -> None:
        must_be_free(host, port)
        fresh = self.migrate()
        self.collect_static()
        self.demo(fresh)
        connections.close_all()
        greeted, after = os.pipe()  # what the worker says comes after whom one may sign in as
        children = {
            "server": child(lambda: call_command("serve", bind=f"{host}:{port}")),
            "worker": child(lambda: os.read(greeted, 1) and call_command("worker")),
        }
        stop = Stop()
        if is_served(host, port, children, stop):
            self.greet(port)
        os.write(after, b".")
        sys.exit(watch(children, stop))

    def migrate(self) -> bool:
        """Whether there was no database before."""
        connection = connections["default"]
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        fresh = not executor.loader.applied_migrations
        if plan:
            self.say("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        if plan and not fresh:  # what is searched may stand in another form now
            call_command("reindex", if_empty=True)
        return fresh

    def collect_static(self) -> None:
        """Only when one of our files is newer than what was collected from them."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        collected_at = manifest.stat().st_mtime if manifest.exists() else 0.0
        if collected_at < newest(settings.ROOT / "alongside"):
            self.say("Collecting static files …")
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)

    def demo(self, fresh: bool) -> None:
        if settings.DEMO and "demo" in get_commands() and (fresh or not sign_ins().exists()):
            self.say("Inventing a demo organisation …")
            call_command("demo", verbosity=0)  # greet says who may sign in

    def greet(self, port: int) -> None:
        self.say(f"\nAlongside is at http://localhost:{port}/   (Ctrl-C stops it)\n")
        if settings.DEMO and sign_ins().exists():
            self.say(sign_ins().read_text(encoding="utf-8"))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


class Stop:
    """Remembers that somebody asked to stop; the first asking is enough."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask)

    def ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def sign_ins() -> Path:
    return Path(settings.VAR) / "demo-sign-ins.txt"


def newest(folder: Path) -> float:
    """When one of the static files, or a folder holding them, last changed."""
    paths = (path for static in folder.glob("*/static") for path in (static, *static.rglob("*")))
    return max((path.stat().st_mtime for path in paths), default=1.0)


def must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is not free ({error.strerror}). "
                f"Stop what uses it, or choose another: make run PORT={port + 1}"
            ) from None


def child(work: Callable[[], object]) -> int:
    """A child in its own process group, so that Ctrl-C reaches only us; it ends when we do."""
    sys.stdout.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end_with(parent)
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        sys.stdout.flush()
        os._exit(code)


def end_with(parent: int) -> None:
    """Ask Linux to end this process when its parent is killed; elsewhere it is not needed."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)


def is_served(host: str, port: int, children: dict[str, int], stop: Stop) -> bool:
    """Waits for the first answer; not when somebody asks to stop or a child ends."""
    until = time.monotonic() + 30
    while time.monotonic() < until and not stop.asked and not ended(children):
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
        time.sleep(0.05)
    return False


def watch(children: dict[str, int], stop: Stop) -> int:
    """Until somebody asks, or a child ends by itself, which ends the other too: 0 when asked."""
    all_of_them = len(NAMES)
    while not stop.asked and len(children) == all_of_them:
        ended(children)
        time.sleep(0.1)
    code = 0 if stop.asked else 1
    for name in NAMES - children.keys():
        sys.stderr.write(f"The {name} stopped by itself, so everything stops.\n")
    for pid in children.values():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + GRACE
    while children and time.monotonic() < until:
        ended(children)
        time.sleep(0.02)
    for pid in children.values():
        os.kill(pid, signal.SIGKILL)
    return code


def ended(children: dict[str, int]) -> bool:
    """Whether a child has ended; it is taken out of `children`."""
    gone = [name for name, pid in children.items() if os.waitpid(pid, os.WNOHANG)[0]]
    for name in gone:
        del children[name]
    return bool(gone)
