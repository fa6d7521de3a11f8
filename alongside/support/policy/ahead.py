"""What is offered to plan ahead with, and what was planned; of somebody whose record was opened."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from alongside.accounts import actors
from alongside.participants.models import Participant
from alongside.support import models
from alongside.support.policy import plans
from alongside.support.rules import ahead as rules


def sequences_here(by: actors.Actor) -> QuerySet[models.Sequence]:
    return models.Sequence.objects.filter(organisation_id=by.tenant, retired_at=None)


def sequences_for(by: actors.Actor, person: Participant) -> QuerySet[models.Sequence]:
    """Those of their programme, and of all; whoever is in none may have each."""
    rows = sequences_here(by)
    if person.programme_id is None:
        return rows
    return rows.filter(Q(programme=None) | Q(programme=person.programme_id))


def planned_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Planned]:
    return models.Planned.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def planned_row(pk: uuid.UUID) -> QuerySet[models.Planned]:
    """For the lock, which is asked next."""
    return models.Planned.objects.filter(pk=pk)


def may_plan() -> QuerySet[Participant]:
    """What `participants.policy.signs` notices for workers: something can be planned, or was."""
    mine = Q(programme=None) | Q(programme=OuterRef("programme"))
    mine |= Q(IsNull(OuterRef("programme"), True))
    offered = models.Sequence.objects.filter(
        mine, organisation=OuterRef("organisation"), retired_at=None
    )
    planned = models.Planned.objects.filter(participant=OuterRef("pk"))
    rows = Participant.objects.filter(Q(Exists(offered)) | Q(Exists(planned)))
    return rows.annotate(participant=F("pk"))


def was_planned() -> dict[str, QuerySet[Any]]:
    """The same, for the owner of a record."""
    return {"planned": models.Planned.objects.all()}


def gently(*, today: date) -> dict[str, Any]:
    """To annotate pairings with: whether a day in their plan has gone by, and which gentle reminder
    of that peer's is for these days, if any."""
    rows = models.Planned.objects.filter(
        participant=OuterRef("participant_id"),
        peer=OuterRef("peer_id"),
        appointment=None,
        seen_at=None,
        off_at=None,
        on__lte=today,
        on__gt=today - rules.REMINDED,
    )
    reminder = Subquery(rows.order_by("on").values("what")[:1])
    return {"due": plans.has_due(today=today), "planned": reminder}
