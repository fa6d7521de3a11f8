"""Usefulness and kindness: private to the organisation, shown only where enough people spoke."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.audit.models import Event
from alongside.core import ids, scope
from alongside.referrals import rules
from alongside.referrals.models import Rating
from tests import cast as people
from tests.cast import Cast, Character
from tests.directory import telling


@given(some.integers(0, 200), some.integers(1, 20))
def test_it_counts_in_steps_so_that_one_more_voice_tells_nothing(people_: int, floor: int) -> None:
    counted = rules.counted(people_, floor)
    assert counted % floor == 0
    assert people_ - floor < counted <= people_


@given(some.lists(some.sampled_from([1, 2, 3]), min_size=5, max_size=30))
def test_it_has_no_word_for_all_or_none(answers: list[int]) -> None:
    assert rules.share(answers) in {"most", "half", "few"}
    assert rules.share([3] * 5) == rules.share([3, 3, 3, 3, 1]) == "most"
    assert rules.share([1] * 5) == rules.share([3, 1, 1, 1, 1]) == "few"


def say(who: Character, service: Any, useful: int = 3, kind: int = 3) -> Any:
    data = {"id": str(ids.new()), "useful": useful, "kind": kind}
    return who.client().post(f"/en/services/{service.pk}/found/", data)


def read(who: Character, service: Any) -> str:
    text: str = who.client().get(f"/en/services/{service.pk}/found/").content.decode()
    return text


@pytest.mark.django_db
def test_it_shows_five_or_more_to_the_same_organisation_alone(cast: Cast) -> None:
    service = telling.service()
    some_peers = [people.staff(cast, cast.riverbend, f"p{number}", "peer") for number in range(3)]
    for who in (cast.sam, cast.rosa, cast.maya, some_peers[0]):
        assert say(who, service, kind=1).status_code == 302
    assert "nothing is shown yet" in read(cast.sam, service)
    say(some_peers[1], service)
    shown = read(cast.sam, service)
    assert "What 5 people here found" in shown
    assert "Most found it useful." in shown
    assert "Few found them kind." in shown
    say(some_peers[2], service, useful=1)
    assert "What 5 people here found" in read(cast.sam, service)
    assert "nothing is shown yet" in read(cast.riley, service)
    assert "nothing is shown yet" in read(cast.tess, service)


@pytest.mark.django_db
def test_it_is_said_once_changed_and_taken_back(cast: Cast) -> None:
    service = telling.service()
    say(cast.sam, service, useful=3)
    say(cast.sam, service, useful=1)
    row = Rating.objects.get()
    assert (row.useful, row.kind) == (1, 3)
    assert "Take it back" in read(cast.sam, service)
    path = f"/en/services/{service.pk}/found/back/"
    assert cast.maya.client().post(path).status_code == 302
    assert Rating.objects.exists()
    cast.sam.client().post(path)
    assert not Rating.objects.exists()
    verbs = Event.objects.filter(participant_id=cast.sam.id).values_list("verb", flat=True)
    assert {"rate-service", "take-back-rating"} <= set(verbs)


@pytest.mark.django_db
def test_it_keeps_nobody_with_what_they_said(cast: Cast) -> None:
    say(cast.sam, telling.service())
    row = Rating.objects.get()
    kept = repr({**row.__dict__})
    assert str(cast.sam.id) not in kept
    assert str(cast.sam.by.id) not in kept
    told = Event.objects.get(verb="rate-service")
    assert (told.about_id, told.facts) == (None, {})


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["omar", "max", "ana", "kit", "dana"])
def test_it_is_for_those_who_go_there(cast: Cast, who: str) -> None:
    assert say(cast.characters[who], telling.service()).status_code == 403
    assert not Rating.objects.exists()


@pytest.mark.django_db
def test_it_takes_no_other_answer(cast: Cast) -> None:
    service = telling.service()
    assert say(cast.sam, service, useful=4).status_code == 422
    hidden = telling.service(is_public=False)
    assert say(cast.sam, hidden).status_code == 404
    with scope.within(cast.riverbend.pk):
        assert not Rating.objects.exists()
