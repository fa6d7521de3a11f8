"""A peer leaves: somebody else walks on with each of their people, by each one's wish."""

from alongside.matching.queries import handing
from alongside.participants.models import Participant, Tie
from alongside.peers.models import PeerProfile
from alongside.support.models import Pairing
from tests.cast import Cast, Character
from tests.support.doors import get, post, queries_of, verbs


def page_of(cast: Cast) -> str:
    return f"/en/team/people/{cast.maya.by.person_id}/"


def open_pairing(cast: Cast, who: Character) -> Pairing:
    return Pairing.objects.get(participant=who.id, until_at=None)


def send(cast: Cast, by: Character, *whom: Pairing) -> int:
    said = {str(row.pk): str(cast.vera.by.person_id) for row in whom}
    return int(by.client().post(page_of(cast), said).status_code)


def says(who: Character, what: str, row: Pairing, **said: str) -> int:
    return int(post(who.client(), f"support:{what}", said, pairing=row.pk).status_code)


def test_it_hands_all_of_them_over_in_one_go(cast: Cast) -> None:
    """Lee wishes to be asked first, and stays listed; Sam reads of it, and stays with Vera."""
    sams, lees = open_pairing(cast, cast.sam), open_pairing(cast, cast.lee)
    assert says(cast.lee, "wish_for_next", lees, next_wish="ask") == 302
    page = cast.dana.client().get(page_of(cast)).content.decode()
    assert "Wants to be asked first" in page
    assert str(cast.vera.by.person_id) in page
    for who, status in ((cast.vera, 403), (cast.maya, 403), (cast.sam, 403), (cast.riley, 403)):
        assert send(cast, who, sams) == status
    for _ in range(2):
        assert send(cast, cast.dana, sams, lees) == 302
    new = open_pairing(cast, cast.sam)
    assert (new.peer, new.came_after) == (cast.vera.person, cast.maya.person)
    assert open_pairing(cast, cast.lee) == lees
    ties = Tie.objects.filter(participant=cast.sam.id, until_at=None)
    assert set(ties.values_list("person_id", "why")) == {(cast.vera.by.person_id, "pairing")}
    assert {"hand-over", "end-pairing"} <= set(verbs(cast.sam.id))
    assert get(cast.maya.client(), "support:person", participant=cast.sam.id).status_code == 404
    home = "homes:support"
    assert "was asked to go on with you" in get(cast.sam.client(), home).content.decode()
    assert says(cast.sam, "answer_hand_over", new, stays="yes") == 302
    assert "was asked to go on" not in get(cast.sam.client(), home).content.decode()
    assert open_pairing(cast, cast.sam) == new
    listed = cast.omar.client().get(page_of(cast)).content.decode()
    assert "Lee" in listed
    assert "Sam" not in listed


def test_it_ends_with_a_no_and_never_goes_against_one(cast: Cast) -> None:
    sams = open_pairing(cast, cast.sam)
    assert send(cast, cast.omar, sams) == 302
    new = open_pairing(cast, cast.sam)
    assert says(cast.rosa, "answer_hand_over", new, stays="no") == 404
    assert says(cast.sam, "answer_hand_over", new, stays="no") == 302
    assert not Pairing.objects.filter(participant=cast.sam.id, until_at=None).exists()
    assert not Tie.objects.filter(participant=cast.sam.id, until_at=None).exists()
    again = Pairing.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, peer_id=cast.maya.by.person_id
    )
    assert send(cast, cast.omar, again) == 302
    assert open_pairing(cast, cast.sam) == again  # Sam parted from Vera, so nothing was changed


def test_it_hands_over_as_many_as_there_is_room_for(cast: Cast) -> None:
    PeerProfile.objects.filter(person=cast.vera.person).update(capacity=1)
    rows = [open_pairing(cast, cast.sam), open_pairing(cast, cast.lee)]
    found = handing.handing(cast.omar.by, cast.maya.by.person_id)
    assert [hand.proposed for hand in found.hands].count(cast.vera.by.person_id) == 1
    assert send(cast, cast.omar, *rows) == 410
    assert send(cast, cast.omar) == 422
    assert Pairing.objects.filter(peer_id=cast.maya.by.person_id, until_at=None).count() == 2
    few = queries_of(cast.omar.client(), page_of(cast))
    for number in range(4):
        other = Participant.objects.create(organisation=cast.riverbend, alias=f"Other {number}")
        Pairing.objects.create(
            organisation=cast.riverbend, participant=other, peer_id=cast.maya.by.person_id
        )
    assert queries_of(cast.omar.client(), page_of(cast)) == few
