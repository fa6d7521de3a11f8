"""The participant answers what was written about a time together; whoever wrote it answers a wish
for correction."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import policy
from alongside.support import models

LONGEST = 4000
Wants, State = models.Reply.Wants, models.Reply.State


def answer_note(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    contact: uuid.UUID,
    words: str,
    wants_correction: bool = False,
) -> models.Reply:
    """Kept beside what was written, for everybody who reads it. Once per `id`."""
    found, row = policy.require_row(by, P.NOTE_ANSWER, models.Contact.objects.filter(pk=contact))
    if not words.strip() or len(words) > LONGEST:
        raise errors.Problem(_("Write what you want to say, in 4000 characters or fewer."))
    mine = models.Reply.objects.filter(pk=id, participant=found)
    if (reply := mine.first()) is not None:
        return reply
    now = clock.now()
    try:
        with transaction.atomic():
            reply = models.Reply.objects.create(
                id=id,
                organisation_id=found.organisation_id,
                participant=found,
                contact=row,
                wants=Wants.CORRECTED if wants_correction else Wants.SAID,
                state=State.OPEN if wants_correction else State.KEPT,
                words=words.strip(),
                happened_at=now,
                recorded_at=now,
            )
            facts = {"correction": wants_correction}
            audit.record(
                by=by,
                verb="answer-note",
                participant_id=found.pk,
                about=("contact", row.pk),
                facts=facts,
            )
    except IntegrityError as error:
        raise errors.Missing(_("This form can’t be used here.")) from error
    return reply


def answer_reply(
    *, by: actors.Actor, reply: uuid.UUID, version: int, was_corrected: bool, answer: str = ""
) -> None:
    """Whoever wrote the contact says whether they corrected it; where not, why. Stale where it
    was answered meanwhile."""
    found, row = policy.require_row(by, P.CONTACT_CORRECT, models.Reply.objects.filter(pk=reply))
    if row.contact.peer_id != by.person_id:
        raise access.Refused(
            P.CONTACT_CORRECT,
            participant_id=found.pk,
            sentence=_("Only the peer who logged it can change it."),
        )
    if row.wants != Wants.CORRECTED:
        raise errors.Gone(_("They did not ask for a correction."))
    if not was_corrected and not answer.strip():
        raise errors.Problem(_("Say why it stays as it is. They read your answer."))
    with transaction.atomic():
        mine = models.Reply.objects.filter(pk=row.pk, version=version, state=State.OPEN)
        if not mine.update(
            state=State.DONE if was_corrected else State.DECLINED,
            answer=answer.strip(),
            answered_by_id=by.person_id,
            answered_at=clock.now(),
            version=version + 1,
        ):
            raise errors.Stale(
                _("This was answered meanwhile, perhaps in another window."),
                kept=_("What you typed is still here."),
                todo=_("Look at it once more."),
            )
        facts = {"corrected": was_corrected}
        audit.record(
            by=by,
            verb="answer-reply",
            participant_id=found.pk,
            about=("contact", row.contact_id),
            facts=facts,
        )
