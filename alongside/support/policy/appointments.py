"""Times asked for and offered, and those agreed on: between a participant and one peer."""

import uuid
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from alongside.accounts import actors
from alongside.participants import policy
from alongside.support import models


def invitations_for(by: actors.Actor) -> QuerySet[models.Invitation]:
    rows = models.Invitation.objects.filter(organisation_id=by.tenant)
    reached = rows.filter(participant__in=policy.participants_for(by))
    return reached if by.is_participant else reached.filter(peer_id=by.person_id)


def appointments_for(by: actors.Actor) -> QuerySet[models.Appointment]:
    rows = models.Appointment.objects.filter(organisation_id=by.tenant)
    reached = rows.filter(participant__in=policy.participants_for(by))
    return reached if by.is_participant else reached.filter(peer_id=by.person_id)


def promises_by(by: actors.Actor) -> QuerySet[models.Appointment]:
    """What a peer promised; read only beside the people they walk with."""
    return models.Appointment.objects.filter(organisation_id=by.tenant, peer_id=by.person_id)


def offered() -> QuerySet[models.Invitation]:
    """Whatever waits for a participant's own answer; `noticing` asks for whom."""
    return models.Invitation.objects.filter(
        state=models.Invitation.State.OPEN, from_participant=False
    )


def named(invitation: uuid.UUID) -> QuerySet[models.Invitation]:
    """For the lock, which is asked next."""
    return models.Invitation.objects.filter(pk=invitation)


def appointment(pk: uuid.UUID) -> models.Appointment | None:
    """For a reminder, at the moment of sending: whether it still will happen."""
    return models.Appointment.objects.filter(pk=pk).defer("place").first()


def open_between(start: datetime, end: datetime) -> QuerySet[models.Appointment]:
    """All of the organisation at hand that will happen in this time: for reminders, which ask
    about each person before anything is sent."""
    return models.Appointment.objects.filter(
        at__gte=start, at__lt=end, kept_at=None, called_off_at=None
    )


def asked() -> Subquery:
    """Since when somebody waits for their peer's answer: to annotate pairings with."""
    waiting = models.Invitation.objects.filter(
        participant=OuterRef("participant_id"),
        peer=OuterRef("peer_id"),
        state=models.Invitation.State.OPEN,
        from_participant=True,
    )
    return Subquery(waiting.order_by("happened_at").values("happened_at")[:1])


def told_lately(since: datetime) -> QuerySet[models.Invitation]:
    """Of the organisation at hand, what somebody could be told of: a time was offered to them, or
    the one they asked for was taken."""
    offered = Q(from_participant=False, state=models.Invitation.State.OPEN, happened_at__gte=since)
    taken = Q(from_participant=True, state=models.Invitation.State.TAKEN, answered_at__gte=since)
    return models.Invitation.objects.filter(offered | taken).select_related("participant")
