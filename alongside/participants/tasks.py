"""Each night the looks of the day before are gone through, where it is night; and records are
compared that may be of one person."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import clock, scope
from alongside.participants import actions


def watch() -> None:
    """Yesterday's, and the day before it: a night that was missed is made up for."""
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("watching over looks", organisation_id=organisation.pk)
            today = clock.now().astimezone(ZoneInfo(organisation.time_zone)).date()
            for back in (2, 1):
                actions.watch(by=by, day=today - timedelta(days=back))


def likenesses() -> None:
    """Every organisation by itself; nothing of one is compared with another's."""
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("noticing who may be here twice", organisation_id=organisation.pk)
            actions.find_likenesses(by=by)
