"""Afterwards: everybody who was there is asked how they are, and answers for themselves."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.sites import models, policy
from alongside.sites.actions import rows


def offer_debrief(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    overdose: uuid.UUID,
    people: Collection[uuid.UUID] = (),
    others: int = 0,
    happened_at: datetime | None = None,
) -> models.Debrief:
    """Talking about it is offered to all who responded, to `people` who work here and were
    there, and was offered aloud to so many `others`. Once per `id`."""
    row = policy.require_row(by, P.FIELD_WORK, models.Overdose, overdose, at=happened_at)
    at = rows.moment(happened_at)
    if not 0 <= others <= 200:
        raise rows.not_on_the_page()
    known = set(policy.colleagues_in(by).filter(pk__in=people).values_list("pk", flat=True))
    if set(people) - known:
        raise errors.Missing(access.NOTHING)
    these = policy.rows(by, models.Debrief)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            models.Debrief.objects.create(
                id=id,
                organisation_id=by.tenant,
                overdose=row,
                others=others,
                offered_by_id=by.person_id,
                happened_at=at,
            )
            for person in known:
                rows.note_witness(by, row, person, at=row.found_at)
            root = row.same_as_id or row.pk
            asked = policy.rows(by, models.Witness).filter(offered_at=None)
            asked.filter(overdose__in=rows.group_of(root)).update(offered_at=at)
            facts = {"people": len(known), "others": others}
            audit.record(by=by, verb="offer-debrief", about=("overdose", row.pk), facts=facts)
    return these.get(pk=id)


def was_there(
    *, by: actors.Actor, overdose: uuid.UUID, happened_at: datetime | None = None
) -> None:
    """'I was there, too': said by oneself, and counted for oneself only. Twice is once."""
    row = policy.require_row(by, P.FIELD_WORK, models.Overdose, overdose, at=happened_at)
    with transaction.atomic():
        if rows.note_witness(by, row, by.person_id, at=row.found_at):
            audit.record(by=by, verb="was-there", about=("overdose", row.pk))


def answer_debrief(*, by: actors.Actor, witness: uuid.UUID, answer: str) -> None:
    """How they are, in their own answer, which they may change. Only a wish to talk is told."""
    access.require(by, P.FIELD_WORK)
    row = policy.exposure_of(by).filter(pk=witness).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    if not rows.chosen(answer, models.Witness.Answer):
        raise errors.Problem(_("Choose one of the answers."), kept=_("Nothing was changed."))
    with transaction.atomic():
        other = models.Witness.objects.filter(pk=row.pk).exclude(answer=answer)
        if other.update(answer=answer, answered_at=clock.now()):
            audit.record(by=by, verb="answer-debrief", about=("witness", row.pk))
