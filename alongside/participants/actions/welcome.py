"""Somebody stands at the door, and a coordinator welcomes them."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import actions as accounts
from alongside.accounts import policy as known
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import clock, errors, ids
from alongside.participants import models, rules
from alongside.participants.actions import requests


@dataclass(frozen=True, slots=True)
class Welcomed:
    """`words` are the six words to hand over, readable only now; empty where this form was
    sent before."""

    participant_id: uuid.UUID
    words: str = ""

    @property
    def is_new(self) -> bool:
        return bool(self.words)


def welcome(
    *,
    by: actors.Actor,
    id: uuid.UUID,
    alias: str,
    language: str,
    reach: rules.Reach | None = None,
    asks: bool = True,
    key_language: str = "en",
) -> Welcomed:
    """A new participant with a return key, under the name they give or none; `asks` opens
    their request for a peer, too. Who welcomes is not tied to them: the record is closed to
    the coordinator as it is to others. Once per `id`."""
    access.require(by, P.PARTICIPANT_WELCOME)
    wish, reach = rules.Wish(language=language), reach or rules.Reach()
    requests._require_sense(wish, reach)
    here = models.Participant.objects.filter(organisation_id=by.tenant, pk=id)
    if here.exists():
        return Welcomed(id)
    try:
        words = _welcome(by, id, alias, wish, reach, asks, key_language)
    except IntegrityError as error:
        if here.exists():  # the same form, twice at the same moment
            return Welcomed(id)
        raise errors.Missing(_("This form can’t be used here.")) from error
    return Welcomed(id, words)


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
        key, words = accounts.make_return_key(
            by=by,
            organisation=known.organisations().get(pk=by.tenant),
            language=key_language,
            handed_over=True,
        )
        participant = models.Participant.objects.create(
            id=participant_id,
            organisation_id=by.tenant,
            alias=alias.strip(),
            return_key=key,
            language=wish.language,
            reach_way=reach.way,
            reach_how=reach.how.strip(),
            never_ways=list(reach.never_ways),
            reach_never=reach.never.strip(),
            welcomed_at=now,
        )
        if asks:
            requests._begin(by, participant, ids.new(), wish, now)
        audit.record(by=by, verb="welcome", participant_id=participant.pk)
    return words
