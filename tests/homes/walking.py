"""Many people at Riverbend, for pages that count."""

from datetime import datetime, timedelta
from typing import Any

from alongside.core import clock
from alongside.participants.models import Consent, Participant, Request
from alongside.support.models import Contact, Pairing
from tests.cast import Cast, Character


def yesterday() -> datetime:
    """What is of today is not counted yet."""
    return clock.now() - timedelta(days=1)


def people(cast: Cast, number: int) -> list[Participant]:
    return Participant.objects.bulk_create(
        [Participant(organisation=cast.riverbend, alias=f"Somebody {at}") for at in range(number)]
    )


def pair(cast: Cast, peer: Character, participant: Participant, **more: Any) -> Pairing:
    Consent.objects.create(organisation=cast.riverbend, participant=participant, kind="recorded")
    assert peer.person is not None
    given: dict[str, Any] = {"from_at": clock.now() - timedelta(days=20)} | more
    return Pairing.objects.create(
        organisation=cast.riverbend, participant=participant, peer=peer.person, **given
    )


def contact(cast: Cast, peer: Character, participant: Participant, **more: Any) -> Contact:
    assert peer.person is not None
    given: dict[str, Any] = {"happened_at": yesterday(), "emotional": True} | more
    return Contact.objects.create(
        organisation=cast.riverbend, participant=participant, peer=peer.person, **given
    )


def ask(cast: Cast, participant: Participant, **more: Any) -> Request:
    given: dict[str, Any] = {"happened_at": yesterday()} | more
    return Request.objects.create(organisation=cast.riverbend, participant=participant, **given)
