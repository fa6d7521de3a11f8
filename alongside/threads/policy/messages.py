"""Whose thread may be read: one's own, or that of somebody one walks with now. Supervising, being
let in for a time, or an emergency open no thread."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.participants import models as records
from alongside.participants import policy
from alongside.support.models import Pairing
from alongside.threads import models


def walks_of(by: actors.Actor) -> QuerySet[Pairing]:
    """A worker's own open pairings."""
    return Pairing.objects.filter(
        organisation_id=by.tenant, peer_id=by.person_id, until_at=None
    ).filter(participant__in=policy.participants_for(by))


def require(by: actors.Actor, *, participant: uuid.UUID) -> records.Participant:
    """The lock of a thread. Refused (403) for those who reach the record and do not walk with
    them; Unseen (404) for all others."""
    found = policy.require(by, P.MESSAGE_SEND, participant=participant)
    if not by.is_participant and not walks_of(by).filter(participant=found).exists():
        raise access.Refused(P.MESSAGE_SEND, participant_id=found.pk)
    return found


def messages_for(by: actors.Actor) -> QuerySet[models.Message]:
    """What the actor may read: all of one's own; of others from the day on which one began to
    walk with them, or from the beginning where they leave the past open."""
    rows = models.Message.objects.filter(organisation_id=by.tenant)
    if by.is_participant:
        return rows.filter(participant__in=policy.participants_for(by))
    walks = walks_of(by).values("participant_id")
    mine = rows.filter(participant__in=walks)
    closed = models.Line.objects.filter(organisation_id=by.tenant, past_stays_open=False)
    since = walks_of(by).filter(
        participant=OuterRef("participant_id"), from_at__lte=OuterRef("happened_at")
    )
    return mine.filter(Exists(since) | ~Q(participant__in=closed.values("participant_id")))


def to_participants() -> QuerySet[models.Message]:
    """Whatever participants have not read yet; `noticing` asks of whom."""
    return models.Message.objects.filter(read_at=None).exclude(author=None)


def wrote() -> Subquery:
    """Since when something is unread that somebody wrote: to annotate pairings with."""
    closed = models.Line.objects.filter(
        participant=OuterRef("participant_id"), past_stays_open=False
    )
    new = models.Message.objects.filter(
        Q(happened_at__gte=OuterRef("from_at")) | ~Exists(closed),
        participant=OuterRef("participant_id"),
        author=None,
        read_at=None,
    )
    return Subquery(new.order_by("happened_at").values("happened_at")[:1])


def drafts_for(by: actors.Actor) -> QuerySet[models.Draft]:
    author = None if by.is_participant else by.person_id
    return models.Draft.objects.filter(organisation_id=by.tenant, author=author)


def readings_in(by: actors.Actor) -> QuerySet[models.Reading]:
    return models.Reading.objects.filter(organisation_id=by.tenant, until_at=None)


def readings_of(by: actors.Actor, programme: uuid.UUID | None) -> QuerySet[models.Reading]:
    """The programme's own, where it has any; else those of the organisation."""
    rows = readings_in(by)
    if programme and (own := rows.filter(programme_id=programme)).exists():
        return own
    return rows.filter(programme=None)
