"""Keeping what somebody answered about their own life."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.measures import models, rules
from alongside.participants import actions as participants
from alongside.participants import policy


def answer(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    answers: Mapping[str, int],
    words: str = "",
    happened_at: datetime | None = None,
) -> models.Response:
    """Keep a check-in, once. `answers` maps items to 0–4; others were not answered. Gone
    where nothing may be written down; Problem where nothing was said, or not in our words."""
    found = policy.require(by, P.CHECKIN_ANSWER, participant=participant, at=happened_at)
    now = clock.now()
    _can_be_kept(answers, words, happened_at or now, now)
    with transaction.atomic():
        participants.hold(found)
        participants.require_consent(participant=found, kind="recorded", at=clock.now())
        row = _own(id, found.pk)
        if row is not None:
            return row
        row = _write(
            id=id,
            organisation_id=found.organisation_id,
            participant=found,
            instrument=_check_in(),
            answers=dict(answers),
            words=words.strip(),
            happened_at=happened_at or now,
            recorded_at=now,
        )
        audit.record(
            by=by,
            verb="answer-check-in",
            participant_id=found.pk,
            about=("response", row.pk),
            facts={"answered": len(answers)},
            happened_at=row.happened_at,
        )
    return row


def _can_be_kept(answers: Mapping[str, int], words: str, at: datetime, now: datetime) -> None:
    if not rules.accepts(answers):
        raise errors.not_an_answer()
    if not answers and not words.strip():
        raise errors.Problem(
            _("Nothing was answered yet, so there is nothing to keep."),
            todo=_("Answer one question, or leave the page: both are fine."),
        )
    if at > now:
        raise errors.Problem(_("That is in the future."))


def _own(id: uuid.UUID, participant_id: uuid.UUID) -> models.Response | None:
    row = models.Response.objects.filter(pk=id).first()
    if row is not None and row.participant_id != participant_id:
        raise errors.Missing(access.NOTHING)
    return row


def _write(**values: object) -> models.Response:
    """A new row. An id that another organisation holds is not seen here, only refused."""
    try:
        with transaction.atomic():
            return models.Response.objects.create(**values)
    except IntegrityError:
        raise errors.Missing(access.NOTHING) from None


def _check_in() -> models.Instrument:
    """Seeded by a migration; made again where a database was emptied without its schema."""
    row, _new = models.Instrument.objects.get_or_create(
        slug=rules.CHECK_IN,
        edition=rules.EDITION,
        defaults={"own": True, "validated": False, "items": list(rules.ITEMS)},
    )
    return row
