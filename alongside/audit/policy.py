"""Which history anybody may reach. The floors above decide who asks about whom."""

import uuid

from django.apps import apps
from django.db.models import QuerySet

from alongside.audit import models
from alongside.core import guards


def events_about(participant_id: uuid.UUID) -> QuerySet[models.Event]:
    return models.Event.objects.filter(participant_id=participant_id)


def links_in(organisation_id: uuid.UUID | None) -> QuerySet[models.Event]:
    """Every link of an organisation, chain by chain, for the proof only."""
    links = models.Event.objects.filter(organisation_id=organisation_id)
    return links.order_by("chain_id", "position")


def organisations() -> list[uuid.UUID]:
    """All that links may belong to: by the tenants, as their heads could have been taken out."""
    tenants = apps.get_model(guards.TENANT)._default_manager
    return list(tenants.order_by("pk").values_list("pk", flat=True))


def chains() -> QuerySet[models.Chain]:
    return models.Chain.objects.all()


def seals() -> QuerySet[models.Seal]:
    return models.Seal.objects.all()
