"""Cards, which whoever holds them opens by their words; and counts, in which nobody is."""

import uuid

from django.db.models import QuerySet

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.followups import models


def card_worded(digest: str) -> models.Card | None:
    """Whoever types the words of a card holds it."""
    return models.Card.objects.filter(words_digest=digest).first()


def require_card(by: actors.Actor, permission: P, *, card: uuid.UUID) -> models.Card:
    """The lock of a card that was opened with its words: those of an organisation, in time."""
    access.require(by, permission)
    found = models.Card.objects.filter(pk=card, organisation_id=by.tenant).first()
    if found is None or by.kind is not actors.Kind.SYSTEM:
        raise errors.Missing(access.NOTHING)
    return found


def counted_in(by: actors.Actor) -> QuerySet[models.FollowUp]:
    """Of the whole organisation: to be published with small numbers hidden, never as they are."""
    return models.FollowUp.objects.filter(organisation_id=by.tenant)


def touches_in(by: actors.Actor) -> QuerySet[models.Touch]:
    return models.Touch.objects.filter(organisation_id=by.tenant)


def bridges_in(by: actors.Actor) -> QuerySet[models.Bridge]:
    return models.Bridge.objects.filter(organisation_id=by.tenant)
