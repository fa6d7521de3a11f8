"""Where somebody is in their walk with us, without judgement; and how close two people are."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import records

# What floors above do when somebody takes a pause or moves on, inside the transaction; each is told
# by whom it is said, of whom, and where they are now.
gone_away: list[Callable[[actors.Actor, models.Participant, str], None]] = []


def be_at(
    *, by: actors.Actor, participant: uuid.UUID, where: str, at: datetime | None = None
) -> models.Status | None:
    """Waiting, with us, dropping in, paused, moved on: the stretch before ends where this one
    begins, and all of them stay. Every one leads to every other. Said twice is once."""
    found = policy.require(by, P.GOAL_SET, participant=participant, at=at)
    if where not in models.Status.Where.values:
        raise errors.not_an_answer()
    if not by.is_participant:
        records.require_consent(participant=found, kind="recorded", at=clock.now())
    now = clock.now()
    begins = min(at or now, now)
    with transaction.atomic():
        records.hold(found)
        before = models.Status.objects.filter(participant=found, until_at=None).first()
        if before is not None and before.where == where:
            return before
        if before is not None:
            begins = max(begins, before.from_at)
            before.until_at = begins
            before.save(update_fields=["until_at"])
        row = models.Status.objects.create(
            organisation_id=found.organisation_id,
            participant=found,
            where=where,
            from_at=begins,
            recorded_at=now,
        )
        for follow in gone_away:
            follow(by, found, where)
        audit.record(
            by=by,
            verb="be-at",
            participant_id=found.pk,
            about=("status", row.pk),
            facts={"where": where},
            happened_at=begins,
        )
    return row


def say_closeness(
    *, by: actors.Actor, participant: uuid.UUID, peer: uuid.UUID, how: str, knew: str = ""
) -> models.Closeness:
    """How close they are, as the participant or that peer sees it. It holds where both say the
    same. That they knew each other before is written down, and bars nothing."""
    found = policy.require(by, P.GOAL_SET, participant=participant)
    kinds = models.Closeness
    if how not in kinds.How.values or knew not in ("", *kinds.Knew.values):
        raise errors.not_an_answer()
    walks = models.Tie.Why.PAIRING
    if not found.ties.filter(person_id=peer, why=walks, until_at=None).exists():
        raise errors.Missing(policy.NOTHING)
    if not by.is_participant and peer != by.person_id:
        raise errors.Missing(policy.NOTHING)
    with transaction.atomic():
        records.hold(found)
        row, _is_new = kinds.objects.get_or_create(
            participant=found,
            peer_id=peer,
            defaults={"organisation_id": found.organisation_id},
        )
        name = "they_say" if by.is_participant else "peer_says"
        if getattr(row, name) == how and knew in ("", row.knew):
            return row
        setattr(row, name, how)
        row.knew, row.said_at = knew or row.knew, clock.now()
        row.save(update_fields=[name, "knew", "said_at"])
        audit.record(
            by=by,
            verb="say-closeness",
            participant_id=found.pk,
            about=("closeness", row.pk),
            facts={"how": how},
        )
    return row
