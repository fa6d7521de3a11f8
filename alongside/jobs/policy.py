"""Rows of this floor hold no participant; only the installation's own pages read them."""

from django.db.models import QuerySet

from alongside.jobs import models


def heartbeats() -> QuerySet[models.Heartbeat]:
    return models.Heartbeat.objects.all()


def duties() -> QuerySet[models.Duty]:
    return models.Duty.objects.all()
