"""Outward work: one notice at a time, and once a minute whatever is due."""

import uuid

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.core import scope
from alongside.jobs.tasks import of_organisation


@of_organisation
def deliver(*, organisation_id: str, notice: str) -> None:
    from alongside.threads import actions  # actions queue tasks

    by = actors.system("send a notice", organisation_id=uuid.UUID(organisation_id))
    actions.deliver(by=by, notice=uuid.UUID(notice))


def send_what_is_due() -> None:
    from alongside.threads import actions

    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            by = actors.system("remind, and send what waits", organisation_id=organisation.pk)
            actions.remind(by=by)
            actions.take_up(by=by)
