"""How somebody may be reached, when never, and what is said if somebody else answers."""

from datetime import time
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from alongside.audit.models import Event
from alongside.participants import rules
from alongside.participants.models import Participant
from tests.cast import Cast

PAGE = "/en/my-ways/"
SAID = {
    "reach_way": "call",
    "reach_how": "555 0100",
    "never_ways": ["voicemail", "say-why"],
    "never": "Not at the mill",
    "quiet_from": "21:30",
    "quiet_until": "08:00",
    "safe_words": "I am calling from the library.",
}


def send(cast: Cast, **changes: Any) -> Any:
    row = Participant.objects.get(pk=cast.sam.id)
    return cast.sam.client().post(PAGE, {**SAID, "version": row.version, **changes})


def test_it_is_read_by_whoever_walks_with_them(cast: Cast) -> None:
    assert send(cast).status_code == 302
    page = cast.maya.client().get(f"/en/people/{cast.sam.id}/").content.decode()
    for text in ("I am calling from the library.", "Leave no voice message", "nobody calls"):
        assert text in page
    assert Event.objects.filter(verb="change-reach", participant_id=cast.sam.id).count() == 1
    again = cast.sam.client().get(PAGE).content.decode()
    assert 'value="21:30"' in again
    assert "Not at the mill" in again


def test_it_knows_who_comes_back_with_an_account(cast: Cast) -> None:
    assert "sign in here" in cast.rosa.client().get(PAGE).content.decode()
    assert "I will come back here with my six words" in cast.sam.client().get(PAGE).content.decode()


def test_it_keeps_the_words_sealed(cast: Cast) -> None:
    send(cast)
    with connection.cursor() as cursor:
        cursor.execute("select safe_words, reach_how from participants_participant")
        assert "library" not in str(cursor.fetchall())


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_until": ""},
        {"quiet_from": "25:00"},
        {"reach_how": ""},
        {"never_ways": ["call"]},
        {"never_ways": ["shout"]},
        {"safe_words": "x" * 301},
    ],
)
def test_it_changes_nothing_for_what_makes_no_sense(cast: Cast, wrong: dict[str, Any]) -> None:
    assert send(cast, **wrong).status_code == 422
    assert Participant.objects.get(pk=cast.sam.id).safe_words == ""


def test_it_tells_when_it_was_changed_meanwhile(cast: Cast) -> None:
    assert send(cast, version=99).status_code == 409


def test_it_is_a_participants_own(cast: Cast) -> None:
    for who in ("maya", "omar", "kit"):
        assert cast.characters[who].client().get(PAGE).status_code == 403


@given(st.times(), st.times(), st.times())
def test_it_is_quiet_or_its_opposite_is(start: time, end: time, at: time) -> None:
    if start != end:
        assert rules.is_quiet(start, end, at=at) != rules.is_quiet(end, start, at=at)
    assert not rules.is_quiet(None, end, at=at)
    assert rules.is_quiet(start, end, at=start)
