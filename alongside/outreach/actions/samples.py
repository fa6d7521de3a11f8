"""Samples that somebody had checked, and what each method said."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.outreach import models, policy
from alongside.outreach.actions import rows
from alongside.outreach.rules import samples as rules
from alongside.participants.actions import rows as sent


def take_sample(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    expected: str = "",
    expected_words: str = "",
    form: str = "",
    looks: str = "",
    area: str = "",
    was_used: bool | None = None,
    is_shared: bool = False,
    site: uuid.UUID | None = None,
    happened_at: datetime | None = None,
) -> models.Sample:
    """Something to be checked; its number is made here, for a slip. Once per `id`."""
    access.require(by, P.FIELD_WORK, at=happened_at)
    if expected not in {"", *rules.SUBSTANCES} or form not in {"", *models.Sample.Form.values}:
        raise rows.not_on_the_page()
    rows.require_site(by, site)
    at = rows.when(happened_at)
    these = policy.samples_for(by)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            models.Sample.objects.create(
                **rows.of(by, id, at),
                site_id=site,
                number=_number(),
                expected=expected,
                expected_words=rows.require_words(expected_words, 60),
                form=form,
                looks=rows.require_words(looks, 120),
                area=rows.require_words(area, 120),
                was_used=was_used,
                is_shared=is_shared,
                taken_by_id=by.person_id,
            )
            audit.record(by=by, verb="take-sample", about=("sample", id), happened_at=at)
    return these.get(pk=id)


def add_result(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    sample: uuid.UUID,
    method: str,
    outcome: str,
    found: Iterable[Any] = (),
    words: str = "",
    happened_at: datetime | None = None,
) -> models.SampleResult:
    """What one method said; `found` are pairs of a slug and a percentage or None. Whoever holds
    the number reads it from this moment. Once per `id`."""
    row = policy.require_sample(by, P.FIELD_WORK, sample=sample, at=happened_at)
    parts = rules.parts(found)
    known = method in models.SampleResult.Method.values
    if parts is None or not known or outcome not in models.SampleResult.Outcome.values:
        raise errors.Problem(
            _("What was found can’t be so: each thing once, and not more than a hundred percent."),
            kept=_("What you typed is still here."),
            todo=_("Look at the parts again. A part may stay empty."),
        )
    _require_whole(method, outcome, parts)
    at = rows.when(happened_at)
    these = models.SampleResult.objects.filter(organisation_id=by.tenant)
    with sent.once(these, id):
        if not these.filter(pk=id).exists():
            models.SampleResult.objects.create(
                **rows.of(by, id, at),
                sample=row,
                method=method,
                outcome=outcome,
                found=parts if outcome == "found" else [],
                words=rows.require_words(words, 300),
                tested_by_id=by.person_id,
            )
            facts = {"method": method, "outcome": outcome}
            audit.record(by=by, verb="add-result", about=("sample", row.pk), facts=facts)
    return these.get(pk=id)


def take_back_result(*, by: actors.Actor, result: uuid.UUID) -> models.SampleResult:
    """It was wrong: it is read no more. The row stays. Twice is once."""
    access.require(by, P.FIELD_WORK)
    mine = models.SampleResult.objects.filter(organisation_id=by.tenant, pk=result)
    row = mine.first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        if mine.filter(taken_back_at=None).update(taken_back_at=clock.now()):
            audit.record(by=by, verb="take-back-result", about=("sample", row.sample_id))
    return row


def _require_whole(method: str, outcome: str, parts: list[list[Any]]) -> None:
    if method in rules.LOOKS_FOR:
        fits = {slug for slug, _share in parts} <= {*rules.LOOKS_FOR[method]}
        if not fits:
            raise errors.Problem(_("This strip looks for something else than that."))
    elif outcome == "found" and not parts:
        raise errors.Problem(_("Say what was found."), kept=_("What you typed is still here."))


def _number() -> str:
    """One that nobody guesses, and that is not used yet."""
    while True:
        made = rules.written("".join(secrets.choice(rules.SIGNS) for _ in range(rules.LENGTH)))
        if not policy.sample_numbered(made).exists():
            return made
