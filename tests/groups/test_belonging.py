"""Coming to a group, belonging to it under a name of one's own, and leaving it."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.core import clock, errors, ids
from alongside.groups import actions, queries
from alongside.groups.models import Group, Member, SignUp
from tests.cast import Cast
from tests.groups import circles
from tests.history import happened


@pytest.mark.django_db
def test_it_is_open_to_whoever_comes_and_names_nobody_unasked(cast: Cast) -> None:
    group = circles.circle(cast)
    sam = cast.sam.client()
    page = f"/en/groups/{group.pk}/"
    assert "meet.example.org" not in sam.get(page).content.decode()
    form = {"id": str(ids.new()), "called": "Sammy"}
    assert sam.post(f"{page}join/", form).status_code == 302
    assert sam.post(f"{page}join/", form).status_code == 302
    member = Member.objects.get()
    assert (member.state, member.who_id, member.is_seen) == ("here", cast.sam.id, False)
    assert "meet.example.org" in sam.get(page).content.decode()
    run = f"/en/groups/run/{group.pk}/"
    seen = cast.maya.client().get(run).content.decode()
    assert "Sammy" not in seen
    assert "1 person, without a name" in seen

    settled = {"version": member.version, "called": "Sammy", "is_seen": "on", "gives": ["tea"]}
    assert sam.post(f"{page}mine/", settled).status_code == 302
    assert sam.post(f"{page}mine/", settled).status_code == 409
    assert "Sammy" in cast.maya.client().get(run).content.decode()
    assert "Sammy" not in cast.dana.client().get(run).content.decode()
    assert sam.post(f"{page}pause/", {"paused": "yes"}).status_code == 302
    assert sam.post(f"{page}leave/", {"farewell": "Thank you"}).status_code == 302
    assert sam.post(f"{page}leave/", {"farewell": "Thank you"}).status_code == 302
    member.refresh_from_db()
    assert (member.state, member.farewell) == ("left", "Thank you")
    verbs = {event.verb for event in happened(participant_id=cast.sam.id)}
    assert {"join-group", "settle-membership", "pause-membership", "leave-group"} <= verbs


@pytest.mark.django_db
def test_it_asks_at_a_closed_door_and_is_answered_kindly(cast: Cast) -> None:
    group = circles.circle(cast, door="closed")
    rosa = cast.rosa.client()
    asked = {"id": str(ids.new()), "called": "R", "words": "May I?"}
    assert rosa.post(f"/en/groups/{group.pk}/join/", asked).status_code == 302
    member = Member.objects.get()
    assert member.state == "asked"
    answer = f"/en/groups/run/{group.pk}/members/{member.pk}/"
    assert cast.vera.client().post(answer, {"welcome": "yes"}).status_code == 403
    assert cast.riley.client().post(answer, {"welcome": "yes"}).status_code == 404
    assert "May I?" in cast.maya.client().get(f"/en/groups/run/{group.pk}/").content.decode()
    cast.maya.client().post(answer, {"welcome": "yes", "answer": "Gladly"})
    member.refresh_from_db()
    assert (member.state, member.answer) == ("here", "Gladly")

    actions.invite(
        by=cast.maya.by, id=ids.new(), group=group.pk, participant=cast.sam.id, words="Come"
    )
    with pytest.raises(errors.Missing):  # Vera does not walk with Sam, and does not run it
        actions.invite(by=cast.vera.by, id=ids.new(), group=ids.new(), participant=cast.sam.id)
    cast.sam.client().post(f"/en/groups/{group.pk}/invited/", {"accept": "no"})
    assert not queries.whats_on(cast.sam.by)[0].mine


@pytest.mark.django_db
def test_it_belongs_to_its_members_and_to_nobody_who_works_here(cast: Cast) -> None:
    group = circles.own(cast, place="Sam's kitchen", shows_when=True)
    page = f"/en/groups/{group.pk}/"
    for name in ("maya", "vera", "dana", "omar"):
        worker = cast.characters[name].client()
        assert worker.get(page).status_code == 404
        assert worker.get(f"/en/groups/run/{group.pk}/").status_code == 404
        told = worker.get("/en/groups/run/").content.decode()
        assert "Our own evening" in told
        assert "kitchen" not in told
        assert "Sammy" not in told
    assert cast.rosa.client().get(page).status_code == 404
    assert "Our own evening" in cast.rosa.client().get("/en/groups/").content.decode()
    actions.join(by=cast.rosa.by, id=ids.new(), group=group.pk, called="Rosa")
    asked = Member.objects.get(called__isnull=False, who_id=cast.rosa.id)
    let_in = f"{page}ours/{asked.pk}/"
    assert cast.rosa.client().post(let_in, {"welcome": "yes"}).status_code == 404
    assert "Sammy" not in cast.rosa.client().get("/en/groups/").content.decode()
    assert cast.sam.client().post(let_in, {"welcome": "yes"}).status_code == 302
    assert "Sammy" in cast.rosa.client().get(page).content.decode()
    assert cast.tess.client().get(page).status_code == 404
    with pytest.raises(errors.Problem):  # somebody else belongs to it
        actions.end_own(by=cast.sam.by, group=group.pk)
    actions.leave(by=cast.rosa.by, group=group.pk)
    actions.end_own(by=cast.sam.by, group=group.pk)
    assert not queries.others_own(cast.maya.by)


@pytest.mark.django_db
def test_it_mends_in_a_talk_and_stays_away_only_with_a_reason_and_an_end(cast: Cast) -> None:
    group = circles.circle(cast)
    actions.join(by=cast.sam.by, id=ids.new(), group=group.pk, called="Sammy", is_seen=True)
    member = Member.objects.get()
    away = f"/en/groups/run/{group.pk}/members/{member.pk}/away/"
    until = circles.today() + timedelta(days=14)
    maya = cast.maya.client()
    assert maya.post(away, {"reason": "", "until_on": until}).status_code == 422
    said = {"id": str(ids.new()), "reason": "Loud words"}
    assert maya.post(away, said).status_code == 422
    assert maya.post(away, said | {"until_on": until}).status_code == 302
    told = cast.sam.client().get(f"/en/groups/{group.pk}/").content.decode()
    assert "Loud words" in told
    assert "meet.example.org" not in told
    talk = {
        "id": str(ids.new()), "listener": str(cast.maya.by.person_id), "words": "It hurt",
    }  # fmt: skip
    assert cast.sam.client().post(f"/en/groups/{group.pk}/talk/", talk).status_code == 302
    path = f"/en/groups/talks/{talk['id']}/"
    assert "It hurt" in maya.get(path).content.decode()
    assert cast.dana.client().get(path).status_code == 404
    assert cast.rosa.client().get(path).status_code == 404
    answered = {"version": 1, "state": "agreed", "answer": "Thursday"}
    assert maya.post(path, answered).status_code == 302
    assert "Thursday" in cast.sam.client().get(path).content.decode()
    actions.end_time_away(by=cast.maya.by, group=group.pk, member=member.pk)
    assert "meet.example.org" in cast.sam.client().get(f"/en/groups/{group.pk}/").content.decode()


@pytest.mark.django_db
def test_it_misses_only_who_wished_it(cast: Cast) -> None:
    group = circles.circle(cast)
    for who, days in ((cast.sam, 14), (cast.rosa, None)):
        actions.join(
            by=who.by, id=ids.new(), group=group.pk, called=who.name, missed_after_days=days
        )
    run = cast.maya.client()
    assert "wished to be missed" not in run.get(f"/en/groups/run/{group.pk}/").content.decode()
    Member.objects.update(joined_at=clock.now() - timedelta(days=15))
    text = run.get(f"/en/groups/run/{group.pk}/").content.decode()
    assert "wished to be missed" in text
    assert "rosa" not in text


@pytest.mark.django_db
def test_it_ends_when_somebody_has_died_and_is_there_again_where_that_was_wrong(cast: Cast) -> None:
    group = circles.circle(cast, places=Group.Places.EACH, capacity=1)
    day = circles.today()
    for who in (cast.sam, cast.rosa):
        actions.join(by=who.by, id=ids.new(), group=group.pk, called="Me")
        actions.sign_up(by=who.by, id=ids.new(), group=group.pk, on=day)
    assert _placed(group) == {cast.sam.id}

    cast.maya.client().post(
        f"/en/people/{cast.sam.id}/died/", {"id": str(ids.new()), "told_by": "A friend"}
    )
    states = dict(Member.objects.values_list("who_id", "state"))
    assert states == {cast.sam.id: "left", cast.rosa.id: "here"}
    assert _placed(group) == {cast.rosa.id}

    cast.sam.client().post("/en/i-am-here/")
    states = dict(Member.objects.values_list("who_id", "state"))
    assert set(states.values()) == {"here"}
    assert _placed(group) == {cast.rosa.id}  # given is given
    assert SignUp.objects.filter(who=cast.sam.id, given_back_at=None, placed_at=None).exists()


def _placed(group: Group) -> set[Any]:
    kept = SignUp.objects.filter(group=group, given_back_at=None).exclude(placed_at=None)
    return set(kept.values_list("who_id", flat=True))
