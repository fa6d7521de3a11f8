"""Which desks somebody keeps, and what stands on them. A tablet keeps none: it reads nothing."""

import uuid
from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import errors
from alongside.participants import policy as people
from alongside.welcome import models

Row = TypeVar("Row", bound=Model)


def sites_for(by: actors.Actor) -> QuerySet[Site]:
    """The site of the hat that is worn; without one, all of the organisation."""
    here = accounts.sites_for(by)
    if by.kind is actors.Kind.SYSTEM or access.can(by, P.ORGANISATION_EDIT):
        return here
    worn = accounts.memberships_in(by.tenant).filter(pk=by.membership_id or actors.NOWHERE)
    return here.filter(Exists(worn.filter(Q(site_id=None) | Q(site_id=OuterRef("pk")))))


def require_desk(by: actors.Actor, permission: P, *, site: uuid.UUID) -> Site:
    """The lock of a desk. Missing where it is not theirs, or nobody's."""
    access.require(by, permission)
    found = None if is_tablet(by) else sites_for(by).filter(pk=site).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def require_row(by: actors.Actor, permission: P, model: type[Row], pk: uuid.UUID) -> Row:
    """The lock for one row of a desk."""
    access.require(by, permission)
    found = at_desk(by, model).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def is_tablet(by: actors.Actor) -> bool:
    return by.kind is actors.Kind.KIOSK


def at_desk(by: actors.Actor, model: type[Row]) -> QuerySet[Row]:
    """What stands on the desks that the actor keeps."""
    rows = model._default_manager.filter(organisation_id=by.tenant, site__in=sites_for(by))
    return rows.none() if is_tablet(by) else rows


def attendances_for(by: actors.Actor, *, at: datetime | None = None) -> QuerySet[models.Attendance]:
    """Of participants whose record opens to the actor, at that moment (now, if none); nobody
    else's at the same desk."""
    mine = people.participants_for(by, at=at)
    return models.Attendance.objects.filter(organisation_id=by.tenant, participant__in=mine)


def talks_waiting(by: actors.Actor) -> QuerySet[models.Talk]:
    """Who would like to talk, where the actor is on shift now."""
    on = at_desk(by, models.Shift).filter(
        person_id=by.person_id, here_at__isnull=False, gone_at=None
    )
    waiting = at_desk(by, models.Talk).filter(site__in=on.values("site_id"), taken_at=None)
    return waiting.filter(presence__left_at=None)


def counts_in(by: actors.Actor) -> QuerySet[models.DayCount]:
    """Of the whole organisation: to be published with small numbers hidden, never as they are."""
    return models.DayCount.objects.filter(organisation_id=by.tenant)


def may_plan_others(by: actors.Actor) -> bool:
    """Those who look after a team, or who bring people together."""
    return access.can(by, P.TEAM_READ) or access.can(by, P.REQUEST_ANSWER)
