"""Whose record may be reached: one's own, or that of someone one is tied to. Nothing else."""

import uuid
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.participants import models

Why = models.Tie.Why
_TIES = {"peer": Why.PAIRING, "volunteer": Why.PAIRING, "supervisor": Why.SUPERVISION}
# What may be done to a record without opening it.
_WITHOUT_A_TIE = {
    "coordinator": (P.PARTICIPANT_WELCOME, P.PAIRING_END),
    # What a court orders, what it holds, and a wish to be erased; nothing they read themselves.
    "privacy": (P.DISCLOSURE_MAKE, P.RECORD_FORGET, P.RIGHTS_KEEP),
}


def participants_for(
    by: actors.Actor, *, at: datetime | None = None
) -> QuerySet[models.Participant]:
    """The participants whose records the actor may open, at that moment (now, if none)."""
    mine = models.Participant.objects.filter(organisation_id=by.tenant)
    return mine.filter(_reach(by, at or clock.now()))


def require(
    by: actors.Actor, permission: P, *, participant: uuid.UUID, at: datetime | None = None
) -> models.Participant:
    """The lock for one person's record: the role must allow it, and a tie must reach it.

    Missing (404) outside the organisation; Refused (403, and an event that the participant
    reads) inside it without a tie. `at` is when the work was done: a replay asks as of then.
    """
    access.require(by, permission, at=at)
    found = (
        models.Participant.objects.filter(organisation_id=by.tenant, pk=participant)
        .annotate(reached=Q(_reach(by, at or clock.now())))
        .first()
    )
    if found is None:
        raise errors.Missing(_("There is nothing here, or nothing that you may know of."))
    if not found.reached and permission not in _WITHOUT_A_TIE.get(by.role, ()):
        raise access.Refused(permission, participant_id=found.pk, sentence=access.NO_TIE)
    return found


def _reach(by: actors.Actor, at: datetime) -> Q:
    if by.kind is actors.Kind.SYSTEM:
        return Q(pk__isnull=False)
    if by.is_participant:
        holds_key = by.kind is actors.Kind.RETURN_KEY
        return Q(return_key_id=by.id) if holds_key else Q(person_id=by.person_id)
    ties = models.Tie.objects.filter(
        Q(until_at=None) | Q(until_at__gt=at),
        participant=OuterRef("pk"),
        organisation_id=by.tenant,
        person_id=by.person_id,
        from_at__lte=at,
        why=_TIES.get(by.role, ""),
    )
    if by.role == "supervisor":  # only while they supervise somebody who walks with the person
        hats = accounts.all_open_memberships(at=at).filter(organisation_id=by.tenant)
        team = hats.filter(supervisor_id=by.person_id).values("person_id")
        ties = ties.filter(
            Q(participant__ties__until_at=None) | Q(participant__ties__until_at__gt=at),
            participant__ties__why=Why.PAIRING,
            participant__ties__person__in=team,
        )
    return Q(Exists(ties))
