"""The plan: theirs, in their words, one step at a time."""

from typing import Any

import pytest

from alongside.core import ids
from alongside.participants.models import Consent
from alongside.support import actions
from alongside.support.models import Goal, Plan, Step
from tests.cast import Cast
from tests.support.doors import get, post, verbs


def wish(**more: Any) -> dict[str, Any]:
    return {"id": str(ids.new()), "dimension": "health", "words": "Sleep at night", **more}


def home(cast: Cast) -> Goal:
    return Goal.objects.get(participant=cast.sam.id, dimension="home")


def step(cast: Cast) -> Step:
    goal = home(cast)
    return actions.add_step(by=cast.sam.by, id=ids.new(), goal=goal.pk, words="Call the landlord")


def test_it_shows_four_parts_of_life_to_them_and_their_peer(cast: Cast) -> None:
    own = get(cast.sam.client(), "support:plan").content.decode()
    theirs = get(cast.maya.client(), "support:plan", participant=cast.sam.id).content.decode()
    for text in (own, theirs):
        for word in ("Health", "Home", "Purpose", "Community", "A door that locks"):
            assert word in text
    assert "I have reached it" in own
    assert "I have reached it" not in theirs


@pytest.mark.parametrize(("who", "status"), [("dana", 200), ("vera", 404), ("riley", 404)])
def test_it_opens_by_a_tie(cast: Cast, who: str, status: int) -> None:
    client = cast.characters[who].client()
    answer = get(client, "support:plan", participant=cast.sam.id)
    assert answer.status_code == status
    if who == "vera":
        assert verbs(cast.sam.id, outcome="refused") == ["plan-read"]


@pytest.mark.parametrize("who", ["sam", "maya"])
def test_it_takes_a_goal_with_steps_from_either(cast: Cast, who: str) -> None:
    client = cast.characters[who].client()
    said = wish(steps="Ask the doctor\n\n Walk in the evening ")
    for _ in range(2):
        answer = post(client, "support:set_goal", said, participant=cast.sam.id)
        assert answer.status_code == 302
    goal = Goal.objects.get(pk=said["id"])
    assert goal.words == "Sleep at night"
    assert [s.words for s in goal.steps.order_by("position")] == [
        "Ask the doctor",
        "Walk in the evening",
    ]
    assert verbs(cast.sam.id) == ["set-goal"]


def test_it_begins_a_plan_where_there_is_none(cast: Cast) -> None:
    Consent.objects.create(
        organisation=cast.riverbend, participant_id=cast.rosa.id, kind="recorded"
    )
    post(cast.rosa.client(), "support:set_goal", wish(), participant=cast.rosa.id)
    assert Plan.objects.get(participant=cast.rosa.id).goals.count() == 1


@pytest.mark.parametrize("wrong", [{"words": " "}, {"dimension": "money"}, {"id": ""}])
def test_it_keeps_what_was_typed_when_something_is_wrong(cast: Cast, wrong: dict[str, Any]) -> None:
    said = wish(steps="kept words") | wrong
    answer = post(cast.sam.client(), "support:set_goal", said, participant=cast.sam.id)
    assert "kept words" in answer.content.decode()
    assert Goal.objects.count() == 1


def test_it_writes_nothing_without_consent(cast: Cast) -> None:
    row = step(cast)
    Consent.objects.filter(participant=cast.sam.id, kind="recorded").delete()
    before = verbs(cast.sam.id)
    for client in (cast.sam.client(), cast.maya.client()):
        answer = post(client, "support:set_goal", wish(), participant=cast.sam.id)
        assert answer.status_code == 410
        assert "Sleep at night" in answer.content.decode()
        done = post(
            client, "support:tick_step", {"done": "yes"}, participant=cast.sam.id, step=row.pk
        )
        assert done.status_code == 410
    row.refresh_from_db()
    assert row.done_at is None
    assert Goal.objects.count() == 1
    assert verbs(cast.sam.id) == before


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 404), ("dana", 403), ("rosa", 404), ("riley", 404), ("tess", 404)]
)
def test_it_is_not_written_by_others(cast: Cast, who: str, status: int) -> None:
    row, goal, client = step(cast), home(cast), cast.characters[who].client()
    sam = cast.sam.id
    sent = [
        post(client, "support:set_goal", wish(), participant=sam),
        post(client, "support:tick_step", {"done": "yes"}, participant=sam, step=row.pk),
        post(
            client,
            "support:reword_goal",
            {"words": "x", "version": "1"},
            participant=sam,
            goal=goal.pk,
        ),
        post(
            client,
            "support:add_step",
            {"id": str(ids.new()), "words": "x"},
            participant=sam,
            goal=goal.pk,
        ),
    ]
    assert [answer.status_code for answer in sent] == [status] * 4
    goal.refresh_from_db()
    assert (goal.version, Goal.objects.count(), Step.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("who", ["sam", "maya"])
def test_it_is_ticked_and_unticked_by_either_once(cast: Cast, who: str) -> None:
    row, client = step(cast), cast.characters[who].client()
    for done, expected in (("yes", True), ("yes", True), ("no", False)):
        post(client, "support:tick_step", {"done": done}, participant=cast.sam.id, step=row.pk)
        row.refresh_from_db()
        assert (row.done_at is not None) is expected
    assert verbs(cast.sam.id) == ["add-step", "tick-step", "tick-step"]


def test_it_adds_a_step_once(cast: Cast) -> None:
    said = {"id": str(ids.new()), "words": "Look at the flat"}
    for _ in range(2):
        post(
            cast.maya.client(),
            "support:add_step",
            said,
            participant=cast.sam.id,
            goal=home(cast).pk,
        )
    assert Step.objects.get().words == "Look at the flat"


def test_it_shows_both_versions_when_two_people_reword(cast: Cast) -> None:
    goal, where = home(cast), {"participant": cast.sam.id, "goal": home(cast).pk}
    old = {"version": "1"}
    post(cast.sam.client(), "support:reword_goal", old | {"words": "A door of my own"}, **where)

    answer = post(
        cast.maya.client(), "support:reword_goal", old | {"words": "A safe door"}, **where
    )

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "A door of my own" in text
    assert "A safe door" in text
    goal.refresh_from_db()
    assert goal.words == "A door of my own"
    again = {"words": "A safe door", "version": answer.context["form"]["version"].value()}
    assert post(cast.maya.client(), "support:reword_goal", again, **where).status_code == 302
    goal.refresh_from_db()
    assert goal.words == "A safe door"


def test_it_is_theirs_alone_to_close(cast: Cast) -> None:
    goal, where = home(cast), {"participant": cast.sam.id, "goal": home(cast).pk}
    answer = post(cast.maya.client(), "support:close_goal", {"state": "reached"}, **where)
    assert answer.status_code == 403
    assert post(cast.rosa.client(), "support:close_goal", {"state": "aside"}, **where).status_code
    goal.refresh_from_db()
    assert goal.state == "open"

    sam = cast.sam.client()
    for state in ("reached", "reached", "open", "aside"):
        post(sam, "support:close_goal", {"state": state}, **where)
        goal.refresh_from_db()
        assert goal.state == state
    assert goal.closed_at is not None
    assert post(sam, "support:close_goal", {"state": "failed"}, **where).status_code == 422
    assert verbs(cast.sam.id) == ["close-goal"] * 3
