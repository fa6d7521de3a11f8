"""The participant answers what was written about a time together; whoever wrote it answers a wish
for correction."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models as participants
from alongside.participants import policy
from alongside.participants.actions import saying
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
    _found, row = policy.require_row(by, P.NOTE_ANSWER, models.Contact.objects.filter(pk=contact))
    mine = models.Reply.objects.filter(pk=id, participant_id=row.participant_id)
    if (reply := mine.first()) is not None:
        return reply
    try:
        with transaction.atomic():
            return _answered(by, row, id, words, wants_correction, {})
    except IntegrityError as error:
        raise errors.Missing(_("This form can’t be used here.")) from error


def say_reply(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    contact: uuid.UUID,
    told: str,
    words: str,
    wants_correction: bool = False,
) -> participants.Said:
    """What they said aloud, or gave on paper, to what was written; a worker whom they let near
    writes it beside it, in their words."""
    found, row = policy.require_row(by, P.WISH_TELL, models.Contact.objects.filter(pk=contact))

    def do(facts: Mapping[str, Any]) -> saying.Came:
        _answered(by, row, id, words, wants_correction, facts)
        return id, {}

    return saying.heard(by=by, id=id, found=found, what=saying.What.REPLY, told=told, do=do)


def take_back_reply(
    _by: actors.Actor, me: participants.Participant, said: participants.Said
) -> None:
    """They never said so: gone, with whatever was answered to it. Asked by `undo_said`."""
    models.Reply.objects.filter(participant=me, pk=said.about or said.pk).delete()


def _answered(
    by: actors.Actor,
    row: models.Contact,
    id: uuid.UUID,
    words: str,
    wants_correction: bool,
    facts: Mapping[str, Any],
) -> models.Reply:
    if not words.strip() or len(words) > LONGEST:
        raise errors.Problem(_("Write what you want to say, in 4000 characters or fewer."))
    now = clock.now()
    reply = models.Reply.objects.create(
        id=id,
        organisation_id=row.organisation_id,
        participant_id=row.participant_id,
        contact=row,
        wants=Wants.CORRECTED if wants_correction else Wants.SAID,
        state=State.OPEN if wants_correction else State.KEPT,
        words=words.strip(),
        heard_by_id=None if by.is_participant else by.person_id,
        happened_at=now,
        recorded_at=now,
    )
    audit.record(
        by=by,
        verb="answer-note",
        participant_id=row.participant_id,
        about=("contact", row.pk),
        facts={"correction": wants_correction, **facts},
    )
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
