"""Which ties reach a record: one's own hat and key, walking together, supervising, or being let
in for a time."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.participants import models
from alongside.participants.policy import hats

Why = models.Tie.Why
_LET_IN = (Why.GRANT, Why.GLASS)  # each ends by itself
_TIES: dict[str, tuple[str, ...]] = {
    "peer": (Why.PAIRING, *_LET_IN),
    "volunteer": (Why.PAIRING, Why.GRANT),
    "supervisor": _LET_IN,  # and by whom they supervise
}


def reached(by: actors.Actor, at: datetime) -> Q:
    if by.kind is actors.Kind.SYSTEM:
        return Q(pk__isnull=False)
    if by.is_participant:
        holds_key = by.kind is actors.Kind.RETURN_KEY
        mine = {"return_key_id": by.id} if holds_key else {"person_id": by.person_id}
        # One row at the most, perhaps one that was put into another. Asked here for its
        # organisation, and compared as one value: SQLite would read everybody otherwise.
        came = models.Participant.objects.filter(organisation_id=by.tenant, **mine)
        now = came.annotate(now=Coalesce("joined_to_id", "pk")).values("now")[:1]
        return Q(pk=Subquery(now))
    ties = models.Tie.objects.filter(
        Q(until_at=None) | Q(until_at__gt=at),
        participant=OuterRef("pk"),
        organisation_id=by.tenant,
        person_id=by.person_id,
        from_at__lte=at,
    )
    tied = Q(Exists(ties.filter(why__in=_TIES.get(by.role, ()))))
    if by.role == "supervisor":
        tied |= Q(Exists(_supervised(by, ties, at)))
    # Never oneself in another hat, and never somebody they do not want there.
    nevers = hats.nevers(by.person_id).values("participant_id")
    return tied & ~Q(person_id=by.person_id) & ~Q(pk__in=nevers)


def ever_tied(by: actors.Actor) -> QuerySet[Any]:
    """Of whom a tie to the actor was ever written, by key."""
    ties = models.Tie.objects.filter(organisation_id=by.tenant, person_id=by.person_id)
    return ties.values("participant_id")


def _supervised(by: actors.Actor, ties: QuerySet[models.Tie], at: datetime) -> QuerySet[models.Tie]:
    """Only while they supervise somebody who walks with the person."""
    worn = accounts.all_open_memberships(at=at).filter(organisation_id=by.tenant)
    team = worn.filter(supervisor_id=by.person_id).values("person_id")
    return ties.filter(
        Q(participant__ties__until_at=None) | Q(participant__ties__until_at__gt=at),
        why=Why.SUPERVISION,
        participant__ties__why=Why.PAIRING,
        participant__ties__person__in=team,
    )
