"""Who has died, and who reads of it: whoever walked with them, and a coordinator."""

import uuid
from datetime import datetime

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import models
from alongside.participants.policy import hats


def open_of(participant: models.Participant) -> QuerySet[models.Passing]:
    """For a caller who has asked whether the record opens."""
    return models.Passing.objects.filter(participant=participant, undone_at=None)


def passed_in(organisation_id: uuid.UUID) -> QuerySet[models.Passing]:
    """For whatever sends or asks by itself: nothing goes to these."""
    return models.Passing.objects.filter(organisation_id=organisation_id, undone_at=None)


def passings_for(by: actors.Actor) -> QuerySet[models.Passing]:
    """All of the organisation, for who may undo one."""
    if not access.can(by, P.RECORD_JOIN):
        return models.Passing.objects.none()
    return hats.without_kept(passed_in(by.tenant), by)


def mourned(by: actors.Actor, *, since: datetime) -> QuerySet[models.Passing]:
    """People this worker walked with, or supervised somebody who did, until they died."""
    return (
        passed_in(by.tenant)
        .filter(
            written_at__gte=since,
            participant__ties__person_id=by.person_id,
            participant__ties__why__in=(models.Tie.Why.PAIRING, models.Tie.Why.SUPERVISION),
            participant__ties__until_at__gte=since,
        )
        .distinct()
    )
