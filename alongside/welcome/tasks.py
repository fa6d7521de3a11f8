"""Days that nobody closed are closed in the night, where it is night."""

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.core import clock
from alongside.welcome import actions


@in_every_organisation("the day is over")
def close_old_days(by: actors.Actor) -> None:
    actions.close_old_days(by=by, now=clock.now())
