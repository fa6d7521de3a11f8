"""Reading and applying lists, for the worker."""

import uuid

from django_tasks import task

from alongside.accounts import actors
from alongside.core import clock
from alongside.directory import actions as directory
from alongside.exchange import actions


@task
def look_through(*, run: str) -> None:
    actions.look_through(by=actors.system("read a list"), run=uuid.UUID(run))


@task
def apply_run(*, run: str) -> None:
    actions.finish(by=actors.system("apply a list"), run=uuid.UUID(run))


@task
def read_feed(*, source: str) -> None:
    actions.read_feed(by=actors.system("read a feed"), source=uuid.UUID(source))


@task
def find_twins() -> None:
    directory.find_twins(by=actors.system("find twins"))


def look_for_twins() -> None:
    directory.find_twins(by=actors.system("find twins"))


def read_feeds() -> None:
    actions.read_feeds(by=actors.system("read feeds"), now=clock.now())


def take_up_lost() -> None:
    actions.take_up_lost(by=actors.system("take up lists"), now=clock.now())


def forget_uploads() -> None:
    actions.forget_uploads(by=actors.system("forget uploads"), now=clock.now())
