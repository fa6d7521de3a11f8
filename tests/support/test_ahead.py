"""What is usually promised when something begins, planned with somebody who said yes."""

import re
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation

from alongside.accounts.models import Programme
from alongside.core import clock, ids
from alongside.participants import actions as participants
from alongside.participants.models import Participant
from alongside.support import actions
from alongside.support.models import Appointment, Pairing, Planned, Sequence
from alongside.support.rules import ahead as rules
from tests.cast import Cast
from tests.support.doors import get, post, verbs

NEW_YORK = ZoneInfo("America/New_York")
TODAY = "/en/today/"


def chosen(cast: Cast, ready: str = "first-time") -> Sequence:
    assert post(cast.kit.client(), "support:choose_sequence", ready=ready).status_code == 302
    return Sequence.objects.get(ready=ready)


def where(cast: Cast, row: Sequence) -> dict[str, Any]:
    return {"participant": cast.sam.id, "sequence": row.pk}


def as_drawn(cast: Cast, row: Sequence, **more: str) -> dict[str, str]:
    """What the page would send if nothing on it was touched but the yes."""
    page = get(cast.maya.client(), "support:plan_ahead", **where(cast, row)).content.decode()
    drawn = [tag for tag in re.findall(r"<input[^>]*>", page) if 'name="when_' in tag]
    start = {
        re.findall(r'name="(\w+)"', tag)[0]: re.findall(r'value="(.+?)"', tag)[0] for tag in drawn
    }
    return {"id": str(ids.new()), "heard": "on", **start, **more}


def begun(cast: Cast, **more: str) -> list[Planned]:
    row = chosen(cast)
    said = as_drawn(cast, row, **more)
    assert (
        post(cast.maya.client(), "support:plan_ahead", said, **where(cast, row)).status_code == 302
    )
    return list(Planned.objects.order_by("on"))


def test_it_is_offered_nobody_before_an_organisation_chose(cast: Cast) -> None:
    maya, kit = cast.maya.client(), cast.kit.client()
    assert "Plan ahead" not in get(maya, "support:person", participant=cast.sam.id).content.decode()
    with translation.override("en"):  # and back from French
        page = kit.get("/fr/organisation/plans/ahead/").content.decode()
    assert "Après la mort d’un proche" in page and not Sequence.objects.exists()
    row = chosen(cast)
    post(kit, "support:choose_sequence", ready="first-time")
    assert Sequence.objects.count() == 1
    assert "Plan ahead" in get(maya, "support:person", participant=cast.sam.id).content.decode()
    assert post(maya, "support:choose_sequence", ready="loss").status_code == 403
    assert post(kit, "support:choose_sequence", ready="nothing").status_code == 404
    assert post(kit, "support:retire_sequence", sequence=row.pk).status_code == 302
    assert "Plan ahead" not in get(maya, "support:person", participant=cast.sam.id).content.decode()
    assert get(maya, "support:plan_ahead", **where(cast, row)).status_code == 404


def test_an_organisation_writes_its_own_for_a_programme(cast: Cast) -> None:
    kit, elsewhere = (
        cast.kit.client(),
        Programme.objects.create(organisation=cast.riverbend, name="Nights"),
    )
    said = {
        "id": str(ids.new()), "name": "A new home", "programme": str(elsewhere.pk),
        "what_0": "plan", "after_0": "3m", "what_1": "call", "after_1": "1w",
    }  # fmt: skip
    for _ in range(2):
        assert post(kit, "support:sequences", said).status_code == 302
    row = Sequence.objects.get()
    assert [line.what for line in row.in_order] == ["call", "plan"]
    half = said | {"id": str(ids.new()), "what_2": "call"}
    assert post(kit, "support:sequences", half).status_code in {409, 422}
    sam = Participant.objects.filter(pk=cast.sam.id)
    for programme, answer in ((None, 200), (elsewhere, 200), (cast.programme, 404)):
        sam.update(programme=programme)
        shown = get(cast.maya.client(), "support:plan_ahead", **where(cast, row))
        assert shown.status_code == answer, programme
    assert post(cast.maya.client(), "support:sequences", said).status_code == 403


def test_it_becomes_ordinary_promises_and_gentle_reminders(cast: Cast) -> None:
    rows = begun(cast)
    today = clock.today("America/New_York")
    assert [row.what for row in rows] == ["call", "meeting", "checkin", "plan"]
    assert [row.on for row in rows[:2]] == [today + timedelta(days=3), today + timedelta(days=14)]
    promises = list(Appointment.objects.order_by("at"))
    assert [row.appointment for row in rows] == [*promises, None, None]
    assert {each.at.astimezone(NEW_YORK).hour for each in promises} == {10}
    assert verbs(cast.sam.id) == ["plan-ahead"]
    mine = get(cast.sam.client(), "homes:support").content.decode()
    assert "What was planned with me" in mine and "calls you" in mine
    page = get(cast.sam.client(), "support:ahead").content.decode()
    assert "After the first time together" in page and "A check-in, if they like" in page
    whole: Any = cast.sam.client().get("/en/my-record/whole/")
    assert "What was planned with you" in b"".join(whole.streaming_content).decode()


def test_it_begins_once_and_only_with_their_yes(cast: Cast) -> None:
    row, maya = chosen(cast), cast.maya.client()
    said = as_drawn(cast, row, out_1="on", when_2="")
    assert post(maya, "support:plan_ahead", said, **where(cast, row)).status_code == 422
    whole = said | {"out_2": "on"}
    for wrong in ({"heard": ""}, {"when_0": "2020-01-01T10:00"}, {"when_3": "2020-01-01"}):
        sent = post(maya, "support:plan_ahead", whole | wrong, **where(cast, row))
        assert sent.status_code in {409, 422} and not Planned.objects.exists()
    nothing = whole | {"out_0": "on", "out_3": "on"}
    assert post(maya, "support:plan_ahead", nothing, **where(cast, row)).status_code in {409, 422}
    for _ in range(2):
        assert post(maya, "support:plan_ahead", whole, **where(cast, row)).status_code == 302
    assert [each.what for each in Planned.objects.order_by("on")] == ["call", "plan"]
    assert Appointment.objects.count() == 1


def test_today_says_it_gently_for_two_weeks_and_never_as_late(cast: Cast) -> None:
    reminder = begun(cast)[2]
    at = clock.now() + (reminder.on - clock.today("America/New_York")) + timedelta(minutes=1)
    for days, is_there in ((-1, False), (0, True), (13, True), (15, False)):
        with time_machine.travel(at + timedelta(days=days), tick=False):
            page = cast.maya.client().get(TODAY).content.decode()
            assert ("Planned together, for about now" in page) is is_there, days
            assert "overdue" not in page.lower()
    with time_machine.travel(at, tick=False):
        whole: dict[str, Any] = {"participant": cast.sam.id, "planned": reminder.pk}
        assert post(cast.omar.client(), "support:see_to", **whole).status_code in {403, 404}
        for _ in range(2):
            assert post(cast.maya.client(), "support:see_to", **whole).status_code == 302
        assert "Planned together" not in cast.maya.client().get(TODAY).content.decode()
    assert verbs(cast.sam.id) == ["plan-ahead", "see-to"]


def test_they_call_off_a_line_or_all_from_a_day_on(cast: Cast) -> None:
    rows, sam = begun(cast), cast.sam.client()
    first: dict[str, Any] = {"participant": cast.sam.id, "planned": rows[0].pk}
    assert post(cast.riley.client(), "support:leave_out", **first).status_code == 404
    for _ in range(2):
        assert post(sam, "support:leave_out", **first).status_code == 302
    assert [each.called_off_at is None for each in Appointment.objects.order_by("at")] == [
        False,
        True,
    ]
    from_then: dict[str, Any] = {"participant": cast.sam.id, "planned": rows[2].pk}
    assert post(sam, "support:leave_out", {"left": "all"}, **from_then).status_code == 302
    assert [each.is_off for each in Planned.objects.order_by("on")] == [True, False, True, True]
    assert verbs(cast.sam.id) == ["plan-ahead", "leave-out", "leave-out"]
    assert "called off" in get(sam, "support:ahead").content.decode()


@pytest.mark.parametrize("ends", ["walk", "pause", "death"])
def test_it_ends_with_the_walk_a_pause_or_a_death(cast: Cast, ends: str) -> None:
    begun(cast)
    if ends == "walk":
        pairing = Pairing.objects.get(participant=cast.sam.id, peer=cast.maya.by.person_id)
        actions.end_pairing(by=cast.maya.by, pairing=pairing.pk)
    elif ends == "pause":
        participants.be_at(by=cast.sam.by, participant=cast.sam.id, where="paused")
    else:
        participants.tell_passing(
            by=cast.maya.by, id=ids.new(), participant=cast.sam.id, told_by="A sister"
        )
    assert all(each.is_off for each in Planned.objects.all())
    assert not Appointment.objects.filter(called_off_at=None).exists()
    if ends == "death":
        participants.undo_passing(by=cast.omar.by, participant=cast.sam.id)
        assert not any(each.is_off for each in Planned.objects.all())


def test_months_end_where_a_month_is_shorter() -> None:
    line = rules.Line("plan", "1m")
    assert rules.day_of(line, date(2027, 1, 31)) == date(2027, 2, 28)
    assert rules.day_of(line, date(2026, 12, 5)) == date(2027, 1, 5)
    assert rules.day_of(rules.Line("call", "1y"), date(2028, 2, 29)) == date(2029, 2, 28)
    spring = rules.moment_of(rules.Line("call", "1w"), date(2026, 3, 5), "America/New_York")
    assert spring.astimezone(NEW_YORK).hour == 10
    for language in ("en", "fr", "es"):
        with translation.override(language):
            assert all(each.words[language] for each in rules.EXAMPLES.values())
            assert all(rules.is_whole(list(each.lines)) for each in rules.EXAMPLES.values())
