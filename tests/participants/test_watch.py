"""Watching over looking: odd looks are found by counting, and told to both."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import actors
from alongside.accounts.models import Person
from alongside.audit.models import Event
from alongside.core import ids
from alongside.participants import actions, tasks
from alongside.participants.models import LookDay, Never, OddLook, Participant, Tie
from alongside.participants.rules import walls as rules
from tests.cast import Cast

ZONE = ZoneInfo("America/New_York")
TODAY = date(2026, 11, 20)


def at(hour: int, day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=ZONE)


def look(cast: Cast, who: str, hour: int = 11) -> None:
    with time_machine.travel(at(hour), tick=False):
        actions.look(by=cast.characters[who].by, participant=cast.sam.id, page="person")


def watch(cast: Cast) -> int:
    by = actors.system("a test", organisation_id=cast.riverbend.pk)
    return actions.watch(by=by, day=TODAY)


def usual(cast: Cast, who: str) -> None:
    for back in range(1, 11):
        LookDay.objects.create(
            organisation=cast.riverbend,
            person_id=cast.characters[who].by.person_id,
            day=TODAY - timedelta(days=back),
            people=3,
            hours=[10, 11],
        )


def found() -> list[tuple[str, bool]]:
    return [(row.kind, row.participant_id is not None) for row in OddLook.objects.all()]


def test_a_usual_day_is_not_odd(cast: Cast) -> None:
    usual(cast, "maya")
    look(cast, "maya")
    assert watch(cast) == 0
    assert LookDay.objects.get(day=TODAY).people == 1


def test_an_hour_of_the_night_is_told_to_both(cast: Cast) -> None:
    usual(cast, "maya")
    look(cast, "maya", hour=3)
    assert watch(cast) == 1
    assert found() == [("hour", True)]
    assert "hour of the night" in cast.sam.client().get("/en/my-walls/").content.decode()
    assert "hour of the night" in cast.piet.client().get("/en/second-looks/odd/").content.decode()
    told = cast.sam.client().get("/en/looks/?only=all").content.decode()
    assert "A look was not like the others" in told
    assert watch(cast) == 0, "the same day again finds nothing new"


def test_many_more_than_usual_is_told_to_the_privacy_lead_and_to_everybody_opened(
    cast: Cast,
) -> None:
    """One line for whoever watches; each of those opened reads of it beside the look itself."""
    of_maya = {"organisation": cast.riverbend, "person_id": cast.maya.by.person_id}
    for number in range(rules.FEW):
        someone = Participant.objects.create(organisation=cast.riverbend, alias=f"Bird {number}")
        Tie.objects.create(participant=someone, why="pairing", from_at=at(1), **of_maya)
        with time_machine.travel(at(11), tick=False):
            actions.look(by=cast.maya.by, participant=someone.pk, page="person")
    assert watch(cast) == 0, "no more than a few"
    look(cast, "maya")
    assert watch(cast) == 1
    assert found() == [("volume", False)]
    assert OddLook.objects.get().count == rules.FEW + 1
    said = "11 records were opened on one day"
    assert said in cast.piet.client().get("/en/second-looks/odd/").content.decode()
    told = Event.objects.filter(verb="odd-look")
    assert len({event.participant_id for event in told}) == rules.FEW + 1
    assert (
        "A look was not like the others"
        in cast.sam.client().get("/en/looks/?only=all").content.decode()
    )
    assert "A look was not like" not in cast.lee.client().get("/en/looks/").content.decode()
    assert watch(cast) == 0
    assert told.count() == rules.FEW + 1, "told once"
    path = reverse("participants:settle_odd", args=[OddLook.objects.get().pk])
    assert "and not these words" in cast.piet.client().get(path).content.decode()
    for _ in range(2):
        cast.piet.client().post(path, {"verdict": "false", "said": "She covered for Vera."})
    settled = Event.objects.filter(verb="settle-odd")
    assert {event.participant_id for event in settled} == {event.participant_id for event in told}
    own = cast.sam.client().get("/en/looks/?only=all").content.decode()
    assert "The privacy lead found: a false alarm" in own
    assert "Vera" not in own, "the words may be about others"


def test_the_same_family_name_is_told(cast: Cast) -> None:
    maya = Person.objects.get(pk=str(cast.maya.by.id))
    maya.name = "Maya Duarte"
    maya.save()
    sam = Participant.objects.get(pk=cast.sam.id)
    sam.alias = "Sam DUARTE"
    sam.save()
    look(cast, "maya")
    watch(cast)
    assert found() == [("family", True)]


def test_somebody_they_never_want_is_told_even_where_it_did_not_open(cast: Cast) -> None:
    Never.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        person_id=cast.vera.by.person_id,
        words="Vera",
    )
    with time_machine.travel(at(11), tick=False):
        cast.vera.client().get(f"/en/people/{cast.sam.id}/")
    watch(cast)
    assert found() == [("never", True)]


def test_trying_what_does_not_open_is_told_to_the_privacy_lead(cast: Cast) -> None:
    with time_machine.travel(at(11), tick=False):
        client = cast.vera.client()
        for _time in range(3):
            client.get(f"/en/people/{ids.new()}/")
            client.get("/en/team/")  # a page for others is no try at a record
    watch(cast)
    assert found() == [("guesses", False)]
    assert OddLook.objects.get().count == 3


@pytest.mark.parametrize("verdict", ["false", "followed"])
def test_the_privacy_lead_says_what_it_was_and_the_person_reads_it(
    cast: Cast, verdict: str
) -> None:
    usual(cast, "maya")
    look(cast, "maya", hour=3)
    watch(cast)
    path = reverse("participants:settle_odd", args=[OddLook.objects.get().pk])
    said = {"verdict": verdict, "said": "Sam had called her."}
    assert cast.piet.client().post(path, said).status_code == 302
    assert "Sam had called her." in cast.sam.client().get("/en/my-walls/").content.decode()
    assert path not in cast.piet.client().get("/en/second-looks/").content.decode()
    assert cast.dana.client().get(path).status_code == 403


def test_nobody_settles_their_own(cast: Cast) -> None:
    row = OddLook.objects.create(
        organisation=cast.riverbend, person_id=cast.piet.by.person_id, kind="volume", day=TODAY
    )
    path = reverse("participants:settle_odd", args=[row.pk])
    assert cast.piet.client().get(path).status_code == 404


def test_each_night_goes_through_the_day_before(cast: Cast) -> None:
    usual(cast, "maya")
    look(cast, "maya", hour=3)
    with time_machine.travel(at(4, TODAY + timedelta(days=1)), tick=False):
        tasks.watch()
        tasks.watch()
    assert found() == [("hour", True)]


days = st.builds(rules.Day, st.integers(0, 60), st.frozensets(st.integers(0, 23), max_size=6))


@given(st.lists(days, max_size=20), st.integers(0, 60))
def test_more_is_never_less_odd(before: list[rules.Day], people: int) -> None:
    day, more = (rules.Day(count, frozenset()) for count in (people, people + 1))
    assert not rules.is_many(day, before) or rules.is_many(more, before)
    assert not rules.is_many(rules.Day(rules.FEW, frozenset()), before)


@given(st.lists(days, max_size=20), days)
def test_an_hour_once_worked_is_never_odd(before: list[rules.Day], day: rules.Day) -> None:
    assert not rules.odd_hours(day, [*before, day])
    assert rules.odd_hours(day, before) <= frozenset(rules.NIGHT)


@pytest.mark.parametrize(
    ("worker", "alias", "same"),
    [
        ("Maya Duarte", "Sam Duarte", True),
        ("Maya DUARTE", "sam duárte", True),
        ("Maya", "Maya", False),
        ("Maya Duarte", "Duarte", False),
        ("Li Wu", "Bo Wu", False),
    ],
)
def test_a_family_name_is_the_last_of_several(worker: str, alias: str, same: bool) -> None:
    assert rules.same_family(worker, alias) is same
