"""Who stands at the door? A coordinator welcomes somebody, and hands them six words."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts import access
from alongside.accounts.models import ReturnKey
from alongside.audit.models import Event
from alongside.core import errors, ids
from alongside.participants import actions, rules
from alongside.participants.models import Participant, Request, Tie
from tests.cast import Cast

WELCOME = "/en/welcome/"
NEW_WORDS = "/en/account/return-key/"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(ids.new()),
        "alias": "Robin",
        "language": "es",
        "reach_way": "text",
        "reach_how": "555 0142, after six",
        "never_ways": ["voicemail"],
        "never": "My brother answers",
        "asks": "on",
    } | changes


def words_in(page: str) -> str:
    return " ".join(re.findall(r"<li>(\w+)</li>", page.split('class="key"')[1].split("</ol>")[0]))


def test_it_makes_a_participant_with_a_request_and_shows_the_words(cast: Cast) -> None:
    said = typed()
    answer = cast.omar.client().post(WELCOME, said)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    robin = Participant.objects.get(pk=said["id"])
    assert (robin.alias, robin.language, robin.reach_way) == ("Robin", "es", "text")
    assert (robin.never_ways, robin.reach_never) == (["voicemail"], "My brother answers")
    request = Request.objects.get(participant=robin)
    assert (request.state, request.language) == ("waiting", "es")
    back = Client()
    words = words_in(answer.content.decode())
    assert len(words.split()) == 6
    assert back.post("/en/return-key/", {"words": words}).status_code == 302
    back.post(NEW_WORDS)
    assert "waiting for a person" in back.get("/en/my-request/").content.decode()


def handed_over(cast: Cast, said: dict[str, Any]) -> str:
    return words_in(cast.omar.client().post(WELCOME, said).content.decode())


def test_the_words_handed_over_open_nothing_but_the_way_to_new_ones(cast: Cast) -> None:
    words, back = handed_over(cast, typed()), Client()
    back.post("/en/return-key/", {"words": words})
    for path in ("/en/my-request/", "/en/account/", "/en/looks/", "/en/my-account/"):
        assert back.get(path).headers["Location"] == NEW_WORDS
    page = back.get(NEW_WORDS).content.decode()
    assert "Somebody else has seen the words you were handed" in page
    assert "Keep the old ones" not in page
    assert back.post(reverse("accounts:sign_out")).status_code == 302


def test_new_words_end_those_that_the_coordinator_saw(cast: Cast) -> None:
    words, back, other = handed_over(cast, typed()), Client(), Client()
    for browser in (back, other):
        browser.post("/en/return-key/", {"words": words})
    own = words_in(back.post(NEW_WORDS).content.decode())
    assert back.get("/en/my-request/").status_code == 200
    assert other.get("/en/my-request/").headers["Location"].startswith("/en/sign-in/")
    assert Client().post("/en/return-key/", {"words": words}).status_code == 422
    again = Client()
    assert again.post("/en/return-key/", {"words": own}).status_code == 302
    assert again.get("/en/my-request/").status_code == 200


def test_they_read_that_somebody_came_in(cast: Cast) -> None:
    said, back = typed(), Client()
    back.post("/en/return-key/", {"words": handed_over(cast, said)})
    back.post(NEW_WORDS)
    theirs = Event.objects.filter(participant_id=said["id"]).values_list("verb", flat=True)
    assert {"use-return-key", "replace-return-key"} <= set(theirs)
    page = back.get(reverse("participants:looks"), {"only": "all"}).content.decode()
    assert "Somebody came in with your six words" in page
    assert "Your six words were changed for new ones" in page


def test_it_writes_the_slip_in_their_language(cast: Cast) -> None:
    page = cast.omar.client().post(WELCOME, typed()).content.decode()
    assert '<section class="card stack" lang="es">' in page
    assert "/es/return-key/" in page


def test_it_asks_for_no_name_and_no_peer(cast: Cast) -> None:
    said = typed(alias="", reach_way="key", reach_how="", never_ways=[], never="", asks="")
    assert cast.omar.client().post(WELCOME, said).status_code == 200
    somebody = Participant.objects.get(pk=said["id"])
    assert somebody.alias == ""
    assert not Request.objects.filter(participant=somebody).exists()


def test_it_shows_the_request_among_the_others(cast: Cast) -> None:
    client = cast.omar.client()
    assert WELCOME in client.get("/en/requests/").content.decode()
    client.post(WELCOME, typed())
    assert "Robin" in client.get("/en/requests/").content.decode()


def test_it_leaves_events_they_can_read(cast: Cast) -> None:
    said = typed()
    words = words_in(cast.omar.client().post(WELCOME, said).content.decode())
    event = Event.objects.get(verb="welcome")
    assert (str(event.participant_id), event.by_id) == (said["id"], cast.omar.by.id)
    back = Client()
    back.post("/en/return-key/", {"words": words})
    back.post(NEW_WORDS)
    assert "You were welcomed" in back.get("/en/looks/?only=all").content.decode()


def test_it_ties_nobody_and_opens_nothing_to_the_coordinator(cast: Cast) -> None:
    said = typed()
    client = cast.omar.client()
    client.post(WELCOME, said)
    assert not Tie.objects.filter(participant_id=said["id"]).exists()
    assert client.get(f"/en/people/{said['id']}/").status_code == 403


def test_it_welcomes_once_when_sent_twice(cast: Cast) -> None:
    client, said = cast.omar.client(), typed()
    client.post(WELCOME, said)
    people, keys = Participant.objects.count(), ReturnKey.objects.count()
    again = client.post(WELCOME, said)
    assert again.status_code == 200
    assert "Nothing was doubled" in again.content.decode()
    assert 'class="key"' not in again.content.decode()
    assert (Participant.objects.count(), ReturnKey.objects.count()) == (people, keys)
    assert Request.objects.filter(participant_id=said["id"]).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x"},
        {"language": "klingon"},
        {"reach_way": "pigeon"},
        {"reach_way": "call", "reach_how": ""},
        {"reach_way": "text", "never_ways": ["text"]},
        {"alias": "x" * 61},
    ],
)
def test_it_changes_nothing_for_bad_input(cast: Cast, wrong: dict[str, Any]) -> None:
    people, keys = Participant.objects.count(), ReturnKey.objects.count()
    answer = cast.omar.client().post(WELCOME, typed(**wrong))
    assert answer.status_code == 422
    assert "My brother answers" in answer.content.decode()
    assert (Participant.objects.count(), ReturnKey.objects.count()) == (people, keys)


def test_it_asks_in_the_action_too(cast: Cast) -> None:
    people = Participant.objects.count()
    for reach in (rules.Reach(way="call"), rules.Reach(way="pigeon")):
        with pytest.raises(errors.Problem):
            actions.welcome(by=cast.omar.by, id=ids.new(), alias="", language="en", reach=reach)
    assert Participant.objects.count() == people


@pytest.mark.parametrize("name", ["maya", "vera", "dana", "max", "ana", "kit", "sam", "rosa"])
def test_it_is_for_coordinators(cast: Cast, name: str) -> None:
    character = getattr(cast, name)
    assert character.client().post(WELCOME, typed()).status_code == 403
    with pytest.raises(access.Refused):
        actions.welcome(by=character.by, id=ids.new(), alias="", language="en")


def test_it_takes_no_id_of_another_organisation(cast: Cast) -> None:
    said = typed(id=str(cast.tess.id))
    answer = cast.omar.client().post(WELCOME, said)
    assert answer.status_code == 404
    assert 'class="key"' not in answer.content.decode()
    assert not Event.objects.filter(verb="welcome").exists()
