"""What is done once a copy was brought back, for each organisation in turn."""

from datetime import datetime

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import scope
from alongside.referrals import actions


def restored(copy_made_at: datetime) -> None:
    for organisation in accounts.organisations():
        by = actors.system("a copy was brought back", organisation_id=organisation.pk)
        with scope.within(organisation.pk):
            actions.restored(by=by, copy_made_at=copy_made_at)
