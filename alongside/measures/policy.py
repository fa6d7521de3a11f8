"""Whose answers may be read: one's own, or those of somebody one walks with."""

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.measures import models
from alongside.participants import policy


def responses_for(by: actors.Actor) -> QuerySet[models.Response]:
    return models.Response.objects.filter(
        organisation_id=by.tenant, participant__in=policy.participants_for(by)
    )
