"""The nightly work, what is written anew after an erasure, and what is done once a copy was
brought back."""

import uuid
from datetime import datetime, timedelta

from django_tasks import task

from alongside.accounts import actors
from alongside.accounts.tasks import in_every_organisation
from alongside.core import clock, scope, storage
from alongside.rights import actions
from alongside.rights.actions import ledger

WHEN_IT_IS_CALM = timedelta(minutes=10)


@in_every_organisation("the nightly round")
def retention(by: actors.Actor) -> None:
    actions.run_retention(by=by)
    actions.tell_lifted(by=by)


@task()
def scrub() -> None:
    """The files of the database are written anew without what was taken out; later where
    somebody reads for too long."""
    try:
        storage.scrub_storage()
    except storage.Busy:
        scrub.using(run_after=clock.now() + WHEN_IT_IS_CALM).enqueue()


def restored(copy_made_at: datetime) -> None:
    """Whoever was erased since the copy was made is erased again."""
    for entry in ledger.entries():
        organisation = uuid.UUID(entry.organisation)
        by = actors.system("a copy was brought back", organisation_id=organisation)
        with scope.within(organisation):
            actions.forget_again(
                by=by,
                participant=uuid.UUID(entry.participant),
                id=uuid.UUID(entry.erasure),
                digest=entry.code_digest,
                at=datetime.fromisoformat(entry.at),
            )
