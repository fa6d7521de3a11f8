"""How somebody is told outside: theirs alone to see and to change. The worker that sends, and
what comes in from outside, read it within one organisation."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.participants import policy
from alongside.threads import models


def lines_for(by: actors.Actor) -> QuerySet[models.Line]:
    rows = models.Line.objects.filter(organisation_id=by.tenant)
    if by.kind is actors.Kind.SYSTEM:
        return rows
    if not by.is_participant:
        return rows.none()
    return rows.filter(participant__in=policy.participants_for(by))


def lines_at(digest: str, organisation_id: uuid.UUID) -> QuerySet[models.Line]:
    """Whose number that is, in one organisation: for what comes in from outside."""
    rows = models.Line.objects.filter(way=models.Line.Way.TEXT, participant__joined_to=None)
    return rows.filter(organisation_id=organisation_id, address_digest=digest)


def line_of(participant_id: uuid.UUID) -> models.Line | None:
    """For the one who sends, and for who has asked whether the thread opens."""
    return models.Line.objects.filter(participant_id=participant_id).first()


def notices_of(participant_id: uuid.UUID) -> QuerySet[models.Outgoing]:
    """For a caller who has asked."""
    return models.Outgoing.objects.filter(participant_id=participant_id)


def message(pk: uuid.UUID) -> models.Message | None:
    """For the one who sends: whether it was read meanwhile."""
    return models.Message.objects.filter(pk=pk).defer("words").first()
