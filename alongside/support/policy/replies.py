"""What participants said to what was written, what it said before, and which goals it was for."""

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.participants import policy
from alongside.support import models


def replies() -> QuerySet[models.Reply]:
    """This and the next two are read only with the contacts they belong to, of which was asked."""
    return models.Reply.objects.select_related("answered_by", "heard_by")


def wordings() -> QuerySet[models.Wording]:
    return models.Wording.objects.select_related("replaced_by")


def touches() -> QuerySet[models.Touch]:
    found = models.Touch.objects.exclude(goal=None).select_related("goal")
    return found.order_by("goal__set_at", "goal_id")


def replies_for(by: actors.Actor) -> QuerySet[models.Reply]:
    reached = policy.participants_for(by)
    rows = models.Reply.objects.filter(organisation_id=by.tenant, participant__in=reached)
    return rows.select_related("contact", "contact__peer", "participant")
