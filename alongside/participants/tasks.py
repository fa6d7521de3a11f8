"""Each night the looks of the day before are gone through, where it is night; and records are
compared that may be of one person."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.accounts.tasks import in_every_organisation
from alongside.core import clock
from alongside.participants import actions


@in_every_organisation("watching over looks")
def watch(by: actors.Actor) -> None:
    """Yesterday's, and the day before it: a night that was missed is made up for."""
    zone = ZoneInfo(accounts.organisations().get(pk=by.tenant).time_zone)
    today = clock.now().astimezone(zone).date()
    for back in (2, 1):
        actions.watch(by=by, day=today - timedelta(days=back))


@in_every_organisation("noticing who may be here twice")
def likenesses(by: actors.Actor) -> None:
    """Nothing of one organisation is compared with another's."""
    actions.find_likenesses(by=by)
