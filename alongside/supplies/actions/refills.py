"""A place asks for more, and somebody brings it. It never asks what happened."""

import uuid
from datetime import datetime

from django.db.models import F

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock
from alongside.participants.actions import rows as sent
from alongside.supplies import models, policy
from alongside.supplies.actions import cards, rows
from alongside.supplies.rules import stock


def ask_refill(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    place: uuid.UUID,
    item: str,
    count: int,
    why: str = "low",
    happened_at: datetime | None = None,
) -> models.Refill:
    """So many of it are wanted there. Once per `id`."""
    found = policy.require_place(by, P.FIELD_WORK, place=place, at=happened_at)
    act = rows.begin(by, found, happened_at)
    if item not in rows.things(by) or not stock.is_count(count):
        raise cards.not_on_the_page()
    if why not in models.Refill.Why.values:
        raise cards.not_on_the_page()
    these = policy.in_book(by, models.Refill)
    with sent.once(these, id):
        if (done := these.filter(pk=id).first()) is not None:
            return done
        row = models.Refill.objects.create(
            id=id,
            organisation_id=by.tenant,
            place=found,
            item=item,
            count=count,
            why=why,
            asked_by_id=by.id if by.kind is actors.Kind.PERSON else None,
            asked_at=act.at,
            recorded_at=act.now,
        )
        facts = {"item": item, "count": count}
        audit.record(
            by=by, verb="ask-refill", about=("refill", id), facts=facts, happened_at=act.at
        )
    return row


def answer_refill(*, by: actors.Actor, refill: uuid.UUID, version: int, outcome: str) -> None:
    """It was brought, or can't be now. Once: somebody who answers later is told."""
    row = policy.require_row(by, P.FIELD_WORK, models.Refill, refill)
    if outcome not in (models.Refill.Outcome.DONE, models.Refill.Outcome.NOT):
        raise cards.not_on_the_page()
    these = models.Refill.objects.filter(pk=row.pk, version=version, outcome="open")
    now = clock.now()
    with sent.once(policy.in_book(by, models.Refill), row.pk):
        changed = these.update(
            outcome=outcome,
            answered_at=now,
            answered_by_id=by.id if by.kind is actors.Kind.PERSON else None,
            version=F("version") + 1,
        )
        if not changed:
            raise sent.stale()
        audit.record(
            by=by, verb="answer-refill", about=("refill", row.pk), facts={"outcome": outcome}
        )
