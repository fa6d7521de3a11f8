"""Choosing a peer, and parting: who can reach the record is what follows from it."""

import pytest

from alongside.accounts import access
from alongside.accounts.models import Membership
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants import policy
from alongside.participants.models import Tie
from alongside.support import actions, queries
from alongside.support.models import Pairing
from tests.cast import Cast
from tests.support.doors import get, verbs

P = access.Permission


def test_it_opens_the_record_to_the_peer_and_their_supervisor(cast: Cast) -> None:
    Membership.objects.filter(person=cast.vera.by.person_id).update(supervisor=cast.dana.person)
    with pytest.raises(access.Refused):
        policy.require(cast.vera.by, P.PARTICIPANT_READ, participant=cast.rosa.id)

    row = actions.pair(by=cast.rosa.by, participant=cast.rosa.id, peer=cast.vera.by.person_id)

    assert row.until_at is None
    assert row.quiet_after_days is None
    policy.require(cast.vera.by, P.PARTICIPANT_READ, participant=cast.rosa.id)
    policy.require(cast.dana.by, P.PARTICIPANT_READ, participant=cast.rosa.id)
    assert verbs(cast.rosa.id) == ["tie", "tie", "pair"]
    assert queries.peers_of(cast.rosa.id) == [cast.vera.person]


def test_it_pairs_once_when_chosen_twice(cast: Cast) -> None:
    peer = cast.maya.by.person_id
    first = actions.pair(by=cast.sam.by, participant=cast.sam.id, peer=peer)
    again = actions.pair(by=cast.sam.by, participant=cast.sam.id, peer=peer)

    assert first == again
    assert Pairing.objects.filter(participant=cast.sam.id).count() == 1
    assert verbs(cast.sam.id) == []


def test_it_is_only_the_participants_to_choose(cast: Cast) -> None:
    for someone in (cast.maya, cast.dana, cast.omar, cast.kit):
        with pytest.raises(access.Refused):
            actions.pair(by=someone.by, participant=cast.rosa.id, peer=cast.vera.by.person_id)
    assert not Pairing.objects.filter(participant=cast.rosa.id).exists()


def test_it_does_not_know_people_elsewhere(cast: Cast) -> None:
    with pytest.raises(errors.Missing):
        actions.pair(by=cast.tess.by, participant=cast.rosa.id, peer=cast.vera.by.person_id)
    for nobody in (cast.riley.by.person_id, cast.dana.by.person_id, ids.new()):
        with pytest.raises(errors.Missing):
            actions.pair(by=cast.rosa.by, participant=cast.rosa.id, peer=nobody)
    assert verbs(cast.rosa.id) == []


@pytest.mark.parametrize("who", ["sam", "maya", "omar"])
def test_it_ends_from_that_second(cast: Cast, who: str) -> None:
    row = Pairing.objects.get(participant=cast.sam.id)
    someone = cast.characters[who]

    actions.end_pairing(by=someone.by, pairing=row.pk)

    row.refresh_from_db()
    assert row.until_at is not None
    for former in (cast.maya, cast.dana):
        with pytest.raises(access.Refused):
            policy.require(former.by, P.PARTICIPANT_READ, participant=cast.sam.id)
    assert verbs(cast.sam.id) == ["untie", "untie", "end-pairing"]


def test_it_ends_once_when_ended_twice(cast: Cast) -> None:
    row = Pairing.objects.get(participant=cast.sam.id)
    actions.end_pairing(by=cast.sam.by, pairing=row.pk)
    row.refresh_from_db()
    ended_at = row.until_at

    actions.end_pairing(by=cast.sam.by, pairing=row.pk)

    row.refresh_from_db()
    assert row.until_at == ended_at
    assert verbs(cast.sam.id).count("end-pairing") == 1


def test_it_keeps_a_supervisor_whose_other_peer_still_walks_with_them(cast: Cast) -> None:
    Membership.objects.filter(person=cast.vera.by.person_id).update(supervisor=cast.dana.person)
    actions.pair(by=cast.sam.by, participant=cast.sam.id, peer=cast.vera.by.person_id)
    mayas = Pairing.objects.get(participant=cast.sam.id, peer=cast.maya.person)

    actions.end_pairing(by=cast.maya.by, pairing=mayas.pk)

    policy.require(cast.dana.by, P.PARTICIPANT_READ, participant=cast.sam.id)
    assert Tie.objects.filter(participant=cast.sam.id, until_at=None).count() == 2
    veras = Pairing.objects.get(participant=cast.sam.id, peer=cast.vera.person)
    actions.end_pairing(by=cast.sam.by, pairing=veras.pk)
    assert not Tie.objects.filter(participant=cast.sam.id, until_at=None).exists()


def test_it_is_not_ended_by_others(cast: Cast) -> None:
    row = Pairing.objects.get(participant=cast.sam.id)
    for someone in (cast.vera, cast.dana, cast.rosa, cast.max):
        with pytest.raises(access.Refused):
            actions.end_pairing(by=someone.by, pairing=row.pk)
    for stranger in (cast.riley, cast.tess):
        with pytest.raises(errors.Missing):
            actions.end_pairing(by=stranger.by, pairing=row.pk)
    row.refresh_from_db()
    assert row.until_at is None
    assert verbs(cast.sam.id) == []


def test_it_lets_them_say_whether_to_be_missed(cast: Cast) -> None:
    row = Pairing.objects.get(participant=cast.sam.id)
    actions.wish_to_be_missed(by=cast.sam.by, pairing=row.pk, days=7)
    row.refresh_from_db()
    assert row.quiet_after_days == 7

    with pytest.raises(access.Refused):
        actions.wish_to_be_missed(by=cast.maya.by, pairing=row.pk, days=3)
    with pytest.raises(errors.Problem):
        actions.wish_to_be_missed(by=cast.sam.by, pairing=row.pk, days=5)
    row.refresh_from_db()
    assert row.quiet_after_days == 7

    actions.wish_to_be_missed(by=cast.sam.by, pairing=row.pk, days=None)
    assert Pairing.objects.get(pk=row.pk).quiet_after_days is None
    assert verbs(cast.sam.id) == ["wish-to-be-missed", "wish-to-be-missed"]


def test_it_is_not_ended_by_another_peer_of_theirs(cast: Cast) -> None:
    veras = actions.pair(by=cast.sam.by, participant=cast.sam.id, peer=cast.vera.by.person_id)

    with pytest.raises(access.Refused):
        actions.end_pairing(by=cast.maya.by, pairing=veras.pk)

    veras.refresh_from_db()
    assert veras.until_at is None
    policy.require(cast.vera.by, P.PARTICIPANT_READ, participant=cast.sam.id)


def test_it_closes_to_a_supervisor_who_supervises_nobody_of_theirs_any_more(cast: Cast) -> None:
    """Maya leaves, or is looked after by somebody else: Dana's tie opens nothing from then on."""
    hats = Membership.objects.filter(person=cast.maya.by.person_id)
    for change in ({"until_at": clock.now()}, {"until_at": None, "supervisor": cast.max.person}):
        policy.require(cast.dana.by, P.PARTICIPANT_READ, participant=cast.sam.id)
        hats.update(**change)
        with pytest.raises(access.Refused):
            policy.require(cast.dana.by, P.PARTICIPANT_READ, participant=cast.sam.id)
        assert not policy.participants_for(cast.dana.by).exists()
        hats.update(until_at=None, supervisor=cast.dana.person)


def test_it_writes_down_that_a_coordinator_saw_who_walks_with_whom(cast: Cast) -> None:
    row = Pairing.objects.get(participant=cast.sam.id)
    page = get(cast.omar.client(), "support:end_pairing", pairing=row.pk)
    assert "Maya" in page.content.decode()
    look = Event.objects.get(verb="look", participant_id=cast.sam.id)
    assert (look.by_id, look.facts) == (cast.omar.by.person_id, {"page": "end-pairing"})
    get(cast.sam.client(), "support:end_pairing", pairing=row.pk)
    assert Event.objects.filter(verb="look", participant_id=cast.sam.id).count() == 1
