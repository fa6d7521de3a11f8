"""Which pairings, goals, contacts and promises an actor may reach: of those they may reach."""

import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import policy
from alongside.participants.models import Consent
from alongside.support import models

Named = type[models.Goal] | type[models.Contact] | type[models.Pairing] | type[models.Reply]


def pairings_for(by: actors.Actor, *, at: datetime | None = None) -> QuerySet[models.Pairing]:
    """Who walks with whom. A coordinator sees all pairs, to propose and to end; nothing of a
    record opens by it."""
    pairings = models.Pairing.objects.filter(organisation_id=by.tenant)
    if by.kind is actors.Kind.SYSTEM:
        return pairings
    if access.can(by, P.REQUEST_ANSWER):
        return policy.without_kept(pairings, by, at=at)
    if access.can(by, P.TODAY_READ):
        return pairings.filter(peer_id=by.person_id)
    return pairings.filter(participant__in=policy.participants_for(by, at=at))


def pairings_of(participant_id: uuid.UUID) -> QuerySet[models.Pairing]:
    """For a caller who has asked whether the participant's record opens."""
    return models.Pairing.objects.filter(participant_id=participant_id)


def goals_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Goal]:
    """This, and the other `_of`, are for a caller who has asked as well."""
    return models.Goal.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def steps() -> QuerySet[models.Step]:
    """Read only with the goals they belong to, of which the caller has asked."""
    return models.Step.objects.all()


def contacts_for(by: actors.Actor) -> QuerySet[models.Contact]:
    return models.Contact.objects.filter(
        organisation_id=by.tenant, participant__in=policy.participants_for(by)
    )


def contacts_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Contact]:
    return models.Contact.objects.filter(organisation_id=by.tenant, participant_id=participant_id)


def contacts_by(by: actors.Actor) -> QuerySet[models.Contact]:
    """Those a peer logged themselves."""
    return models.Contact.objects.filter(organisation_id=by.tenant, peer_id=by.person_id)


def appointments_of(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Appointment]:
    return models.Appointment.objects.filter(
        organisation_id=by.tenant, participant_id=participant_id
    )


def walks_of(
    by: actors.Actor, *, kind: str, at: datetime | None = None
) -> QuerySet[models.Pairing]:
    """A peer's own open pairings, each with whether that person agrees to `kind` now."""
    live = Consent.objects.filter(
        participant_id=OuterRef("participant_id"), kind=kind, about=None, withdrawn_at=None
    )
    mine = pairings_for(by, at=at).filter(peer_id=by.person_id, until_at=None)
    return mine.annotate(recorded=Exists(live))


def whose(by: actors.Actor, model: Named, pk: uuid.UUID) -> uuid.UUID:
    """Whose row it is: for the lock, which is asked next."""
    return policy.whose(by, model.objects.filter(pk=pk))
