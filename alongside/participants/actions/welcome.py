"""Somebody stands at the door, and a coordinator welcomes them."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.participants import models, policy, rules
from alongside.participants.actions import newcomers


def welcome(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    alias: str,
    language: str,
    reach: rules.Reach | None = None,
    asks: bool = True,
) -> None:
    """A new participant, under the name they give or none; `asks` opens their request for a
    peer, too. Who welcomes is not tied to them: the record is closed to the coordinator as it
    is to others. Once per `id`."""
    access.require(by, P.PARTICIPANT_WELCOME)
    wish, reach = rules.Wish(language=language), reach or rules.Reach()
    newcomers.require_sense(wish, reach)
    here = models.Participant.objects.filter(organisation_id=by.tenant, pk=id)
    if here.exists():
        return
    try:
        _welcome(by, id, alias, wish, reach, asks)
    except IntegrityError as error:
        if not here.exists():  # not the same form, twice at the same moment
            raise newcomers.taken() from error


def _welcome(
    by: actors.Actor,
    participant_id: uuid.UUID,
    alias: str,
    wish: rules.Wish,
    reach: rules.Reach,
    asks: bool,
) -> None:
    now = clock.now()
    with transaction.atomic():
        participant = newcomers.begin_record(
            by.tenant, participant_id, alias=alias, wish=wish, reach=reach, welcomed_at=now
        )
        if asks:
            newcomers.begin_request(by, participant, ids.new(), wish, now)
        audit.record(by=by, verb="welcome", participant_id=participant.pk)


def hand_words(
    *, by: actors.Actor, id: uuid.UUID, participant: uuid.UUID, own_word: str, language: str
) -> str:
    """Six words to hand over, readable only now. They open nothing without `own_word`, which
    the participant typed unseen: whoever hands the words over never holds a working key.

    Only in the sitting in which they were welcomed. A second time takes the same own word, and
    ends the words before; empty where this form, `id`, was sent before.
    """
    found = policy.require(by, P.PARTICIPANT_WELCOME, participant=participant)
    if not rules.is_at_the_door(found.welcomed_at, now=clock.now()) or found.person_id:
        raise _too_late()
    if found.return_key_id is not None:
        return accounts.hand_over_again(
            by=by, key=found.return_key_id, id=id, own_word=own_word, language=language
        )
    accounts.require_own_word(by=by, own_word=own_word, alias=found.alias)
    with transaction.atomic():
        row = models.Participant.objects.select_for_update().get(pk=found.pk)
        if row.return_key_id is not None:  # the same form, twice at the same moment
            return ""
        row.return_key, words = accounts.make_return_key(
            by=by,
            id=id,
            organisation=row.organisation,
            language=language,
            own_word=own_word,
        )
        row.save(update_fields=["return_key"])
        audit.record(by=by, verb="hand-words", participant_id=row.pk)
    return words


def _too_late() -> errors.Gone:
    return errors.Gone(
        _("Words can be made only while somebody is being welcomed."),
        kept=_("What was written down when they came is kept, and so is their request."),
        todo=_("If they are here without words, welcome them again: they get a new start."),
    )
