"""What may wait for whoever works out there. Most of it is seldom there: a page of the floor above
asks for all of these in one question, and then only for those that are."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.outreach import models
from alongside.outreach.policy import out, supply


def calls_to(by: actors.Actor) -> QuerySet[models.Call]:
    """Whom this worker should call now: as their buddy, else as one of everybody."""
    mine = Q(shift__buddy_id=by.person_id) | Q(taken_by_id=by.person_id)
    if access.can(by, P.FIELD_KEEP):
        mine |= Q(widened_at__isnull=False)
    return out.calls_for(by).filter(mine, ended_at=None)


def live_alerts(by: actors.Actor, *, now: datetime) -> QuerySet[models.Alert]:
    return supply.alerts_for(by).filter(ended_at=None, expires_at__gt=now)


def own_out(by: actors.Actor) -> QuerySet[models.Shift]:
    """The shift that this worker is out on."""
    mine = out.shifts_for(by).filter(walkers__person_id=by.person_id)
    return mine.filter(begun_at__isnull=False, ended_at=None)


def signs(by: actors.Actor, *, now: datetime) -> dict[str, QuerySet[Any]]:
    return {"calls": calls_to(by), "alerts": live_alerts(by, now=now), "own_out": own_out(by)}
