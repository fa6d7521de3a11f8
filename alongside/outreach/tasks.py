"""Each minute: has everybody who is out there answered? And in the night: how to reach those who
never went."""

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import clock, scope
from alongside.outreach import actions


def call_buddies() -> None:
    now = clock.now()
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("nobody answered", organisation_id=organisation.pk)
            actions.call_buddies(by=by, now=now)


def forget_reach() -> None:
    now = clock.now()
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("the shift is over", organisation_id=organisation.pk)
            actions.forget_reach(by=by, now=now)
