"""Somebody outside asks about a person, who answers in their own time; and what is told in an
emergency, when nobody could be asked."""

import uuid
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy
from alongside.participants.actions import leaving
from alongside.participants.rules import agreeing, regimes
from alongside.participants.rules import leaving as going

Answer = models.Asking.Answer
MEDICAL, EMERGENCY = "medical-emergency", "emergency"


def ask_about(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    recipient: str,
    recipient_kind: str,
    purpose: str,
    words: str = "",
) -> None:
    """A worker passes on that somebody asks, and tells the asker nothing. Once per `id`."""
    found = policy.require(by, P.CONSENT_WRITE, participant=participant)
    if recipient_kind not in regimes.ASKERS or purpose not in regimes.PURPOSES:
        raise errors.not_an_answer()
    if models.Asking.objects.filter(pk=id, participant=found).exists():
        return
    try:
        with transaction.atomic():
            models.Asking.objects.create(
                id=id,
                organisation_id=found.organisation_id,
                participant=found,
                recipient=recipient.strip(),
                recipient_kind=recipient_kind,
                purpose=purpose,
                words=words.strip(),
                written_by_id=by.person_id,
                happened_at=clock.now(),
                recorded_at=clock.now(),
            )
            audit.record(
                by=by, verb="pass-on-asking", participant_id=found.pk, about=("asking", id)
            )
    except IntegrityError:
        raise errors.Missing(policy.NOTHING) from None


def answer_asking(
    *,
    by: actors.Actor,
    participant: uuid.UUID,
    asking: uuid.UUID,
    answer: str,
    felt_free: bool | None = None,
) -> None:
    """'I want time' or 'there is nothing to share'; sharing is `share`. Nobody outside can tell
    any of these from the other, or from asking about somebody we do not know."""
    found = policy.require(by, P.CONSENT_GIVE, participant=participant)
    if answer not in {Answer.LATER, Answer.NOTHING}:
        raise errors.not_an_answer()
    now = clock.now()
    with transaction.atomic():
        row = models.Asking.objects.select_for_update().filter(participant=found, pk=asking).first()
        if row is None:
            raise errors.Missing(policy.NOTHING)
        if row.answer == Answer.SHARED:
            raise errors.Gone(
                _("You have answered this already."),
                kept=_("What you agreed to is on the page with all you agreed to."),
                todo=_("You can take it back there, with one tap."),
            )
        if row.answer == answer and answer == Answer.NOTHING:
            return
        row.answer, row.answered_at, row.felt_free = answer, now, felt_free
        row.later_until_at = now + agreeing.PAUSE if answer == Answer.LATER else None
        row.save(update_fields=["answer", "answered_at", "felt_free", "later_until_at"])
        audit.record(by=by, verb="answer-asking", participant_id=found.pk, about=("asking", row.pk))


def tell_emergency(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    participant: uuid.UUID,
    recipient: str,
    facts: Mapping[str, str],
) -> leaving.Left:
    """What was told to medical people to save a life, when the person could not be asked: an
    exception of the law, not a look inside. `facts` are those the law asks for, and `told`, the
    words. The person reads all of it, first thing when they come back."""
    found = policy.require(by, P.EMERGENCY_TELL, participant=participant)
    worker = {"recipient": recipient.strip(), "discloser": found.organisation.name}
    return leaving.disclose(
        by=by,
        id=id,
        participant=participant,
        recipient=going.Recipient(recipient.strip(), "medical"),
        purpose=EMERGENCY,
        categories=("words",),
        via="voice",
        exception=going.Claim(MEDICAL, {**facts, **worker}, clock.now()),
    )


def read_account(*, by: actors.Actor, participant: uuid.UUID) -> None:
    """They have read what left without their yes."""
    found = policy.require(by, P.LOOKS_READ, participant=participant)
    with transaction.atomic():
        untold = models.Disclosure.objects.filter(participant=found, consent=None, told_at=None)
        if untold.update(told_at=clock.now()):
            audit.record(by=by, verb="read-account", participant_id=found.pk)
