"""Which places somebody works at, and which rows of them; what is theirs alone."""

import uuid
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from alongside.accounts import access, actors, roles
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Person, Site
from alongside.core import errors
from alongside.participants import policy as people
from alongside.sites import models

Row = TypeVar("Row", bound=Model)


def sites_for(by: actors.Actor) -> QuerySet[Site]:
    """All of the organisation: whoever is there helps, and nothing there names anybody."""
    return accounts.sites_for(by)


def require_site(
    by: actors.Actor, permission: P, *, site: uuid.UUID, at: datetime | None = None
) -> Site:
    """The lock of a place, as of then. Missing where it is another organisation's, or nobody's."""
    access.require(by, permission, at=at)
    found = sites_for(by).filter(pk=site).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def require_row(
    by: actors.Actor,
    permission: P,
    model: type[Row],
    pk: uuid.UUID,
    *,
    at: datetime | None = None,
) -> Row:
    """The lock for one row of a place, as of then."""
    access.require(by, permission, at=at)
    found = rows(by, model).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def rows(by: actors.Actor, model: type[Row]) -> QuerySet[Row]:
    """Rows that name nobody, of the whole organisation."""
    return model._default_manager.filter(organisation_id=by.tenant)


def own_visits_for(by: actors.Actor) -> QuerySet[models.OwnVisit]:
    """Of participants whose record opens to the actor; nobody else's."""
    mine = people.participants_for(by)
    return models.OwnVisit.objects.filter(organisation_id=by.tenant, participant__in=mine)


def exposure_of(by: actors.Actor) -> QuerySet[models.Witness]:
    """What the actor was there for. Nobody else's, whatever the role."""
    return rows(by, models.Witness).filter(person_id=by.person_id)


def wishes_to_talk(by: actors.Actor) -> QuerySet[models.Witness]:
    """Who was there and asked to talk, which asks to be told; nothing else of anybody."""
    asked = rows(by, models.Witness).filter(answer=models.Witness.Answer.TALK)
    return asked if access.can(by, P.FIELD_KEEP) else asked.none()


def colleagues_in(by: actors.Actor) -> QuerySet[Person]:
    """Who may have been there: people who work in the field now."""
    out = [slug for slug, role in roles.ROLES.items() if P.FIELD_WORK in role.permissions]
    working = people.works_here(by.tenant).filter(role__in=out).values("person_id")
    return Person.objects.filter(pk__in=working)
