"""Duties that need an actor, or more than one of the floors below."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.conf import settings

from alongside.accounts import actors, policy
from alongside.audit import actions as audit
from alongside.core import scope
from alongside.jobs import actions as jobs

Given = ParamSpec("Given")


def in_every_organisation(
    reason: str,
) -> Callable[[Callable[Concatenate[actors.Actor, Given], None]], Callable[Given, None]]:
    """A duty done in one organisation after the other, each within its own scope: nothing of
    one is seen in the turn of another. It is given the system, which acts there for `reason`.
    Where it fails the others have their turn all the same, and then the failure is told."""

    def said(duty: Callable[Concatenate[actors.Actor, Given], None]) -> Callable[Given, None]:
        @functools.wraps(duty)
        def everywhere(*args: Given.args, **given: Given.kwargs) -> None:
            failed: list[Exception] = []
            for organisation in policy.organisations():
                try:
                    with scope.within(organisation.pk):
                        duty(actors.system(reason, organisation_id=organisation.pk), *args, **given)
                except Exception as error:
                    failed.append(error)
            if failed:
                raise failed[0]

        return everywhere

    return said


def seal() -> None:
    """Seal history, and bring what anybody could check later off this host."""
    by = actors.system("nightly seal")
    row = audit.seal(by=by)
    if row and settings.ANCHOR_MAIL:
        body = audit.signed_statement(row)
        jobs.send_mail(to=settings.ANCHOR_MAIL, subject=f"Alongside: {row}", body=body)
    audit.anchor(by=by)


def prune() -> None:
    audit.prune(by=actors.system("nightly pruning"))
