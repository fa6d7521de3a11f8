"""Sheets of questions: made, asked from a day on, and no more from another."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.participants.actions import rows as sent
from alongside.questions import models, policy, rules
from alongside.questions.actions import rows


def begin_sheet(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    names: rules.Texts,
    about: str,
    they_answer: bool = False,
    keep_days: int = 365,
    programme: uuid.UUID | None = None,
) -> models.Sheet:
    """A new one, with no question yet and asked of nobody. Once per `id`."""
    access.require(by, P.QUESTION_ASK)
    columns = _columns(by, names, about, they_answer, keep_days, programme)
    mine = policy.kept_by(by)
    with sent.once(mine, id):
        if (before := mine.filter(pk=id).first()) is not None:
            return before
        row = models.Sheet.objects.create(
            id=id, organisation_id=by.tenant, made_by_id=by.person_id, about=about, **columns
        )
        rows.audited(by, "begin-sheet", row, about=about)
    return models.Sheet.objects.get(pk=id)


def _columns(
    by: actors.Actor,
    names: rules.Texts,
    about: str,
    they_answer: bool,
    keep_days: int,
    programme: uuid.UUID | None,
) -> dict[str, Any]:
    if about not in models.Sheet.About.values or keep_days not in rules.KEPT:
        raise errors.not_an_answer()
    mine = [row.pk for row in policy.programmes_for(by)]
    if programme is None and policy.is_of_one_programme(by):
        programme = mine[0]
    if programme is not None and programme not in mine:
        raise errors.not_an_answer()
    return {
        "names": rows.require_names(names),
        "they_answer": they_answer and about == models.Sheet.About.PERSON,
        "keep_days": keep_days,
        "programme_id": programme,
    }


def edit_sheet(
    *,
    by: actors.Actor,
    sheet: uuid.UUID,
    version: int,
    names: rules.Texts,
    they_answer: bool = False,
    keep_days: int = 365,
    programme: uuid.UUID | None = None,
) -> models.Sheet:
    """How long answers are kept changes for those that come: who answered was told the other."""
    access.require(by, P.QUESTION_ASK)
    found = rows.live_sheet(by, sheet)
    columns = _columns(by, names, found.about, they_answer, keep_days, programme)
    with transaction.atomic():
        rows.change(found, version, **columns)
        rows.audited(by, "edit-sheet", found)
    return found


def begin_asking(*, by: actors.Actor, sheet: uuid.UUID) -> models.Sheet:
    """From now on it is asked. Twice is once."""
    access.require(by, P.QUESTION_ASK)
    found = rows.live_sheet(by, sheet)
    with transaction.atomic():
        found = rows.held(found)
        if found.begun_at is not None:
            return found
        if not rows.live(found):
            raise errors.Problem(_("There is no question on it yet. Add one first."))
        if policy.asked_here(by.tenant).count() >= rules.MOST_SHEETS:
            raise errors.Problem(
                _("So many questions are asked already. End some that nobody needs any more.")
            )
        models.Sheet.objects.filter(pk=found.pk).update(begun_at=clock.now())
        rows.audited(by, "begin-asking", found)
    return found


def end_sheet(*, by: actors.Actor, sheet: uuid.UUID) -> models.Sheet:
    """Nobody is asked any more; answers stay for their time. Twice is once."""
    access.require(by, P.QUESTION_ASK)
    found = rows.sheet(by, sheet)
    with transaction.atomic():
        live = models.Sheet.objects.filter(pk=found.pk, ended_at=None)
        if live.update(ended_at=clock.now()):
            rows.audited(by, "end-sheet", found)
    return found
