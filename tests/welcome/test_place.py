"""Rooms, turns, shifts, and a first conversation."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts import access
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.welcome import actions, models
from tests.cast import Cast
from tests.welcome import doors


def test_rooms_hold_no_more_than_fit(cast: Cast) -> None:
    kit = cast.kit.client()
    form = {"id": str(ids.new()), "site": str(cast.site.pk), "name": "Quiet room", "capacity": "3"}
    for _ in range(2):
        assert kit.post("/en/set-up/desk/rooms/", form).status_code == 302
    twice = kit.post("/en/set-up/desk/rooms/", form | {"id": str(ids.new())})
    assert twice.status_code == 422 and "of this name already" in twice.content.decode()
    path = f"/en/desk/rooms/{form['id']}/"
    vera, taken = cast.vera.client(), {"id": str(ids.new()), "people": "2", "minutes": "30"}
    for _ in range(2):
        assert vera.post(path, taken).status_code == 302
    full = vera.post(path, taken | {"id": str(ids.new())})
    assert full.status_code == 422 and "do not fit" in full.content.decode()
    page = vera.get("/en/welcome/").content.decode()
    assert "Room for one more" in page
    use = models.RoomUse.objects.get()
    with clock.pretend(use.until_at + timedelta(minutes=1)):  # it is free by itself
        actions.take_room(by=cast.vera.by, id=ids.new(), room=use.room_id, people=3, minutes=15)
    for _ in range(2):
        vera.post(f"/en/desk/rooms/uses/{use.pk}/end/")
    assert Event.objects.filter(verb="free-room").count() == 1
    kit.post(path.replace("/desk/rooms/", "/set-up/desk/rooms/"), {"closed": "yes"})
    assert vera.get(path).status_code == 404
    assert cast.vera.client().get("/en/set-up/desk/").status_code == 403


def test_turns_come_in_the_order_in_which_people_asked(cast: Cast) -> None:
    kit, vera = cast.kit.client(), cast.vera.client()
    form = {"id": str(ids.new()), "site": str(cast.site.pk), "name": "Shower", "minutes": "20"}
    kit.post("/en/set-up/desk/lists/", form)
    first, second = doors.somebody(cast, "Blue cap"), doors.somebody(cast, "")
    for row in (first, first, second):  # a double tap, from two screens
        path = f"/en/desk/here/{row.pk}/lists/{form['id']}/"
        vera.post(path, {"id": str(ids.new()), "called": "Red scarf"})
    second.refresh_from_db()
    assert second.called == "Red scarf" and models.Turn.objects.count() == 2
    page = vera.get("/en/welcome/").content.decode()
    assert "Next: Blue cap" in page and "2 wait" in page
    turns = {row.presence_id: row for row in models.Turn.objects.all()}
    for _ in range(2):
        vera.post(f"/en/desk/turns/{turns[first.pk].pk}/call/")
    assert Event.objects.filter(verb="call-turn").count() == 1
    vera.post(f"/en/desk/turns/{turns[second.pk].pk}/call/")
    assert [row.presence_id for row in models.Turn.objects.filter(ended_at=None)] == [second.pk]
    vera.post(f"/en/desk/here/{second.pk}/leave/")
    assert not models.Turn.objects.filter(ended_at=None).exists()
    kit.post(f"/en/set-up/desk/lists/{form['id']}/", {"on": "no"})
    with pytest.raises(errors.Problem):
        actions.stand_in_line(
            by=cast.vera.by,
            id=ids.new(),
            presence=first.pk,
            queue=ids.parse(form["id"]) or ids.new(),
        )


def test_i_am_here_begins_what_was_planned_or_was_not(cast: Cast) -> None:
    now = clock.now()
    plan: dict[str, Any] = {"site": cast.site.pk, "from_at": now + timedelta(hours=1)}
    until = now + timedelta(hours=5)
    actions.plan_shift(
        by=cast.omar.by, id=ids.new(), person=cast.vera.by.person_id, until_at=until, **plan
    )
    with pytest.raises(access.Refused):
        actions.plan_shift(
            by=cast.vera.by, id=ids.new(), person=cast.maya.by.person_id, until_at=until, **plan
        )
    with pytest.raises(errors.Missing):  # Rosa keeps no desk, whoever plans it
        actions.plan_shift(
            by=cast.omar.by, id=ids.new(), person=cast.rosa.by.person_id, until_at=until, **plan
        )
    path = f"/en/desk/{cast.site.pk}/shifts/here/"
    for name in ("vera", "vera", "maya"):
        cast.characters[name].client().post(path, {"id": str(ids.new())})
    vera = models.Shift.objects.get(person=cast.vera.by.person_id)
    maya = models.Shift.objects.get(person=cast.maya.by.person_id)
    assert vera.state == maya.state == "here" and vera.until_at == until
    cast.vera.client().post(f"/en/desk/shifts/{vera.pk}/gone/")
    vera.refresh_from_db()
    assert vera.state == "gone"
    long: dict[str, Any] = {"id": ids.new(), "site": cast.site.pk, "from_at": now}
    with pytest.raises(errors.Problem):
        actions.plan_shift(by=cast.vera.by, until_at=now + timedelta(hours=30), **long)


def test_a_conversation_is_offered_and_taken_once(cast: Cast) -> None:
    row, vera = doors.somebody(cast, "Heron"), cast.vera.client()
    path = f"/en/desk/here/{row.pk}/talk/"
    assert "Only if they say it by themselves." in vera.get(path, follow=True).content.decode()
    vera.post(path, {"id": str(ids.new()), "wish": ""})  # no thanks: nothing is kept
    assert not models.Talk.objects.exists()
    vera.post(path, {"id": str(ids.new()), "wish": "now", "brings": ["someone-else"]})
    assert vera.post(path, {"id": str(ids.new()), "wish": "soon"}).status_code == 422
    talk = models.Talk.objects.get()
    assert "1 person" not in cast.maya.client().get("/en/today/").content.decode()
    actions.begin_shift(by=cast.maya.by, id=ids.new(), site=cast.site.pk)
    today = cast.maya.client().get("/en/today/").content.decode()
    assert "One person would like to talk to someone" in today
    for _ in range(2):
        assert cast.maya.client().post(f"/en/desk/talks/{talk.pk}/take/").status_code == 302
    late = vera.post(f"/en/desk/talks/{talk.pk}/take/")
    assert late.status_code == 410 and "Somebody else" in late.content.decode()
    assert Event.objects.filter(verb="take-talk").count() == 1
    vera.post(path, {"id": str(ids.new()), "wish": "today"})  # once more, later
    talk.refresh_from_db()
    assert talk.taken_at is None and talk.wish == "today"
