"""Which searches, emergencies, odd looks and links anybody may reach. A privacy lead reads what
others did, never what they did themselves: somebody else looks at that."""

import uuid
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import models
from alongside.participants.policy import hats, records

Row = TypeVar("Row", bound=Model)


def findable(by: actors.Actor, *, seeker: uuid.UUID) -> QuerySet[models.Participant]:
    """Whom a privacy lead, or an emergency, may meet: everybody of the organisation but those who
    keep their work apart, the seeker themselves, and whoever never wants the seeker there."""
    here = models.Participant.objects.filter(organisation_id=by.tenant, joined_to=None)
    apart = hats.colleagues_apart(by.tenant).values("pk")
    hidden = Q(pk__in=apart) | Q(pk__in=hats.nevers(seeker).values("participant_id"))
    return here.exclude(hidden).exclude(person_id__in=[seeker, by.person_id])


def _kept(by: actors.Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    """One's own, or as a privacy lead those of others."""
    here = rows.filter(organisation_id=by.tenant)
    if access.can(by, P.WALL_KEEP):
        return here.exclude(person_id=by.person_id)
    return here.filter(person_id=by.person_id)


def searches_for(by: actors.Actor) -> QuerySet[models.Search]:
    return _kept(by, models.Search.objects.all())


def blind_for(by: actors.Actor) -> QuerySet[models.BlindRequest]:
    return _kept(by, models.BlindRequest.objects.all())


def glasses_for(by: actors.Actor) -> QuerySet[models.Glass]:
    """For a participant, those of their own record."""
    if by.is_participant:
        return models.Glass.objects.filter(participant__in=records.participants_for(by))
    return _kept(by, models.Glass.objects.all())


def odd_for(by: actors.Actor) -> QuerySet[models.OddLook]:
    """For a participant, those at their own record; nobody reads of their own."""
    if by.is_participant:
        return models.OddLook.objects.filter(participant__in=records.participants_for(by))
    if not access.can(by, P.WALL_KEEP):
        return models.OddLook.objects.none()
    return _kept(by, models.OddLook.objects.all())


def look_days(by: actors.Actor) -> QuerySet[models.LookDay]:
    """For the system alone, which measures by them."""
    rows = models.LookDay.objects.filter(organisation_id=by.tenant)
    return rows if by.kind is actors.Kind.SYSTEM else rows.none()


def links_for(by: actors.Actor) -> QuerySet[models.Link]:
    """Of the two it is between; nobody who works here sees one."""
    if not by.is_participant:
        return models.Link.objects.none()
    mine = records.participants_for(by)
    links = models.Link.objects.filter(organisation_id=by.tenant)
    return links.filter(Q(one__in=mine) | Q(other__in=mine))


def nevers_for(by: actors.Actor) -> QuerySet[models.Never]:
    """A participant's own. The worker who is named learns nothing of it."""
    if not by.is_participant:
        return models.Never.objects.none()
    return models.Never.objects.filter(participant__in=records.participants_for(by))
