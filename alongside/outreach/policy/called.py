"""Whose number is whose: read by themselves, and by the timer when it calls them."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.jobs import actions as jobs
from alongside.outreach import models


def own(by: actors.Actor) -> QuerySet[models.TextsTo]:
    return models.TextsTo.objects.filter(organisation_id=by.tenant, person_id=by.person_id)


def texts_to(organisation: uuid.UUID, person: uuid.UUID) -> str:
    """The number that they chose, while text messages can go; else they get an e-mail."""
    row = models.TextsTo.objects.filter(organisation_id=organisation, person_id=person).first()
    return str(row.number) if row and jobs.can_text(organisation) else ""
