"""In the night: words of visits that nobody saw end, also at places that never open again."""

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.core import clock
from alongside.sites import actions


@in_every_organisation("they have gone")
def forget_words(by: actors.Actor) -> None:
    actions.forget_words(by=by, now=clock.now())
