"""Which memberships, keys and people anybody may reach."""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.accounts import actors, models, roles


def all_open_memberships(*, at: datetime) -> QuerySet[models.Membership]:
    """Every hat valid at that moment, in whatever organisation."""
    return models.Membership.objects.filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=at)


def open_memberships(person_id: uuid.UUID, *, at: datetime) -> QuerySet[models.Membership]:
    """A person's own hats, valid at that moment."""
    return all_open_memberships(at=at).filter(person_id=person_id)


def memberships_in(organisation_id: uuid.UUID) -> QuerySet[models.Membership]:
    return models.Membership.objects.filter(organisation_id=organisation_id)


def staff_for(by: actors.Actor) -> QuerySet[models.Membership]:
    """The hats an administrator gives and takes. Who is a participant is not theirs to see."""
    return memberships_for(by).filter(role__in=roles.STAFF)


def colleagues_for(by: actors.Actor) -> QuerySet[models.Person]:
    """People who have, or had, a staff hat in the actor's organisation."""
    return models.Person.objects.filter(pk__in=staff_for(by).order_by().values("person_id"))


def themselves(by: actors.Actor) -> QuerySet[models.Person]:
    return models.Person.objects.filter(pk=by.person_id)


def memberships_for(by: actors.Actor) -> QuerySet[models.Membership]:
    """The memberships an administrator works on: those of their own organisation."""
    return memberships_in(by.tenant)


def people_for(by: actors.Actor) -> QuerySet[models.Person]:
    """Colleagues: people with a membership in the actor's organisation."""
    return models.Person.objects.filter(pk__in=memberships_for(by).order_by().values("person_id"))


def live_return_keys() -> QuerySet[models.ReturnKey]:
    return models.ReturnKey.objects.filter(ended_at=None)


def return_key_of(by: actors.Actor) -> QuerySet[models.ReturnKey]:
    """The key somebody holds; none for anybody but its holder."""
    held = by.id if by.kind is actors.Kind.RETURN_KEY else None
    return live_return_keys().filter(pk=held or actors.NOWHERE)


def is_taken(username: str) -> bool:
    """Whether anybody has this sign-in name: to choose another, never to be told."""
    return models.Person.objects.filter(username_digest=models.digest_of(username)).exists()


def programmes_for(by: actors.Actor) -> QuerySet[models.Programme]:
    return models.Programme.objects.filter(organisation_id=by.tenant)


def sites_for(by: actors.Actor) -> QuerySet[models.Site]:
    return models.Site.objects.filter(organisation_id=by.tenant)


def organisations() -> QuerySet[models.Organisation]:
    """Organisations are public: whoever asks for help may know who offers it."""
    return models.Organisation.objects.all()
