"""Days that nobody closed are closed in the night, where it is night."""

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import clock, scope
from alongside.welcome import actions


def close_old_days() -> None:
    now = clock.now()
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("the day is over", organisation_id=organisation.pk)
            actions.close_old_days(by=by, now=now)
