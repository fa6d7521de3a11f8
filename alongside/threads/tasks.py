"""Outward work: one notice at a time, and once a minute whatever is due."""

import uuid

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.jobs.tasks import of_organisation


@of_organisation
def deliver(*, organisation_id: str, notice: str) -> None:
    from alongside.threads import actions  # actions queue tasks

    by = actors.system("send a notice", organisation_id=uuid.UUID(organisation_id))
    actions.deliver(by=by, notice=uuid.UUID(notice))


@in_every_organisation("remind, and send what waits")
def send_what_is_due(by: actors.Actor) -> None:
    from alongside.threads import actions

    actions.remind(by=by)
    actions.take_up(by=by)
