"""Somebody stands at the door, and a coordinator welcomes them."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as known
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.participants import models, rules
from alongside.participants.actions import newcomers


def welcome(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    alias: str,
    language: str,
    reach: rules.Reach | None = None,
    asks: bool = True,
    key_language: str = "en",
) -> newcomers.Begun:
    """A new participant with a return key, under the name they give or none; `asks` opens
    their request for a peer, too. Who welcomes is not tied to them: the record is closed to
    the coordinator as it is to others. Once per `id`."""
    access.require(by, P.PARTICIPANT_WELCOME)
    wish, reach = rules.Wish(language=language), reach or rules.Reach()
    newcomers.require_sense(wish, reach)
    here = models.Participant.objects.filter(organisation_id=by.tenant, pk=id)
    if here.exists():
        return newcomers.Begun(id)
    try:
        words = _welcome(by, id, alias, wish, reach, asks, key_language)
    except IntegrityError as error:
        if here.exists():  # the same form, twice at the same moment
            return newcomers.Begun(id)
        raise errors.Missing(_("This form can’t be used here.")) from error
    return newcomers.Begun(id, words)


def _welcome(
    by: actors.Actor,
    participant_id: uuid.UUID,
    alias: str,
    wish: rules.Wish,
    reach: rules.Reach,
    asks: bool,
    key_language: str,
) -> str:
    now = clock.now()
    with transaction.atomic():
        participant, words = newcomers.begin_record(
            by,
            known.organisations().get(pk=by.tenant),
            participant_id,
            alias=alias,
            language=wish.language,
            reach=reach,
            key_language=key_language,
            handed_over=True,
            welcomed_at=now,
        )
        if asks:
            newcomers.begin_request(by, participant, ids.new(), wish, now)
        audit.record(by=by, verb="welcome", participant_id=participant.pk)
    return words
