"""Reading and applying lists, for the worker."""

import uuid

from django_tasks import task

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.core import clock, scope, storage
from alongside.directory import actions as directory
from alongside.exchange import actions

BRINGS = "bring people"


@task
def look_through(*, run: str) -> None:
    actions.look_through(by=actors.system("read a list"), run=uuid.UUID(run))


@task
def apply_run(*, run: str) -> None:
    actions.finish(by=actors.system("apply a list"), run=uuid.UUID(run))
    storage.take_stock()


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


# --- tables of people: each in its organisation -------------------------------------------------


@task
def look_through_people(*, bringing: str, organisation: str) -> None:
    with scope.within(uuid.UUID(organisation)):
        actions.look_through_people(by=_bringer(organisation), bringing=uuid.UUID(bringing))


@task
def finish_people(*, bringing: str, organisation: str) -> None:
    with scope.within(uuid.UUID(organisation)):
        actions.finish_people(by=_bringer(organisation), bringing=uuid.UUID(bringing))
    storage.take_stock()


@in_every_organisation(BRINGS)
def take_up_people(by: actors.Actor) -> None:
    actions.take_up_people(by=by, now=clock.now())


@in_every_organisation(BRINGS)
def forget_people(by: actors.Actor) -> None:
    actions.forget_people(by=by, now=clock.now())


def _bringer(organisation: str) -> actors.Actor:
    return actors.system(BRINGS, organisation_id=uuid.UUID(organisation))


def publish_groups() -> None:
    actions.publish_all(by=actors.system("publish groups"))
