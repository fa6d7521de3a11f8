"""Danger to life: whom to call at once, one tap, and what happened written down later."""

from datetime import datetime, time
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import ids
from alongside.participants import actions
from alongside.participants.models import Danger, OnCall, Told
from alongside.participants.rules import walls as rules
from tests.cast import Cast

PATH = "/en/danger/"
ALWAYS: dict[str, Any] = {
    "days": list(range(7)),
    "from_time": time(0),
    "until_time": time(0),
    "phone": "555 0199",
}


def put(cast: Cast, called: str = "Jo") -> OnCall:
    return actions.put_on_call(by=cast.kit.by, id=ids.new(), called=called, **ALWAYS)


@pytest.mark.parametrize("who", ["maya", "vera", "dana", "omar"])
def test_the_number_stands_there_before_anything_is_asked(cast: Cast, who: str) -> None:
    put(cast)
    page = cast.characters[who].client().get(PATH).content.decode()
    assert 'href="tel:5550199"' in page
    assert page.index("tel:5550199") < page.index("I am calling")
    assert not Danger.objects.exists()


def test_one_tap_remembers_and_it_is_written_later_with_the_person(cast: Cast) -> None:
    maya = cast.maya.client()
    answer = maya.post(PATH, {"id": str(ids.new())})
    row = Danger.objects.get()
    assert answer.headers["Location"] == reverse("participants:what_happened", args=[row.pk])
    assert "Still to write" in maya.get(PATH).content.decode()
    said = {"participant": str(cast.sam.id), "words": "We sat it out.", "together": "on"}
    assert maya.post(answer.headers["Location"], said).status_code == 302
    assert "Still to write" not in maya.get(PATH).content.decode()
    page = cast.sam.client().get("/en/my-walls/").content.decode()
    assert "We sat it out." in page
    assert "written together with you" in page


def test_it_may_have_been_nothing(cast: Cast) -> None:
    row = actions.tap(by=cast.maya.by, id=ids.new())
    path = reverse("participants:what_happened", args=[row.pk])
    assert cast.maya.client().post(path, {"words": ""}).status_code == 302
    row.refresh_from_db()
    assert row.nothing_to_write
    assert not Told.objects.exists()


def test_it_is_written_about_nobody_they_do_not_reach(cast: Cast) -> None:
    row = actions.tap(by=cast.maya.by, id=ids.new())
    path = reverse("participants:what_happened", args=[row.pk])
    said = {"participant": str(cast.rosa.id), "words": "X"}
    assert cast.maya.client().post(path, said).status_code == 422
    assert cast.vera.client().get(path).status_code == 404
    assert not Told.objects.exists()


@pytest.mark.parametrize("who", ["sam", "max", "ana", "kit", "piet"])
def test_others_have_no_such_page(cast: Cast, who: str) -> None:
    assert cast.characters[who].client().get(PATH).status_code == 403


def test_administrators_keep_the_list(cast: Cast) -> None:
    row = put(cast)
    kit = cast.kit.client()
    assert "Jo" in kit.get("/en/on-call/").content.decode()
    kit.post(reverse("participants:take_off_call", args=[row.pk]))
    assert "555 0199" not in cast.maya.client().get(PATH).content.decode()
    for who in ("maya", "omar", "dana", "sam"):
        assert cast.characters[who].client().get("/en/on-call/").status_code == 403


NIGHT = (time(20), time(8))
DAY = (time(8), time(20))


@pytest.mark.parametrize(
    ("hours", "days", "hour", "weekday", "expected"),
    [
        (DAY, {0}, 8, 0, True),
        (DAY, {0}, 20, 0, False),
        (DAY, {0}, 12, 1, False),
        (NIGHT, {0}, 21, 0, True),
        (NIGHT, {0}, 3, 1, True),
        (NIGHT, {0}, 3, 0, False),
        (NIGHT, {6}, 3, 0, True),
        ((time(8), time(8)), {2}, 3, 2, True),
    ],
)
def test_a_night_belongs_to_the_evening_it_began(
    hours: tuple[time, time], days: set[int], hour: int, weekday: int, expected: bool
) -> None:
    local = datetime(2026, 11, 23 + weekday, hour)  # noqa: DTZ001  where the organisation is
    assert rules.is_on_call(days, *hours, local=local) is expected


@given(st.times(), st.times(), st.datetimes())
def test_two_halves_of_a_day_leave_no_gap(one: time, two: time, now: datetime) -> None:
    """From one to two and from two to one, every day: somebody answers, and only one of them."""
    every = set(range(7))
    both = [
        rules.is_on_call(every, one, two, local=now),
        rules.is_on_call(every, two, one, local=now),
    ]
    assert sum(both) == (2 if one == two else 1)
