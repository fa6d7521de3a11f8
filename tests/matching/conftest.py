"""A request, and introductions to answer it."""

from collections.abc import Callable
from typing import Any

import pytest

from alongside.core import ids
from alongside.matching import actions as matching
from alongside.matching.models import Proposal
from alongside.participants import actions, rules
from alongside.participants.models import Participant, Request
from alongside.peers.models import PeerProfile
from alongside.support.models import Pairing
from tests.cast import Cast, Character

Ask = Callable[..., Request]


@pytest.fixture
def ask() -> Ask:
    """`ask(cast.rosa, language="es")`: they ask for a peer."""

    def asking(who: Character, **wish: Any) -> Request:
        actions.ask_again(by=who.by, id=(pk := ids.new()), wish=rules.Wish(**wish))
        return Request.objects.get(pk=pk)

    return asking


def profile(who: Character) -> PeerProfile:
    return PeerProfile.objects.get(person=who.person)


def introduce(cast: Cast, request: Request, *who: Character) -> list[Proposal]:
    """Omar sends these introductions."""
    request.refresh_from_db()
    matching.propose(
        by=cast.omar.by,
        request=request.pk,
        version=request.version,
        profiles=[profile(each).pk for each in who],
    )
    return [Proposal.objects.get(request=request, profile__person=each.person) for each in who]


def walk_together(cast: Cast, peer: Character, how_many: int) -> None:
    for number in range(how_many):
        other = Participant.objects.create(organisation=cast.riverbend, alias=f"Other {number}")
        Pairing.objects.create(
            organisation=cast.riverbend, participant=other, peer_id=peer.by.person_id
        )
