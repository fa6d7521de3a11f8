"""Roles end in `accounts`, which knows nothing of walking together: what follows is done here."""

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.support import actions


@in_every_organisation("a role has ended")
def part_from_gone(by: actors.Actor) -> None:
    actions.part_from_gone(by=by)
