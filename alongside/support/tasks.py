"""Roles end in `accounts`, which knows nothing of walking together: what follows is done here."""

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import scope
from alongside.support import actions


def part_from_gone() -> None:
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("a role has ended", organisation_id=organisation.pk)
            actions.part_from_gone(by=by)
