"""The worker: beats, sees to the duties that are due, runs queued tasks, rests a second."""

import logging
import os
import signal
import socket
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.db.utils import OperationalError
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from alongside.core import clock
from alongside.jobs import actions

log = logging.getLogger("alongside.worker")


class Tasks(db_worker.Worker):
    """Runs what is queued, a few at a time, and keeps no personal data of what failed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)

    def run_some(self, most: int) -> None:
        self.max_tasks, self._run_tasks = most, 0
        self.run()

    def run_task(self, db_task_result: "DBTaskResult[..., Any]") -> None:
        super().run_task(db_task_result)
        actions.forget_words_of_failure(result=db_task_result)


class Command(BaseCommand):
    help = "Does the periodic duties and the queued tasks until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        stop = threading.Event()

        def ask(number: int, frame: FrameType | None) -> None:
            stop.set()

        if not once:
            signal.signal(signal.SIGTERM, ask)
            if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
                signal.signal(signal.SIGINT, ask)
        tasks = Tasks(f"{socket.gethostname()}-{os.getpid()}"[:64])
        while not stop.is_set():
            turn(tasks)
            if once:
                return
            stop.wait(1)


def turn(tasks: Tasks) -> None:
    """One round. A database that is away or busy is tried again in the next one."""
    close_old_connections()
    try:
        actions.beat(name=tasks.worker_id, now=clock.now())
        for slug in actions.due(now=clock.now()):
            actions.do_duty(slug=slug, now=clock.now())
        tasks.run_some(most=10)
    except OperationalError:
        log.exception("The database did not answer")
