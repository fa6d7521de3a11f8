"""In the night: words of visits that nobody saw end, also at places that never open again."""

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import clock, scope
from alongside.sites import actions


def forget_words() -> None:
    now = clock.now()
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("they have gone", organisation_id=organisation.pk)
            actions.forget_words(by=by, now=now)
