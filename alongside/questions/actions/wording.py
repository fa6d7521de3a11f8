"""Questions: added, said otherwise, put in another order, asked no more."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.questions import models, rules
from alongside.questions.actions import rows


def add_question(
    *, by: actors.Actor, id: uuid.UUID, sheet: uuid.UUID, asked: rules.Wording
) -> models.Question:
    """One more, at the end. Once per `id`."""
    access.require(by, P.QUESTION_ASK)
    found = rows.live_sheet(by, sheet)
    rows.require_sense(asked)
    mine = models.Question.objects.filter(sheet=found)
    with sent.once(mine, id):
        found = rows.held(found)
        if (before := mine.filter(pk=id).first()) is not None:
            return before
        live = rows.live(found)
        if len(live) >= rules.MOST_QUESTIONS:
            raise errors.Problem(
                _("There are twenty questions already. Nobody answers more at one time."),
                kept=_("What you typed is still here."),
            )
        row = _create(id, found, asked, order=live[-1].order + 1 if live else 0)
        rows.audited(by, "add-question", found, kind=asked.kind)
    return row


def change_question(
    *, by: actors.Actor, id: uuid.UUID, question: uuid.UUID, asked: rules.Wording
) -> models.Question:
    """It is said otherwise from now on: what was answered stays with the words that were asked.
    Once per `id`; Stale where it was changed or ended meanwhile."""
    access.require(by, P.QUESTION_ASK)
    before = rows.question(by, question)
    rows.require_sense(asked)
    mine = models.Question.objects.filter(instead_of=before)
    with sent.once(mine, id, otherwise=rows.stale):
        found = rows.held(before.sheet)
        if (row := mine.filter(pk=id).first()) is not None:
            return row
        now = clock.now()
        live = models.Question.objects.filter(pk=before.pk, ended_at=None)
        if before.wording == asked and live.exists():
            return before
        if not live.update(ended_at=now):
            raise rows.stale()
        row = _create(id, found, asked, order=before.order, instead_of=before)
        rows.audited(by, "change-question", found, kind=asked.kind)
    return row


def _create(
    id: uuid.UUID,
    sheet: models.Sheet,
    asked: rules.Wording,
    *,
    order: int,
    instead_of: models.Question | None = None,
) -> models.Question:
    return models.Question.objects.create(
        id=id,
        organisation_id=sheet.organisation_id,
        sheet=sheet,
        order=order,
        kind=asked.kind,
        words=dict(asked.words),
        why=dict(asked.why),
        options=list(asked.options),
        is_careful=asked.is_careful,
        instead_of=instead_of,
    )


def move_question(
    *, by: actors.Actor, question: uuid.UUID, version: int, up: bool
) -> models.Question:
    """One place up or down. Stale where the order changed meanwhile."""
    access.require(by, P.QUESTION_ASK)
    row = rows.question(by, question)
    with transaction.atomic():
        found = rows.held(row.sheet)
        rows.change(found, version)
        live = rows.live(found)
        at = next((at for at, each in enumerate(live) if each.pk == row.pk), None)
        if at is None:
            raise rows.stale()
        to = at + (-1 if up else 1)
        if 0 <= to < len(live):
            live[at], live[to] = live[to], live[at]
        for order, each in enumerate(live):
            models.Question.objects.filter(pk=each.pk).update(order=order)
        rows.audited(by, "move-question", found)
    return row


def end_question(*, by: actors.Actor, question: uuid.UUID) -> models.Question:
    """It is asked no more; what was answered stays for its time. Twice is once."""
    access.require(by, P.QUESTION_ASK)
    row = rows.question(by, question)
    with transaction.atomic():
        found = rows.held(row.sheet)
        live = rows.live(found)
        if found.is_asked and [each.pk for each in live] == [row.pk]:
            raise errors.Problem(
                _("It is the only question there. End all of it instead."),
                kept=_("Nothing was changed."),
            )
        if models.Question.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now()):
            rows.audited(by, "end-question", found)
    return row
