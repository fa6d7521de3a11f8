"""Which profiles anybody may reach: a peer their own, colleagues what is shown anyway.

Participants are shown what was proposed to them (`matching.policy`), never a list of peers.
"""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.peers import models


def own_profile(by: actors.Actor) -> QuerySet[models.PeerProfile]:
    return models.PeerProfile.objects.filter(organisation_id=by.tenant, person_id=by.person_id)


def profiles_for(by: actors.Actor) -> QuerySet[models.PeerProfile]:
    """One's own, and what colleagues show to those who ask."""
    if not access.can(by, P.PROFILE_READ):
        return models.PeerProfile.objects.none()
    shown = profiles_in(by.tenant).filter(published_at__isnull=False)
    return shown | own_profile(by)


def profiles_in(organisation_id: uuid.UUID) -> QuerySet[models.PeerProfile]:
    return models.PeerProfile.objects.filter(organisation_id=organisation_id)


def experiences() -> QuerySet[models.LivedExperience]:
    """For prefetching below profiles that were reached already."""
    return models.LivedExperience.objects.order_by("pk")


def availabilities() -> QuerySet[models.Availability]:
    return models.Availability.objects.order_by("weekday", "part")


def own_step_back(by: actors.Actor) -> QuerySet[models.StepBack]:
    """The one that is open. Nobody else's, whatever the role."""
    return models.StepBack.objects.filter(
        organisation_id=by.tenant, person_id=by.person_id, ended_at=None
    )


def shown_step_backs(by: actors.Actor, *, now: datetime) -> QuerySet[models.StepBack]:
    """For a supervisor, of their own peers, where something is shown; read only through
    `queries.shown_step_backs`, which leaves out the rest of each."""
    hats = accounts.all_open_memberships(at=now).filter(
        organisation_id=by.tenant, supervisor_id=by.person_id
    )
    rows = models.StepBack.objects.filter(
        organisation_id=by.tenant, person__in=hats.values("person_id"), ended_at=None
    )
    return rows.exclude(Q(shows=[])) if access.can(by, P.TEAM_READ) else rows.none()
