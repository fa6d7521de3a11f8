"""Alerts and samples: an organisation's own, and what anybody may read of all."""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.outreach import models
from alongside.outreach.rules import alerts as rules


def alerts_for(by: actors.Actor) -> QuerySet[models.Alert]:
    mine = models.Alert.objects.filter(organisation_id=by.tenant)
    return mine if access.can(by, P.FIELD_WORK) else mine.none()


def public_alerts(*, now: datetime) -> QuerySet[models.Alert]:
    """Of all organisations, until they expire; for two days also what turned out to be wrong."""
    live = Q(expires_at__gt=now, ended_at=None)
    wrong = Q(ended=models.Alert.Ended.WRONG, ended_at__gt=now - rules.SHOWN_AS_WRONG)
    return models.Alert.objects.filter(live | wrong, public_at__isnull=False)


def require_alert(by: actors.Actor, permission: P, *, alert: uuid.UUID) -> models.Alert:
    access.require(by, permission)
    found = alerts_for(by).filter(pk=alert).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def samples_for(by: actors.Actor) -> QuerySet[models.Sample]:
    mine = models.Sample.objects.filter(organisation_id=by.tenant)
    return mine if access.can(by, P.FIELD_WORK) else mine.none()


def require_sample(
    by: actors.Actor, permission: P, *, sample: uuid.UUID, at: datetime | None = None
) -> models.Sample:
    access.require(by, permission, at=at)
    found = samples_for(by).filter(pk=sample).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def results_for(sample: models.Sample) -> QuerySet[models.SampleResult]:
    """For whoever has found the sample by one of the ways above, or by its number."""
    rows = models.SampleResult.objects.filter(sample=sample, taken_back_at=None)
    return rows.order_by("happened_at", "pk")


def sample_numbered(number: str) -> QuerySet[models.Sample]:
    """By the number on the slip, whoever holds it."""
    return models.Sample.objects.filter(number=number) if number else models.Sample.objects.none()


def shared_results(*, since: datetime) -> QuerySet[models.SampleResult]:
    """Of samples that people agreed to have counted."""
    rows = models.SampleResult.objects.filter(taken_back_at=None, sample__is_shared=True)
    return rows.filter(sample__happened_at__gte=since)
