"""Rows of the stock: of the actor's organisation."""

import uuid
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import policy as people
from alongside.supplies import models

Row = TypeVar("Row", bound=Model)


def in_book(by: actors.Actor, model: type[Row]) -> QuerySet[Row]:
    """Places, lots, levels and lines of the organisation. Nobody is in them."""
    return model._default_manager.filter(organisation_id=by.tenant)


def items_for(by: actors.Actor) -> QuerySet[models.Item]:
    return models.Item.objects.filter(organisation_id=by.tenant)


def entries_for(by: actors.Actor) -> QuerySet[models.Entry]:
    return models.Entry.objects.filter(organisation_id=by.tenant)


def given_for(by: actors.Actor) -> QuerySet[models.Given]:
    """To participants whose record opens to the actor; nobody else's."""
    mine = people.participants_for(by)
    return models.Given.objects.filter(organisation_id=by.tenant, participant__in=mine)


def given_in(by: actors.Actor) -> QuerySet[models.Given]:
    """Of the whole organisation: to be counted, never shown."""
    return models.Given.objects.filter(organisation_id=by.tenant)


def require_place(
    by: actors.Actor, permission: P, *, place: uuid.UUID, at: datetime | None = None
) -> models.Place:
    """The lock of a place: the role must allow it. Missing where it is nobody's here."""
    access.require(by, permission, at=at)
    found = (
        in_book(by, models.Place).filter(pk=place).select_related("site", "organisation").first()
    )
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def require_row(
    by: actors.Actor, permission: P, model: type[Row], pk: uuid.UUID, *, at: datetime | None = None
) -> Row:
    """The lock for one row of the book."""
    access.require(by, permission, at=at)
    found = in_book(by, model).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def may_keep(by: actors.Actor) -> bool:
    """Who looks after the stock itself: places, lots, thresholds."""
    return access.can(by, P.FIELD_KEEP)
