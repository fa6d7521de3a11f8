"""Whose ways to be found again a peer is reminded of: those of the people they walk with."""

from datetime import datetime

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.participants import models
from alongside.participants.policy import records


def ending_for(by: actors.Actor, *, until: datetime, now: datetime) -> QuerySet[models.Participant]:
    soon = models.FindWay.objects.filter(
        organisation_id=by.tenant, until_at__gt=now, until_at__lte=until
    )
    return records.participants_for(by).filter(pk__in=soon.values("participant_id")).order_by("pk")
