"""What is done once a copy was brought back, for each organisation in turn."""

from datetime import datetime

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.measures import actions


@in_every_organisation("a copy was brought back")
def restored(by: actors.Actor, copy_made_at: datetime) -> None:
    actions.restored(by=by, copy_made_at=copy_made_at)
