"""What peers wrote down that is in nobody's record, and attempts to reach somebody."""

import uuid

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from alongside.accounts import actors
from alongside.participants import policy
from alongside.support import models


def work_by(by: actors.Actor) -> QuerySet[models.Work]:
    """What somebody wrote down themselves."""
    return models.Work.objects.filter(organisation_id=by.tenant, peer_id=by.person_id)


def attempts_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Attempt]:
    """For a caller who has asked whether the participant's record opens."""
    return models.Attempt.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def attempts_by(by: actors.Actor) -> QuerySet[models.Attempt]:
    """Those that somebody made themselves, of people whose record still opens."""
    reached = policy.participants_for(by)
    mine = models.Attempt.objects.filter(organisation_id=by.tenant, peer_id=by.person_id)
    return mine.filter(participant__in=reached)


def last_place() -> Subquery:
    """Where a peer and somebody they walk with were last together: to annotate pairings with."""
    times = models.Contact.objects.filter(
        participant=OuterRef("participant_id"), peer=OuterRef("peer_id")
    )
    last = times.order_by("-happened_at").values("site_id")[:1]
    return Subquery(last, output_field=UUIDField())
