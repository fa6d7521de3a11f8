"""Somebody goes out, says that they are well, and is missed where they do not."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts import access, actors
from alongside.accounts.models import Person
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.jobs.models import OutgoingMail
from alongside.outreach import actions, models, queries, tasks
from tests.cast import Cast
from tests.outreach import doors

MINUTE = timedelta(minutes=1)


def strike(cast: Cast) -> int:
    by = actors.system("the clock", organisation_id=cast.riverbend.pk)
    return actions.call_buddies(by=by, now=clock.now())


def is_shown_to_the_buddy(cast: Cast, shift: models.Shift) -> None:
    page = cast.vera.client().get(reverse("outreach:shift", args=[shift.pk])).content.decode()
    assert "No answer since" in page and "tel:+15550100" in page
    today = cast.maya.client().get(reverse("homes:today")).content.decode()
    assert "has not answered" not in today  # she is who is missed, not who calls


def test_it_calls_the_buddy_then_everybody_and_stops_when_they_answer(cast: Cast) -> None:
    """Maya is alone by the river; Vera looks after her; Dana and Omar keep work in the field."""
    Person.objects.filter(pk=cast.vera.by.person_id).update(email="vera@example.org")
    Person.objects.filter(pk=cast.dana.by.person_id).update(email="dana@example.org")
    start = clock.now()
    with time_machine.travel(start, tick=False) as wall:
        shift = doors.shift(cast)
        assert shift.due_at == start + 30 * MINUTE
        wall.move_to(start + 34 * MINUTE)
        assert strike(cast) == 0  # asked, and still patient
        wall.move_to(start + 36 * MINUTE)
        assert strike(cast) == 1
        assert strike(cast) == 0  # one call at a time
        assert [mail.to for mail in OutgoingMail.objects.all()] == ["vera@example.org"]
        said = OutgoingMail.objects.get()
        assert "Maya" not in said.body and "river" not in said.body
        is_shown_to_the_buddy(cast, shift)
        wall.move_to(start + 47 * MINUTE)
        assert strike(cast) == 1
        assert {mail.to for mail in OutgoingMail.objects.all()} == {
            "vera@example.org",
            "dana@example.org",
        }
        assert queries.calls_to(cast.omar.by)
        client = cast.dana.client()
        call = models.Call.objects.get()
        client.post(reverse("outreach:take_call", args=[call.pk]))
        actions.take_call(by=cast.vera.by, call=call.pk)  # too late: Dana has it
        call.refresh_from_db()
        assert call.taken_by_id == cast.dana.by.person_id
        client.post(reverse("outreach:answer_call", args=[call.pk]), {"outcome": "well"})
        shift.refresh_from_db()
        assert shift.due_at == start + 77 * MINUTE
        assert not queries.calls_to(cast.omar.by)
        actions.end_shift(by=cast.maya.by, shift=shift.pk)
        shift.refresh_from_db()
        assert [shift.due_at, shift.reach, shift.state] == [None, "", "over"]
        assert strike(cast) == 0
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"begin-outreach", "call-buddy", "call-everybody", "take-call", "answer-call"} <= verbs


def test_it_asks_those_who_are_out_once_for_each_answer_before_anybody_is_called(
    cast: Cast,
) -> None:
    """By the duty of the clock; in words that say nothing of a shift."""
    for who in (cast.maya, cast.vera):
        address = f"{who.by.person_id}@example.org"
        Person.objects.filter(pk=who.by.person_id).update(email=address)
    start = clock.now()
    asked, called = f"{cast.maya.by.person_id}@example.org", f"{cast.vera.by.person_id}@example.org"

    def went(*to: str) -> bool:
        return sorted(mail.to for mail in OutgoingMail.objects.all()) == sorted(to)

    with time_machine.travel(start, tick=False) as wall:
        shift = doors.shift(cast)
        wall.move_to(start + 29 * MINUTE)
        tasks.call_buddies()
        assert went()
        wall.move_to(start + 30 * MINUTE)
        tasks.call_buddies()
        tasks.call_buddies()
        assert went(asked)
        said = OutgoingMail.objects.get()
        for word in ("Maya", "river", "shift", "safe", "well", "outreach", str(shift.pk)):
            assert word not in said.subject + said.body
        actions.say_safe(by=cast.maya.by, id=ids.new(), shift=shift.pk)
        wall.move_to(start + 60 * MINUTE)
        tasks.call_buddies()
        assert went(asked, asked)
        wall.move_to(start + 66 * MINUTE)
        tasks.call_buddies()  # she did not answer
        assert went(asked, asked, called)
        actions.end_shift(by=cast.maya.by, shift=shift.pk)
        wall.move_to(start + 120 * MINUTE)
        tasks.call_buddies()
        assert went(asked, asked, called)
    assert Event.objects.filter(verb="ask-walkers").count() == 2
    with pytest.raises(access.Refused):
        actions.ask_walkers(by=cast.ana.by, now=clock.now())


def test_it_believes_what_was_said_and_came_in_late(cast: Cast) -> None:
    """A phone was without signal: what was said at ten past counts from ten past, in any order,
    once."""
    start = clock.now()
    with time_machine.travel(start, tick=False) as wall:
        shift = doors.shift(cast)
        wall.move_to(start + 40 * MINUTE)
        assert strike(cast) == 1
        late, later = start + 10 * MINUTE, start + 38 * MINUTE
        one = ids.new()
        for at, pk in ((later, one), (late, ids.new()), (later, one)):
            actions.say_safe(by=cast.maya.by, id=pk, shift=shift.pk, happened_at=at)
        assert models.Safe.objects.count() == 2
        shift.refresh_from_db()
        assert shift.due_at == later + 30 * MINUTE
        assert models.Call.objects.get().outcome == "well"
        actions.say_safe(by=cast.maya.by, id=ids.new(), shift=shift.pk, minutes=120)
        shift.refresh_from_db()
        assert shift.due_at == start + 160 * MINUTE
        with pytest.raises(errors.Problem):
            actions.say_safe(
                by=cast.maya.by, id=ids.new(), shift=shift.pk, happened_at=start + 50 * MINUTE
            )


def test_it_lets_nobody_go_alone_unnoticed(cast: Cast) -> None:
    for more in (
        {"buddy": None, "every": 0},
        {"buddy": None, "every": 30},
        {"buddy": cast.maya.by.person_id},
        {"every": 7},
        {"until_at": clock.now() - timedelta(hours=1)},
        {"route": "  "},
    ):
        with pytest.raises(errors.Problem):
            doors.shift(cast, **more)
    with pytest.raises(errors.Missing):
        doors.shift(cast, buddy=cast.riley.by.person_id)
    with pytest.raises(access.Refused):
        doors.shift(cast, people=[cast.dana.by.person_id])
    assert not models.Shift.objects.exists()


def test_it_is_theirs_alone_and_their_organisation_s(cast: Cast) -> None:
    shift = doors.shift(cast)
    for who in (cast.max.by, cast.ana.by, cast.sam.by):
        with pytest.raises(access.Refused):
            actions.begin_shift(by=who, shift=shift.pk)
    with pytest.raises(access.Refused):  # one of them, but not on it
        actions.say_safe(by=cast.dana.by, id=ids.new(), shift=shift.pk)
    assert cast.riley.client().get(reverse("outreach:shift", args=[shift.pk])).status_code == 404
    assert not models.Safe.objects.exists()


def test_it_asks_for_help_and_writes_down_the_way(cast: Cast) -> None:
    """By the page, tap by tap."""
    shift = doors.shift(cast, out=False)
    client = cast.maya.client()
    here = {"shift": shift.pk}
    client.post(reverse("outreach:begin_shift", kwargs=here))
    stops = list(models.Stop.objects.filter(shift=shift).order_by("position"))
    for stop in stops:
        client.post(reverse("outreach:reach_stop", kwargs=here | {"stop": stop.pk}))
    page = client.get(reverse("outreach:shift", kwargs=here)).content.decode()
    assert "I am well" in page and "Under the bridge" in page
    assert "You are out" in client.get(reverse("homes:today")).content.decode()
    client.post(reverse("outreach:ask_for_help", kwargs=here), {"id": str(ids.new())})
    call = models.Call.objects.get()
    assert call.why == "asked" and call.widened_at
    assert "asked for help" in cast.omar.client().get(reverse("outreach:day")).content.decode()
    assert "asked for help" in cast.vera.client().get(reverse("homes:today")).content.decode()
    models.Stop.objects.get(pk=stops[0].pk, left_at__isnull=False)
    counted = {
        (each.what, each.slug): each.n
        for each in queries.counts(
            cast.max.by, clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1)
        )
    }
    assert (counted["shifts", ""], counted["stops", ""]) == (1, 2)


def test_the_night_forgets_how_to_reach_those_who_never_went(cast: Cast) -> None:
    """But not of somebody who was out and is missed, nor of those who still may go."""
    with clock.pretend(clock.now() - timedelta(hours=28)):
        never, missed = doors.shift(cast, out=False), doors.shift(cast)
    later = doors.shift(cast, out=False)
    for _ in range(2):
        tasks.forget_reach()
    kept = [models.Shift.objects.get(pk=row.pk).reach for row in (never, missed, later)]
    assert kept == ["", "+1 555 0100", "+1 555 0100"]
    assert [event.facts for event in Event.objects.filter(verb="forget-reach")] == [{"shifts": 1}]
    with pytest.raises(access.Refused):
        actions.forget_reach(by=cast.ana.by, now=clock.now())
