"""The web server: gunicorn, told in code what it needs. It writes no address and no query."""

import logging
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.db.backends.signals import connection_created
from django.urls import is_valid_path
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from alongside.core import garbage, pages, statements


class Quiet(Logger):
    """Speaks through the project's own log, which is scrubbed; one line for each request."""

    requests = logging.getLogger("alongside.requests")

    def setup(self, cfg: Any) -> None:
        self.error_log = logging.getLogger("alongside.server")
        self.error_log.setLevel(logging.WARNING)
        self.access_log = self.requests

    @property
    def access_log_enabled(self) -> bool:
        return True

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        path = environ.get("PATH_INFO", "")
        if path.startswith(settings.STATIC_URL) or path in {"/healthz", "/readyz"}:
            return
        self.requests.info(
            "%s %s %s %d ms",
            environ.get("REQUEST_METHOD", "-"),
            path,
            str(resp.status).split(" ", maxsplit=1)[0],
            request_time.total_seconds() * 1000,
        )

    def reopen_files(self) -> None:
        """Nothing is written to files."""


def forked(server: Any, worker: Any) -> None:
    """No connection made before the fork is shared by two processes."""
    connections.close_all()


class Server(BaseApplication):
    def __init__(self, bind: str) -> None:
        self.bind = bind
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": self.bind,
            "worker_class": "gthread",
            "workers": settings.WEB_WORKERS,
            "threads": settings.WEB_THREADS,
            "preload_app": True,
            "control_socket_disable": True,
            "logger_class": Quiet,
            "graceful_timeout": 10,
            "timeout": 60,
            "keepalive": 5,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "limit_request_line": 4094,
            "worker_tmp_dir": None,
            "forwarded_allow_ips": "*" if settings.BEHIND_PROXY else "127.0.0.1,::1",
            "post_fork": forked,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        application = WSGIHandler()
        is_valid_path("/")  # loads every door, once for all workers
        connections.close_all()
        connection_created.connect(pages.on_connect, dispatch_uid="pages")
        connection_created.connect(statements.on_connect, dispatch_uid="statements")
        garbage.settle()
        return application


class Command(BaseCommand):
    help = "Serves the pages, and nothing else: run `worker` beside it."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="host:port to listen on")

    def handle(self, *, bind: str, **options: Any) -> None:
        Server(bind).run()
