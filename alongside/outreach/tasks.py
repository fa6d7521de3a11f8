"""Each minute: has everybody who is out there answered? And in the night: how to reach those who
never went."""

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.core import clock
from alongside.outreach import actions


@in_every_organisation("nobody answered")
def call_buddies(by: actors.Actor) -> None:
    actions.ask_walkers(by=by, now=clock.now())
    actions.call_buddies(by=by, now=clock.now())


@in_every_organisation("the shift is over")
def forget_reach(by: actors.Actor) -> None:
    actions.forget_reach(by=by, now=clock.now())
    actions.forget_texts(by=by)
