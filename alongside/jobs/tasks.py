"""Slow outward work, given identifiers; and the duties of this floor."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django_tasks import task
from django_tasks.base import Task

from alongside.core import clock, scope, storage
from alongside.jobs import actions


def of_organisation(function: Callable[..., Any]) -> Task[..., Any]:
    """A task that carries its organisation: enqueue it with `organisation_id` as text, and
    all it reads and writes is within that organisation."""

    @functools.wraps(function)
    def inside(*, organisation_id: str, **given: Any) -> Any:
        with scope.within(uuid.UUID(organisation_id)):
            return function(organisation_id=organisation_id, **given)

    return task(inside)


@task(priority=10)
def deliver(*, mail_id: str) -> None:
    actions.deliver(mail_id=uuid.UUID(mail_id), now=clock.now())


def prune() -> None:
    actions.prune(now=clock.now())


def take_stock() -> None:
    storage.take_stock()


def take_back_lost_tasks() -> None:
    actions.take_back_lost_tasks(now=clock.now())
