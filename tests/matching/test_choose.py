"""The participant reads the introductions and picks, declines, or asks for others."""

from typing import Any

import pytest
from django.urls import reverse

from alongside.audit.models import Event
from alongside.matching.models import Proposal
from alongside.participants.models import Tie
from alongside.peers import actions as peers
from alongside.peers.models import LivedExperience, PeerProfile
from alongside.support.models import Pairing
from tests.cast import Cast, Character, lived
from tests.matching.conftest import Ask, introduce, walk_together

pytestmark = pytest.mark.django_db
PAGE = "/en/my-request/peers/"


def tap(who: Character, name: str, pk: Any) -> Any:
    return who.client().post(reverse(f"matching:{name}", kwargs={"pk": pk}))


def test_it_shows_what_peers_chose_to_share(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa, experiences=("opioids", "loss"))
    hidden = LivedExperience.objects.filter(profile__person=cast.maya.person).get()
    lived(hidden.profile, "loss", words="My brother", shared="nobody")
    introduce(cast, request, cast.maya)
    page = cast.rosa.client().get(PAGE).content.decode()
    assert "I am Maya. I have been where you are." in page
    assert "Has lived it too: Opioids" in page
    assert "My brother" not in page
    assert "Losing somebody" not in page


def test_it_forgets_a_reason_that_was_taken_back(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa, experiences=("opioids",))
    introduce(cast, request, cast.maya)
    row = LivedExperience.objects.get(profile__person=cast.maya.person)
    peers.share_experience(by=cast.maya.by, experience=row.pk, shared="nobody")
    assert "Opioids" not in cast.rosa.client().get(PAGE).content.decode()


def test_it_pairs_them(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    maya, vera = introduce(cast, request, cast.maya, cast.vera)
    for _twice in range(2):
        assert tap(cast.rosa, "choose", maya.pk).status_code == 302
    request.refresh_from_db()
    vera.refresh_from_db()
    assert (request.state, vera.state) == ("chosen", "lapsed")
    pairing = Pairing.objects.get(participant_id=cast.rosa.id)
    assert pairing.peer_id == cast.maya.by.id
    ties = Tie.objects.filter(participant_id=cast.rosa.id, until_at=None)
    assert {(tie.person_id, tie.why) for tie in ties} == {
        (cast.maya.by.id, "pairing"),
        (cast.dana.by.id, "supervision"),
    }
    assert Event.objects.filter(participant_id=cast.rosa.id, verb="choose").count() == 1
    assert tap(cast.rosa, "choose", vera.pk).status_code == 410


def test_it_gives_the_last_place_once(cast: Cast, ask: Ask) -> None:
    PeerProfile.objects.filter(person=cast.vera.person).update(capacity=1)
    first, second = ask(cast.rosa), ask(cast.sam)
    (of_rosa,) = introduce(cast, first, cast.vera)
    (of_sam,) = introduce(cast, second, cast.vera)
    assert tap(cast.rosa, "choose", of_rosa.pk).status_code == 302
    answer = tap(cast.sam, "choose", of_sam.pk)
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "has just taken this peer’s last place" in page
    assert "has no room for another person right now" in page
    second.refresh_from_db()
    of_sam.refresh_from_db()
    assert (second.state, of_sam.state) == ("proposed", "shown")
    assert not Pairing.objects.filter(participant_id=cast.sam.id, peer=cast.vera.person).exists()


def test_it_keeps_the_other_choices_when_one_is_full(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    vera, maya = introduce(cast, request, cast.vera, cast.maya)
    walk_together(cast, cast.vera, 10)
    assert tap(cast.rosa, "choose", vera.pk).status_code == 410
    assert tap(cast.rosa, "choose", maya.pk).status_code == 302


def test_it_shows_nobody_who_took_their_introduction_back(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    (vera,) = introduce(cast, request, cast.vera)
    peers.take_back(by=cast.vera.by)
    assert "I am Vera" not in cast.rosa.client().get(PAGE).content.decode()
    assert tap(cast.rosa, "choose", vera.pk).status_code == 410
    assert not Pairing.objects.filter(participant_id=cast.rosa.id).exists()


def test_it_takes_no_for_an_answer(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    vera, _maya = introduce(cast, request, cast.vera, cast.maya)
    for _twice in range(2):
        assert tap(cast.rosa, "decline", vera.pk).status_code == 302
    page = cast.rosa.client().get(PAGE).content.decode()
    assert "I am Maya" in page
    assert "I am Vera" not in page
    assert Event.objects.filter(participant_id=cast.rosa.id, verb="decline").count() == 1


def test_it_waits_again_after_the_last_no(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    (vera,) = introduce(cast, request, cast.vera)
    tap(cast.rosa, "decline", vera.pk)
    request.refresh_from_db()
    assert (request.state, request.asked_for_others) == ("waiting", 1)


def test_it_asks_for_others_and_hears_of_those_no_more(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    introduce(cast, request, cast.vera)
    for _twice in range(2):
        assert tap(cast.rosa, "ask_for_others", request.pk).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.asked_for_others) == ("waiting", 1)
    url = reverse("matching:request", kwargs={"pk": request.pk})
    page = cast.omar.client().get(url).content.decode()
    assert "They asked for others once" in page
    assert f'value="{Proposal.objects.get().profile_id}"' not in page
    assert cast.rosa.client().get(PAGE).status_code == 302


@pytest.mark.parametrize("name", ["choose", "decline"])
def test_it_belongs_to_one_person(cast: Cast, ask: Ask, name: str) -> None:
    request = ask(cast.rosa)
    (vera,) = introduce(cast, request, cast.vera)
    assert tap(cast.tess, name, vera.pk).status_code == 404
    assert tap(cast.tess, "ask_for_others", request.pk).status_code == 404
    for who in (cast.sam, cast.lee, cast.maya, cast.vera, cast.omar, cast.kit):
        status = 404 if who.by.is_participant else 403
        assert tap(who, name, vera.pk).status_code == status
        assert tap(who, "ask_for_others", request.pk).status_code == status
    vera.refresh_from_db()
    assert vera.state == "shown"
