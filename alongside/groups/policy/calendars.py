"""What calendar programs may read, which know nobody: by a secret address, or because a group is
published."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from alongside.groups import models
from alongside.groups.policy.reach import HERE


def published(organisation_id: uuid.UUID) -> QuerySet[models.Group]:
    """Groups that anybody may know of. Never one that belongs to its members."""
    groups = models.Group.objects.filter(organisation_id=organisation_id, is_public=True)
    return groups.filter(ended_at=None).exclude(door=models.Group.Door.OWN)


def calendar_at(digest: str) -> QuerySet[models.Calendar]:
    """The calendar with this address, while it shows anything."""
    live = models.Calendar.objects.filter(secret_digest=digest, ended_at=None)
    return live.select_related("organisation")


def groups_in(calendar: models.Calendar) -> QuerySet[models.Group]:
    """The groups that its owner belongs to, and those where they have a place."""
    here = _mine(calendar, models.Member).filter(state__in=HERE)
    inside = Q(pk__in=here.values("group_id")) | Q(pk__in=_placed(calendar).values("group_id"))
    groups = models.Group.objects.filter(inside, organisation_id=calendar.organisation_id)
    return groups.filter(ended_at=None).prefetch_related("dates")


def days_in(calendar: models.Calendar, group: models.Group) -> list[date] | None:
    """The days on which its owner has a place; None where they come to all of it."""
    if _mine(calendar, models.Member).filter(group=group, state__in=HERE).exists():
        return None
    days = list(_placed(calendar).filter(group=group).values_list("on", flat=True))
    return None if None in days else [day for day in days if day]


def _placed(calendar: models.Calendar) -> QuerySet[models.SignUp]:
    return _mine(calendar, models.SignUp).filter(given_back_at=None).exclude(placed_at=None)


def _mine(calendar: models.Calendar, model: Any) -> QuerySet[Any]:
    whose = Q(who_id=calendar.who_id) if calendar.who_id else Q(person_id=calendar.person_id)
    rows: QuerySet[Any] = model.objects.filter(whose, organisation_id=calendar.organisation_id)
    return rows
