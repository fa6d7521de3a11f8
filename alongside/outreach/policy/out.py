"""Whoever works in the field sees who of their organisation is out there: that is what keeps them
safe. Nobody who looks for help is in it."""

import uuid
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.outreach import models

Row = TypeVar("Row", bound=Model)


def shifts_for(by: actors.Actor) -> QuerySet[models.Shift]:
    return _of(by, models.Shift.objects.all())


def calls_for(by: actors.Actor) -> QuerySet[models.Call]:
    return _of(by, models.Call.objects.all())


def seen_for(by: actors.Actor) -> QuerySet[models.Seen]:
    return _of(by, models.Seen.objects.all())


def rows_of(by: actors.Actor, model: type[Row]) -> QuerySet[Row]:
    """What stands beside the above: who goes, stops, results."""
    return _of(by, model._default_manager.all())


def counts_in(by: actors.Actor, model: type[Row]) -> QuerySet[Row]:
    """Of the whole organisation, to be counted: for whoever works with numbers."""
    rows = model._default_manager.filter(organisation_id=by.tenant)
    may = access.can(by, P.OUTCOMES_READ) or access.can(by, P.FIELD_WORK)
    return rows if may else rows.none()


def require_shift(
    by: actors.Actor, permission: P, *, shift: uuid.UUID, at: datetime | None = None
) -> models.Shift:
    """The lock of one shift. Missing where it is another organisation's."""
    access.require(by, permission, at=at)
    found = shifts_for(by).filter(pk=shift).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def require_call(by: actors.Actor, permission: P, *, call: uuid.UUID) -> models.Call:
    access.require(by, permission)
    found = calls_for(by).filter(pk=call).select_related("shift").first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def _of(by: actors.Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    mine = rows.filter(organisation_id=by.tenant)
    return mine if access.can(by, P.FIELD_WORK) else mine.none()
