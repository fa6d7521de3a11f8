"""Which memberships, keys and people anybody may reach."""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.accounts import actors, models


def open_memberships(person_id: uuid.UUID, *, at: datetime) -> QuerySet[models.Membership]:
    """A person's own hats, valid at that moment."""
    return models.Membership.objects.filter(
        Q(until_at=None) | Q(until_at__gt=at), person_id=person_id, from_at__lte=at
    )


def memberships_in(organisation_id: uuid.UUID) -> QuerySet[models.Membership]:
    return models.Membership.objects.filter(organisation_id=organisation_id)


def memberships_for(by: actors.Actor) -> QuerySet[models.Membership]:
    """The memberships an administrator works on: those of their own organisation."""
    return memberships_in(by.tenant)


def people_for(by: actors.Actor) -> QuerySet[models.Person]:
    """Colleagues: people with a membership in the actor's organisation."""
    return models.Person.objects.filter(pk__in=memberships_for(by).order_by().values("person_id"))


def live_return_keys() -> QuerySet[models.ReturnKey]:
    return models.ReturnKey.objects.filter(ended_at=None)


def organisations() -> QuerySet[models.Organisation]:
    """Organisations are public: whoever asks for help may know who offers it."""
    return models.Organisation.objects.all()
