"""Writing to each other, keeping what was begun, and having read."""

import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants.rules import RECORDED, SUPPORTED
from alongside.threads import models, policy, rules
from alongside.threads.actions import rows


def write(*, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, words: str) -> models.Message:
    """One message, once per `id`. A participant may always write; a peer only to somebody who is
    supported now, and who wrote first or agreed that things are written down."""
    found = policy.require(by, participant=participant)
    said = rules.cleaned(words)
    if not said:
        raise errors.Problem(_("There is nothing in it yet. Write a few words."))
    with transaction.atomic():
        participants.hold(found)
        if not by.is_participant:
            _require_yes(found)
        row, is_new = models.Message.objects.get_or_create(
            pk=id,
            defaults={
                "organisation_id": found.organisation_id,
                "participant": found,
                "author_id": None if by.is_participant else by.person_id,
                "words": said,
                "happened_at": clock.now(),
                "recorded_at": clock.now(),
            },
        )
        if row.participant_id != found.pk:
            raise errors.Missing(access.NOTHING)
        if is_new:
            _drafts(by, found).delete()
            if not by.is_participant:
                rows.tell(found, kind=rows.Kind.MESSAGE, about=row.pk)
            audit.record(
                by=by, verb="write-message", participant_id=found.pk, about=("message", row.pk)
            )
    return row


def keep_draft(*, by: actors.Actor, participant: uuid.UUID, words: str) -> None:
    """What was begun, for later and for oneself alone. Empty words keep none. It is nothing that
    was done to a record, so history says nothing of it."""
    found = policy.require(by, participant=participant)
    said = rules.cleaned(words)
    with transaction.atomic():
        participants.hold(found)
        if not said:
            _drafts(by, found).delete()
            return
        models.Draft.objects.update_or_create(
            participant=found,
            author_id=None if by.is_participant else by.person_id,
            defaults={
                "organisation_id": found.organisation_id,
                "words": said,
                "saved_at": clock.now(),
            },
        )


def have_read(*, by: actors.Actor, participant: uuid.UUID) -> None:
    """The page was opened: what the other side wrote is new no more."""
    found = policy.require(by, participant=participant)
    new = policy.messages_for(by).filter(participant=found, read_at=None)
    new.filter(author__isnull=not by.is_participant).update(read_at=clock.now())


def _require_yes(found: records.Participant) -> None:
    participants.require_consent(participant=found, kind=SUPPORTED, at=clock.now())
    theirs = models.Message.objects.filter(participant=found, author=None)
    if not theirs.exists():
        participants.require_consent(participant=found, kind=RECORDED, at=clock.now())


def _drafts(by: actors.Actor, found: records.Participant) -> QuerySet[models.Draft]:
    author = None if by.is_participant else by.person_id
    return models.Draft.objects.filter(participant=found, author_id=author)
