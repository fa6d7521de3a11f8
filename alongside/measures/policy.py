"""Whose answers may be read: one's own, or those of somebody one walks with; and of how the work
is for a peer what they show to the reader, nothing else, whatever the role."""

from datetime import datetime

from django.db.models import QuerySet

from alongside.accounts import access, actors, roles
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Membership
from alongside.measures import models
from alongside.participants import policy


def responses_for(by: actors.Actor) -> QuerySet[models.Response]:
    return models.Response.objects.filter(
        organisation_id=by.tenant, participant__in=policy.participants_for(by)
    )


def own_work(by: actors.Actor) -> QuerySet[models.WorkCheckin]:
    """The actor's own. Nobody else's, whatever the role."""
    rows = models.WorkCheckin.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
    return rows if access.can(by, P.OWN_KEEP) else rows.none()


def own_showings(by: actors.Actor, *, now: datetime) -> QuerySet[models.WorkShown]:
    """What the actor shows now, and to whom."""
    rows = models.WorkShown.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
    return rows.filter(ended_at=None, until_at__gt=now)


def shown_to(by: actors.Actor, *, now: datetime) -> QuerySet[models.WorkShown]:
    """What others show to the actor now, while they wear a hat it may be shown to."""
    rows = models.WorkShown.objects.filter(organisation_id=by.tenant, to_id=by.person_id)
    open_now = rows.filter(ended_at=None, until_at__gt=now)
    return open_now if access.can(by, P.WORK_SHOWN) else open_now.none()


def moments_of(showing: models.WorkShown) -> QuerySet[models.WorkCheckin]:
    """What goes with something that was reached already: that moment, or all until that day."""
    rows = models.WorkCheckin.objects.filter(
        organisation_id=showing.organisation_id, person_id=showing.person_id
    )
    if showing.what == models.WorkShown.What.LINE:
        return rows.filter(happened_at__lte=showing.from_at)
    return rows.filter(pk=showing.moment_id) if showing.moment_id else rows.none()


def trusted_by(by: actors.Actor, *, now: datetime) -> QuerySet[Membership]:
    """Whom it may be shown to: those who work here in a role that may read it, but oneself."""
    may = [slug for slug, role in roles.ROLES.items() if P.WORK_SHOWN in role.permissions]
    hats = accounts.all_open_memberships(at=now).filter(organisation_id=by.tenant, role__in=may)
    return hats.exclude(person_id=by.person_id)
