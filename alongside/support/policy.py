"""Which pairings, plans, contacts and promises an actor may reach: those of the people they
may reach, and for a peer their own side of it."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import policy
from alongside.support import models


def pairings_for(by: actors.Actor) -> QuerySet[models.Pairing]:
    """Who walks with whom. A coordinator sees all pairs of the organisation, to propose and
    to end; nothing of a record opens by it."""
    pairings = models.Pairing.objects.filter(organisation_id=by.tenant)
    if by.kind is actors.Kind.SYSTEM or access.can(by, P.REQUEST_ANSWER):
        return pairings
    if access.can(by, P.TODAY_READ):
        return pairings.filter(peer_id=by.person_id)
    return pairings.filter(participant__in=policy.participants_for(by))


def pairings_of(participant_id: uuid.UUID) -> QuerySet[models.Pairing]:
    """For a caller who has asked whether the participant's record opens."""
    return models.Pairing.objects.filter(participant_id=participant_id)


def plans_for(by: actors.Actor) -> QuerySet[models.Plan]:
    return models.Plan.objects.filter(
        organisation_id=by.tenant, participant__in=policy.participants_for(by)
    )


def goals_for(by: actors.Actor) -> QuerySet[models.Goal]:
    return models.Goal.objects.filter(
        organisation_id=by.tenant, plan__participant__in=policy.participants_for(by)
    )


def steps_for(by: actors.Actor) -> QuerySet[models.Step]:
    return models.Step.objects.filter(organisation_id=by.tenant, goal__in=goals_for(by))


def contacts_for(by: actors.Actor) -> QuerySet[models.Contact]:
    return models.Contact.objects.filter(
        organisation_id=by.tenant, participant__in=policy.participants_for(by)
    )


def appointments_for(by: actors.Actor) -> QuerySet[models.Appointment]:
    return models.Appointment.objects.filter(
        organisation_id=by.tenant, participant__in=policy.participants_for(by)
    )
