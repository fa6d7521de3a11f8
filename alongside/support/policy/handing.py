"""The people of a peer who leaves, or has left."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.participants import models as records
from alongside.support import models
from alongside.support.policy import walking

WALKERS = ("peer", "volunteer")
AFTER = timedelta(days=90)  # for so long people whom nobody took on stay listed


def to_hand_over(by: actors.Actor, *, now: datetime) -> QuerySet[models.Pairing]:
    """Whoever walks with somebody now; and those whose peer's role has ended, and their walk with
    it, and with whom nobody walks since. Of the people whom the actor reaches."""
    rows = walking.pairings_for(by)
    if access.can(by, P.TEAM_READ):  # one's own team's
        team = accounts.memberships_in(by.tenant).filter(supervisor_id=by.person_id)
        rows = rows.filter(peer_id__in=team.values("person_id"))
    hats = accounts.memberships_in(by.tenant).filter(
        person_id=OuterRef("peer_id"), role__in=WALKERS
    )
    works = Exists(hats.filter(Q(until_at=None) | Q(until_at__gt=now)))
    ended_at = Subquery(hats.order_by("-until_at").values("until_at")[:1])
    again = models.Pairing.objects.filter(participant=OuterRef("participant_id"), until_at=None)
    left = Q(until_at__gte=ended_at, until_at__gt=now - AFTER) & ~works & ~Q(Exists(again))
    died = records.Passing.objects.filter(participant=OuterRef("participant_id"), undone_at=None)
    return rows.filter(Q(until_at=None) | left).exclude(Exists(died))


def may_come(person: records.Participant, peer: uuid.UUID) -> bool:
    """Not whom they never want there, nor whom they parted from."""
    kept = models.Pairing.objects.filter(participant=person, peer_id=peer).exclude(until_at=None)
    never = records.Never.objects.filter(participant=person, person_id=peer, until_at=None)
    return not kept.exists() and not never.exists()


def kept_from(people: list[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """The same of several at once: (participant, person)."""
    parted = models.Pairing.objects.filter(participant__in=people)
    nevers = records.Never.objects.filter(
        participant__in=people, until_at=None, person__isnull=False
    )
    found = set(parted.values_list("participant_id", "peer_id"))
    return found | {(who, whom) for who, whom in nevers.values_list("participant_id", "person_id")}


def came_after() -> QuerySet[models.Pairing]:
    """Whoever came after somebody, and of whom the participant has not said yet whether they may
    stay. `participants.policy.signs` notices it, and messages ask it at the moment of sending."""
    return models.Pairing.objects.filter(until_at=None, answered_at=None).exclude(came_after=None)
