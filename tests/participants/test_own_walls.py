"""A participant's own walls: between their work and their support, against somebody, and what two
who are close let each other know."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts import access
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Membership, Programme
from alongside.audit import queries as history
from alongside.core import clock, errors, ids
from alongside.matching import policy as matching
from alongside.participants import actions, policy
from alongside.participants.models import Link, Never, Participant, Request, Tie
from alongside.support import actions as support
from alongside.support import policy as walking
from tests.cast import Cast

WALLS = "/en/my-walls/"


@pytest.fixture
def works(cast: Cast) -> Cast:
    """Rosa, who has support here, works here too: as a coordinator, beside Omar."""
    Membership.objects.create(
        organisation=cast.riverbend, person_id=cast.rosa.by.person_id, role="coordinator"
    )
    Request.objects.create(organisation=cast.riverbend, participant_id=cast.rosa.id)
    return cast


# --- two hats ------------------------------------------------------------------------------


def shown(cast: Cast, who: str) -> list[str]:
    """Where Rosa's support shows to somebody at work."""
    by, rosa = cast.characters[who].by, cast.rosa.id
    places = {
        "records": policy.participants_for(by).filter(pk=rosa),
        "requests": policy.requests_for(by).filter(participant_id=rosa),
        "pairings": walking.pairings_for(by).filter(participant_id=rosa),
        "proposals": matching.proposals_for(by).filter(participant_id=rosa),
    }
    if who == "piet":
        places["found"] = policy.findable(by, seeker=cast.dana.by.person_id).filter(pk=rosa)
    return [place for place, rows in places.items() if rows.exists()]


@pytest.mark.parametrize("who", ["maya", "vera", "dana", "omar", "max", "ana", "kit", "piet"])
def test_a_colleague_with_support_here_is_in_no_list(works: Cast, who: str) -> None:
    assert shown(works, who) == []
    client = works.characters[who].client()
    for path in ("/en/today/", "/en/people/", "/en/team/", "/en/requests/", "/en/second-looks/"):
        assert str(works.rosa.id) not in client.get(path).content.decode()


def test_no_search_no_emergency_and_no_grant_meets_them(works: Cast) -> None:
    assert actions.break_glass(by=works.dana.by, id=ids.new(), words="Rosa", why="A fall") is None
    row = actions.ask_blind(by=works.maya.by, id=ids.new(), words="Rosa", why="A bag")
    assert actions.look_for(by=works.piet.by, request=row.pk, words="Rosa") == []
    with pytest.raises(errors.Problem):
        actions.open_for(
            by=works.piet.by, request=row.pk, participant=works.rosa.id, days=1, words=""
        )
    assert not history.about(works.rosa.id).exists()


def test_their_own_choice_of_a_peer_opens_to_that_peer_alone(works: Cast) -> None:
    """Maya is supervised by Dana, who is Rosa's colleague."""
    support.pair(by=works.rosa.by, participant=works.rosa.id, peer=works.maya.by.person_id)
    ties = Tie.objects.filter(participant=works.rosa.id, until_at=None)
    assert [tie.why for tie in ties] == ["pairing"]
    assert shown(works, "dana") == []
    assert "records" in shown(works, "maya")


def test_they_let_colleagues_help_and_close_it_again(works: Cast) -> None:
    rosa, dana = works.rosa.client(), works.dana.by.person_id
    assert "You work here, too" in rosa.get(WALLS).content.decode()
    rosa.post("/en/my-walls/colleagues/", {"opens": "yes"})
    assert shown(works, "omar") == ["requests"]
    by, whom = works.rosa.by, works.rosa.id
    assert actions.tie(by=by, participant=whom, person_id=dana, why="supervision") is not None
    rosa.post("/en/my-walls/colleagues/", {"opens": "no"})
    assert shown(works, "omar") == []
    assert not Tie.objects.filter(participant=whom, until_at=None).exists()


def test_nobody_meets_themselves_at_work(works: Cast) -> None:
    """Not even once colleagues may help: Rosa, at work, does not see her own request."""
    Participant.objects.filter(pk=works.rosa.id).update(opens_to_colleagues=True)
    hat = Membership.objects.get(person=works.rosa.person, role="coordinator")
    at_work = accounts.actor_as(hat)
    assert not policy.requests_for(at_work).filter(participant_id=works.rosa.id).exists()
    assert policy.requests_for(works.omar.by).filter(participant_id=works.rosa.id).exists()


def test_who_does_not_work_here_reads_nothing_of_it(cast: Cast) -> None:
    for each in (cast.rosa, cast.sam):
        assert "You work here, too" not in each.client().get(WALLS).content.decode()


# --- never this person -----------------------------------------------------------------------


def test_it_never_opens_to_somebody_they_name(cast: Cast) -> None:
    maya = cast.maya.client()
    assert maya.get(f"/en/people/{cast.sam.id}/").status_code == 200
    said = {"never-id": str(ids.new()), "never-words": " maya "}
    assert cast.sam.client().post("/en/my-walls/never/", said).status_code == 302
    assert maya.get(f"/en/people/{cast.sam.id}/").status_code == 404
    assert Never.objects.get().person_id == cast.maya.by.person_id


def test_a_name_nobody_here_has_is_kept_for_watching(cast: Cast) -> None:
    actions.name_never(by=cast.sam.by, id=ids.new(), words="Uncle Jo")
    assert Never.objects.get().person_id is None


def test_taking_it_back_opens_nothing_by_itself(cast: Cast) -> None:
    row = actions.name_never(by=cast.sam.by, id=ids.new(), words="Maya")
    with pytest.raises(errors.Missing):
        actions.take_back_never(by=cast.rosa.by, never=row.pk)
    actions.take_back_never(by=cast.sam.by, never=row.pk)
    assert not policy.participants_for(cast.maya.by).filter(pk=cast.sam.id).exists()


@pytest.mark.parametrize("who", ["maya", "dana", "omar", "piet", "kit"])
def test_a_wall_is_the_participants_own(cast: Cast, who: str) -> None:
    client = cast.characters[who].client()
    assert client.get(WALLS).status_code == 403
    assert client.post("/en/my-walls/never/", {"never-words": "X"}).status_code == 403


# --- family ----------------------------------------------------------------------------------


def offer(cast: Cast, *gives: str, says: str = "") -> str:
    return actions.offer_link(by=cast.sam.by, id=ids.new(), gives=gives, says=says)


def test_mother_and_son_learn_nothing_of_each_other(cast: Cast) -> None:
    pages = ("/en/my-support/", WALLS, "/en/looks/", "/en/my-request/", "/en/plan/")
    sams = "".join(cast.sam.client().get(path).content.decode() for path in pages)
    rosas = "".join(cast.rosa.client().get(path).content.decode() for path in pages)
    assert "Rosa" not in sams
    assert "Sam" not in rosas
    assert cast.rosa.client().get(f"/en/people/{cast.sam.id}/").status_code == 404


def test_what_both_chose_is_given_and_nothing_else(cast: Cast) -> None:
    words = offer(cast, "supported", "words", says="I am all right, Mum.")
    assert "Sam" not in cast.rosa.client().get(WALLS).content.decode()
    said = {"agree-words": words, "agree-gives": ["words"], "agree-says": "I love you."}
    assert cast.rosa.client().post("/en/my-walls/near/agree/", said).status_code == 302
    rosas = cast.rosa.client().get(WALLS).content.decode()
    sams = cast.sam.client().get(WALLS).content.decode()
    assert "I am all right, Mum." in rosas
    assert "I love you." in sams
    assert "Sam has support" not in rosas, "only one of them chose that"
    assert "Rosa" not in sams


@pytest.mark.parametrize("who", ["sam", "rosa"])
def test_either_cuts_it_from_this_second(cast: Cast, who: str) -> None:
    words = offer(cast, "supported", "words", says="Hi")
    actions.agree_link(by=cast.rosa.by, words=words, gives=["supported"])
    assert "Sam has support" in cast.rosa.client().get(WALLS).content.decode()
    row = Link.objects.get()
    path = reverse("participants:cut_link", args=[row.pk])
    assert cast.characters[who].client().post(path).status_code == 302
    for each in (cast.sam, cast.rosa):
        assert "has support here, too" not in each.client().get(WALLS).content.decode()
    row.refresh_from_db()
    assert (row.one_says, row.words_digest) == ("", "")


def test_words_work_once_for_seven_days_and_not_for_oneself(cast: Cast) -> None:
    words = offer(cast, "supported")

    def agrees(who: str) -> bool:
        try:
            actions.agree_link(by=cast.characters[who].by, words=words, gives=["supported"])
        except errors.Problem:
            return False
        return True

    assert not agrees("sam")
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        assert not agrees("rosa")
    assert agrees("rosa")
    assert not agrees("lee")


def test_words_are_not_guessed(cast: Cast) -> None:
    for _time in range(10):
        with pytest.raises(errors.Problem):
            actions.agree_link(by=cast.rosa.by, words="one two three", gives=["supported"])
    with pytest.raises(errors.TooMany):
        actions.agree_link(by=cast.rosa.by, words=offer(cast, "supported"), gives=["supported"])


def test_nobody_at_work_and_nobody_elsewhere_sees_a_link(cast: Cast, within: Any) -> None:
    words = offer(cast, "supported")
    for who in ("maya", "dana", "omar", "piet", "kit"):
        assert not policy.links_for(cast.characters[who].by).exists()
    with within(cast.harbour.pk), pytest.raises(errors.Problem):
        actions.agree_link(by=cast.tess.by, words=words, gives=["supported"])
    with pytest.raises(errors.Missing):
        actions.cut_link(by=cast.rosa.by, link=Link.objects.get().pk)


def test_a_script_says_the_same_of_everybody(cast: Cast) -> None:
    for who in ("maya", "vera", "omar", "kit", "piet"):
        page = cast.characters[who].client().get("/en/somebody-asks/").content.decode()
        assert "Death opens nothing" in page


def test_a_coordinator_of_one_programme_meets_nobody_of_another(cast: Cast) -> None:
    """Elsewhere in the organisation as elsewhere at all: no list, no page, no closing."""
    evenings = Programme.objects.create(organisation=cast.riverbend, name="Evenings")
    hats = Membership.objects.filter(person_id=cast.omar.by.person_id)
    hats.update(programme=evenings)
    asked = {}
    for who, programme in (("sam", cast.programme), ("lee", evenings), ("rosa", None)):
        whom = cast.characters[who]
        Participant.objects.filter(pk=whom.id).update(programme=programme)
        asked[who] = Request.objects.create(organisation=cast.riverbend, participant_id=whom.id)
    seen = policy.requests_for(cast.omar.by)
    assert set(seen) == {asked["lee"], asked["rosa"]}, "whoever is in none yet is met by all"
    omar = cast.omar.client()
    paths = {who: f"/en/requests/{row.pk}/" for who, row in asked.items()}
    codes = {who: omar.get(path).status_code for who, path in paths.items()}
    assert codes == {"sam": 404, "lee": 200, "rosa": 200}
    with pytest.raises(access.Unseen):
        policy.require(cast.omar.by, P.PAIRING_END, participant=cast.sam.id)
    hats.update(programme=None)
    assert policy.requests_for(cast.omar.by).count() == 3
