"""Opening a record in an emergency: a reason, a few hours, told at once, looked at by another."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.audit import queries as history
from alongside.core import clock, errors, ids
from alongside.participants import actions, policy
from alongside.participants.models import Glass, Never, Participant, Search
from tests.cast import Cast

PATH = "/en/emergency/"


def said(**more: Any) -> dict[str, Any]:
    why = "They called and did not answer any more."
    return {"id": str(ids.new()), "words": "Rosa", "why": why, "sure": "on"} | more


def test_it_opens_one_record_for_a_few_hours(cast: Cast) -> None:
    dana = cast.dana.client()
    assert dana.get(f"/en/people/{cast.rosa.id}/").status_code == 404
    answer = dana.post(PATH, said())
    assert answer.headers["Location"] == reverse("support:person", args=[cast.rosa.id])
    assert dana.get(f"/en/people/{cast.rosa.id}/").status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=4, minutes=1)):
        assert not policy.participants_for(cast.dana.by).filter(pk=cast.rosa.id).exists()


def test_the_person_reads_of_it_at_once_and_closes_it(cast: Cast) -> None:
    cast.dana.client().post(PATH, said())
    rosa = cast.rosa.client()
    assert "Dana opened your record in an emergency" in rosa.get("/en/my-support/").content.decode()
    assert "did not answer any more" in rosa.get("/en/my-walls/").content.decode()
    looks = rosa.get("/en/looks/?only=all").content.decode()
    assert "Your record was opened in an emergency" in looks
    glass = Glass.objects.get()
    rosa.post(reverse("participants:close_tie", args=[glass.tie_id]))
    assert cast.dana.client().get(f"/en/people/{cast.rosa.id}/").status_code == 404


@pytest.mark.parametrize("right", [True, False])
def test_somebody_else_asks_and_the_person_reads_the_answer(cast: Cast, right: bool) -> None:
    cast.dana.client().post(PATH, said())
    glass = Glass.objects.get()
    piet = cast.piet.client()
    path = reverse("participants:review_glass", args=[glass.pk])
    assert path in piet.get("/en/second-looks/").content.decode()
    assert "Rosa" not in piet.get(path).content.decode()
    answer = {"was_right": "yes" if right else "no", "said": "I asked them both."}
    assert piet.post(path, answer).status_code == 302
    assert path not in piet.get("/en/second-looks/").content.decode()
    page = cast.rosa.client().get("/en/my-walls/").content.decode()
    assert "I asked them both." in page
    assert ("found it right" in page) is right
    status = 200 if right else 404
    assert cast.dana.client().get(f"/en/people/{cast.rosa.id}/").status_code == status


def test_nobody_reviews_their_own(cast: Cast) -> None:
    from alongside.accounts import queries
    from alongside.accounts.models import Membership

    glass = actions.break_glass(by=cast.dana.by, id=ids.new(), words="Rosa", why="A fall")
    assert glass is not None
    hat = Membership.objects.create(
        organisation=cast.riverbend, person_id=cast.dana.by.person_id, role="privacy"
    )
    with pytest.raises(errors.Missing):
        actions.review_glass(by=queries.actor_as(hat), glass=glass.pk, was_right=True, said="Fine")


@pytest.mark.parametrize("words", ["Nobody", "Tess", "Ros", "%"])
def test_where_nobody_is_nothing_opens_and_the_attempt_is_read(cast: Cast, words: str) -> None:
    page = cast.dana.client().post(PATH, said(words=words)).content.decode()
    assert "Nothing was opened" in page
    assert not Glass.objects.exists()
    row = Search.objects.get()
    assert (row.is_urgent, row.for_review) == (True, True)
    assert "nothing opened" in cast.piet.client().get("/en/second-looks/").content.decode()


def test_two_of_the_same_name_open_neither(cast: Cast) -> None:
    Participant.objects.filter(pk=cast.lee.id).update(alias="")
    lee = Participant.objects.get(pk=cast.lee.id)
    lee.alias = "Rosa"
    lee.save()
    assert actions.break_glass(by=cast.dana.by, id=ids.new(), words="Rosa", why="A fall") is None
    assert not history.about(cast.rosa.id).exists()


def test_it_opens_to_nobody_whom_they_never_want(cast: Cast) -> None:
    Never.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.rosa.id,
        person_id=cast.dana.by.person_id,
        words="Dana",
    )
    assert actions.break_glass(by=cast.dana.by, id=ids.new(), words="Rosa", why="A fall") is None


def test_names_are_not_tried_out(cast: Cast, settings: Any) -> None:
    settings.GLASS_TRIES = 2
    for name in ("Ann", "Ben"):
        assert cast.dana.client().post(PATH, said(words=name)).status_code == 200
    assert cast.dana.client().post(PATH, said(words="Rosa")).status_code == 429
    assert not Glass.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("why", ""), ("words", ""), ("sure", "")])
def test_it_wants_a_reason_and_to_be_sure(cast: Cast, field: str, value: str) -> None:
    data = {name: each for name, each in said(**{field: value}).items() if each}
    assert cast.dana.client().post(PATH, data).status_code == 422
    assert not Glass.objects.exists()


@pytest.mark.parametrize("who", ["vera", "omar", "max", "kit", "ana", "piet", "sam"])
def test_others_break_no_glass(cast: Cast, who: str) -> None:
    assert cast.characters[who].client().post(PATH, said()).status_code == 403


def test_the_form_sent_twice_opens_once(cast: Cast) -> None:
    data = said()
    for _time in range(2):
        assert cast.dana.client().post(PATH, data).status_code == 302
    assert Glass.objects.count() == 1
