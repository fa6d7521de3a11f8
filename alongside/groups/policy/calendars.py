"""What calendar programs may read, which know nobody: by a secret address, or because a group is
published."""

import uuid

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
    whose = Q(who_id=calendar.who_id) if calendar.who_id else Q(person_id=calendar.person_id)
    here = models.Member.objects.filter(
        whose, organisation_id=calendar.organisation_id, state__in=HERE
    )
    places = models.SignUp.objects.filter(
        whose, organisation_id=calendar.organisation_id, given_back_at=None
    ).exclude(placed_at=None)
    inside = Q(pk__in=here.values("group_id")) | Q(pk__in=places.values("group_id"))
    groups = models.Group.objects.filter(inside, organisation_id=calendar.organisation_id)
    return groups.filter(ended_at=None).prefetch_related("dates")
