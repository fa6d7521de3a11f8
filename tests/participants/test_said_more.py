"""What was said of a request, of who walks with somebody, of a goal, a community and a code: each
written by who heard it, told to the person, and undone by them."""

from typing import Any

import pytest
from django.urls import reverse

from alongside.audit.models import Event
from alongside.core import ids
from alongside.matching import actions as matching
from alongside.matching.models import Proposal
from alongside.participants.models import (
    Belonging,
    Community,
    Participant,
    Remembered,
    Request,
    Said,
    Tie,
)
from alongside.peers.models import PeerProfile
from alongside.support.models import Goal, Pairing
from tests.cast import Cast, Character


def tell(who: Character, path: str, **more: Any) -> Any:
    return who.client().post(path, {"id": str(ids.new()), "told": "spoken"} | more)


def undone(cast: Cast, status: int = 302) -> None:
    row = Said.objects.order_by("-happened_at").first()
    assert row is not None
    page = cast.sam.client().get("/en/said-for-me/").content.decode()
    assert str(row.get_what_display()) in page
    path = reverse("participants:undo_said", args=[row.pk])
    assert cast.sam.client().post(path).status_code == status


def told(verb: str) -> list[Any]:
    """How it was told, in Sam's history."""
    return [row.facts.get("told") for row in Event.objects.filter(verb=verb)]


@pytest.fixture
def asked(cast: Cast) -> Request:
    common: dict[str, Any] = {"organisation": cast.riverbend, "participant_id": cast.sam.id}
    return Request.objects.create(**common, words="Evenings", language="en")


@pytest.fixture
def shown(cast: Cast, asked: Request) -> Proposal:
    profile = PeerProfile.objects.get(person=cast.vera.person)
    matching.propose(by=cast.omar.by, request=asked.pk, version=1, profiles=[profile.pk])
    return Proposal.objects.get()


def test_a_request_is_changed_and_closed_as_they_say(cast: Cast, asked: Request) -> None:
    change = reverse("participants:say_request", args=[asked.pk])
    assert b"Evenings" in cast.omar.client().get(change).content
    said = {"version": 1, "language": "en", "words": "Mornings"}
    assert tell(cast.omar, change, **said).status_code == 302
    asked.refresh_from_db()
    assert (asked.words, told("change-request")) == ("Mornings", ["spoken"])
    undone(cast)
    asked.refresh_from_db()
    assert asked.words == "Evenings"
    close = reverse("participants:say_close_request", args=[asked.pk])
    assert tell(cast.omar, close).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "closed"
    undone(cast)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert tell(cast.maya, close).status_code == 403, "whoever answers requests hears it"
    assert tell(cast.riley, close).status_code == 403


def test_a_peer_is_chosen_aloud_and_no_worker_chooses(cast: Cast, shown: Proposal) -> None:
    path = reverse("matching:say_answer", args=[shown.request_id])
    assert tell(cast.omar, path, answer=f"choose:{shown.pk}").status_code == 302
    shown.refresh_from_db()
    walks = Pairing.objects.filter(peer_id=cast.vera.by.person_id, until_at=None)
    assert (shown.state, walks.get().participant_id) == ("chosen", cast.sam.id)
    assert told("choose") == ["spoken"]
    assert not Tie.objects.filter(participant_id=cast.sam.id, person=cast.omar.person).exists()
    undone(cast)
    shown.refresh_from_db()
    assert (shown.state, shown.request.state) == ("shown", "proposed")
    assert not walks.exists()
    assert cast.vera.client().get(f"/en/people/{cast.sam.id}/").status_code == 404


@pytest.mark.parametrize("answer", ["decline", "others"])
def test_a_no_to_peers_is_heard_and_undone(cast: Cast, shown: Proposal, answer: str) -> None:
    path = reverse("matching:say_answer", args=[shown.request_id])
    said = f"{answer}:{shown.pk}" if answer == "decline" else answer
    assert tell(cast.omar, path, answer=said).status_code == 302
    shown.refresh_from_db()
    assert (shown.state, shown.request.state) == ("declined", "waiting")
    undone(cast)
    shown.refresh_from_db()
    assert (shown.state, shown.request.state) == ("shown", "proposed")


def test_only_they_close_a_goal_also_aloud(cast: Cast) -> None:
    goal = Goal.objects.filter(participant_id=cast.sam.id, state="open").first()
    assert goal is not None
    path = reverse("support:say_goal", args=[goal.pk])
    plan = cast.maya.client().get(f"/en/people/{cast.sam.id}/plan/").content.decode()
    assert path in plan
    assert tell(cast.vera, path, state="reached").status_code == 404
    assert tell(cast.maya, path, state="reached").status_code == 302
    goal.refresh_from_db()
    assert (goal.state, told("close-goal")) == ("reached", ["spoken"])
    undone(cast)
    goal.refresh_from_db()
    assert goal.state == "open"


def test_how_they_are_missed_and_who_comes_next(cast: Cast) -> None:
    walk = Pairing.objects.get(participant_id=cast.sam.id, peer_id=cast.maya.by.person_id)
    of = {"pairing": str(walk.pk)}
    page = reverse("support:say_missed", args=[cast.sam.id])
    assert tell(cast.dana, page, days="7", how="word", **of).status_code == 302
    walk.refresh_from_db()
    assert (walk.quiet_after_days, walk.quiet_how) == (7, "word")
    undone(cast)
    page = reverse("support:say_next", args=[cast.sam.id])
    assert tell(cast.maya, page, next_wish="nobody", **of).status_code == 302
    walk.refresh_from_db()
    assert (walk.quiet_after_days, walk.next_wish) == (None, "nobody")
    undone(cast)
    walk.refresh_from_db()
    assert walk.next_wish == ""


def test_whoever_came_after_stays_or_not(cast: Cast) -> None:
    walk = Pairing.objects.get(participant_id=cast.sam.id, peer_id=cast.maya.by.person_id)
    page = reverse("support:say_stays", args=[cast.sam.id])
    of = {"pairing": str(walk.pk)}
    assert tell(cast.maya, page, stays="no", **of).status_code == 422, "nobody came after anybody"
    Pairing.objects.filter(pk=walk.pk).update(came_after_id=cast.vera.by.person_id)
    assert tell(cast.maya, page, stays="yes", **of).status_code == 302
    undone(cast)
    walk.refresh_from_db()
    assert (walk.answered_at, walk.until_at) == (None, None)
    answer = tell(cast.maya, page, stays="no", **of)
    assert (answer.status_code, answer["Location"]) == (302, "/en/home/")
    assert cast.maya.client().get(f"/en/people/{cast.sam.id}/").status_code == 404
    undone(cast)
    assert cast.maya.client().get(f"/en/people/{cast.sam.id}/").status_code == 200


def test_belonging_and_a_no_to_a_code(cast: Cast) -> None:
    nation = Community.objects.create(organisation=cast.riverbend, name="A Nation")
    page = reverse("participants:say_belong", args=[cast.sam.id])
    said = {"community": str(nation.pk), "belongs": "yes"}
    assert tell(cast.maya, page, **said).status_code == 302
    mine = Belonging.objects.filter(participant_id=cast.sam.id, until_at=None)
    assert mine.get().community_id == nation.pk
    undone(cast)
    assert not mine.exists()
    Remembered.objects.create(
        organisation=cast.riverbend, participant_id=cast.sam.id, facts_digest="0" * 64
    )
    page = reverse("participants:say_no_code", args=[cast.sam.id])
    first = tell(cast.maya, page)
    code = Remembered.objects.get()
    assert (code.facts_digest, code.says_no) == ("", True)
    undone(cast)
    code.refresh_from_db()
    assert not code.says_no
    again = tell(cast.maya, page)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])


def test_nothing_is_undone_over_their_own_words(cast: Cast, asked: Request) -> None:
    change = reverse("participants:say_request", args=[asked.pk])
    tell(cast.omar, change, version=1, language="en", words="Mornings")
    own = {"version": 2, "language": "en", "words": "Noon"}
    path = reverse("participants:change_request", args=[asked.pk])
    assert cast.sam.client().post(path, own).status_code == 302
    undone(cast, status=410)
    asked.refresh_from_db()
    assert asked.words == "Noon"
    assert Participant.objects.get(pk=cast.sam.id).said.count() == 1
