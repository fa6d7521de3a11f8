"""Six words that were lost: the peer who walks with somebody says so, a second worker confirms, a
day goes by, and the old words die as the new ones are handed over."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors
from alongside.participants import models, policy, rules
from alongside.participants.policy import lost


def say_key_lost(*, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID) -> None:
    """By the peer who walks with them and has seen them. Once, until it ends."""
    found = policy.require(by, P.KEY_LOST_SAY, participant=participant)
    if found.person_id is not None:
        raise errors.Problem(
            _("They come in with a name and a passphrase, and can draw new words there."),
            kept=_("Nothing was changed."),
        )
    if lost.open_of(found.pk).exists():
        return
    try:
        with transaction.atomic():
            row = models.LostKey.objects.create(
                id=id,
                organisation_id=found.organisation_id,
                participant=found,
                said_by_id=by.person_id,
                said_at=clock.now(),
            )
            _record(by, "say-key-lost", row)
    except IntegrityError:
        if not lost.open_of(found.pk).exists():  # not the same form, twice at the same moment
            raise errors.Missing(access.NOTHING) from None


def confirm_key_lost(*, by: actors.Actor, lost_key: uuid.UUID) -> None:
    """By somebody else who works here and has seen them. From now on a day is waited."""
    access.require(by, P.KEY_LOST_CONFIRM)
    with transaction.atomic():
        row = lost.open_in(by).select_for_update(of=("self",)).filter(pk=lost_key).first()
        if row is None:
            raise errors.Missing(access.NOTHING)
        if row.said_by_id == by.person_id:
            raise errors.Problem(
                _("It takes two people, and you are the one who said it."),
                kept=_("Nothing was changed."),
                todo=_("Ask somebody else who works here and has seen them."),
            )
        if row.confirmed_at is None:
            row.confirmed_by_id, row.confirmed_at = by.person_id, clock.now()
            row.save(update_fields=["confirmed_by", "confirmed_at"])
            _record(by, "confirm-key-lost", row)


def stop_lost_key(*, by: actors.Actor) -> None:
    """Whoever holds the words says that they are not lost. Twice is once."""
    access.require(by, P.RETURN_KEY_MAKE)
    me = policy.participants_for(by).first() if by.is_participant else None
    if me is None:
        raise errors.Missing(access.NOTHING)
    with transaction.atomic():
        row = lost.open_of(me.pk).select_for_update().first()
        if row is not None:
            _end(row)
            _record(by, "stop-lost-key", row)


def replace_lost_key(
    *, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, own_word: str, language: str
) -> str:
    """New words to hand over, readable only now; those before die, and their sessions. They
    open nothing without `own_word`, typed unseen. Empty where `id` drew them already."""
    found = policy.require(by, P.PARTICIPANT_WELCOME, participant=participant)
    before = found.return_key
    if before is not None and before.form_id == id:
        return ""
    accounts.require_own_word(by=by, own_word=own_word, alias=found.alias)
    with transaction.atomic():
        row = lost.open_of(found.pk).select_for_update().first()
        at = row.confirmed_at if row else None
        if row is None or at is None or not rules.has_waited(at, now=clock.now()):
            raise errors.Gone(
                _("New words are handed over a day after two people have said that they saw them."),
                kept=_("The words before still open what is theirs."),
                todo=_("Look at who waits for new words."),
            )
        key, words = accounts.make_return_key(
            by=by, id=id, organisation=found.organisation, language=language, own_word=own_word
        )
        models.Participant.objects.filter(pk=found.pk).update(return_key=key)
        if before is not None:
            accounts.end_return_key(by=by, key=before.pk)
        _end(row)
        _record(by, "hand-new-words", row)
    return words


def _end(row: models.LostKey) -> None:
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])


def _record(by: actors.Actor, verb: str, row: models.LostKey) -> None:
    audit.record(by=by, verb=verb, participant_id=row.participant_id, about=("lost-key", row.pk))
