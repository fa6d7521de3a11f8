"""Who stands at the door? A coordinator welcomes somebody, and hands them six words."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.accounts import access
from alongside.accounts.models import ReturnKey
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from alongside.participants import actions, rules
from alongside.participants.models import Participant, Request, Tie
from tests.cast import Cast

WELCOME = "/en/welcome/somebody/"
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


OWN = "Lantern bay"


def words_in(page: str) -> str:
    return " ".join(re.findall(r"<li>(\w+)</li>", page.split('class="key"')[1].split("</ol>")[0]))


def door_of(said: dict[str, Any]) -> str:
    return f"/en/welcome/{said['id']}/words/"


def chosen(own: str = OWN, **changes: Any) -> dict[str, Any]:
    """What the person at the door types on the turned screen."""
    return {"id": str(ids.new()), "own_word": own, "again": own} | changes


def handed_over(cast: Cast, said: dict[str, Any], own: str = OWN) -> str:
    """The six words on the slip, as everybody at the desk may see them."""
    client = cast.omar.client()
    assert client.post(WELCOME, said).headers["Location"] == door_of(said)
    return words_in(client.post(door_of(said), chosen(own)).content.decode())


def enter(words: str, **extra: Any) -> tuple[Client, Any]:
    browser = Client()
    return browser, browser.post("/en/return-key/", {"words": words}, **extra)


@pytest.fixture(autouse=True)
def _forget(db: None) -> None:
    cache.clear()


def test_it_makes_a_participant_with_a_request_and_no_key_yet(cast: Cast) -> None:
    said, keys = typed(), ReturnKey.objects.count()
    assert cast.omar.client().post(WELCOME, said).headers["Location"] == door_of(said)
    robin = Participant.objects.get(pk=said["id"])
    assert (robin.alias, robin.language, robin.reach_way) == ("Robin", "es", "text")
    assert (robin.never_ways, robin.reach_never) == (["voicemail"], "My brother answers")
    request = Request.objects.get(participant=robin)
    assert (request.state, request.language) == ("waiting", "es")
    assert robin.return_key is None
    assert ReturnKey.objects.count() == keys


def test_they_type_a_word_of_their_own_and_get_six_more(cast: Cast) -> None:
    said, client = typed(), cast.omar.client()
    client.post(WELCOME, said)
    page = client.get(door_of(said)).content.decode()
    assert "Can you turn the screen to them?" in page
    assert 'type="password"' not in page  # the worker's browser would offer to keep it
    answer = client.post(door_of(said), chosen())
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    words = words_in(answer.content.decode())
    assert len(words.split()) == 6
    assert "lantern" not in answer.content.decode().casefold()
    back, came = enter(f"{words} lantern  BAY")
    assert came.status_code == 302
    back.post(NEW_WORDS, {"id": str(ids.new())})
    assert "waiting for a person" in back.get("/en/my-request/").content.decode()


# --- whoever saw only the worker's screens opens nothing ------------------------------------


def test_the_coordinator_tries_with_all_they_saw(cast: Cast) -> None:
    said = typed()
    words = handed_over(cast, said)
    for guess in (words, f"{words} Robin", f"{words} {words.split()[0]}", f"{words} password1"):
        browser, came = enter(guess)
        assert came.status_code == 422
        assert browser.get("/en/my-request/").headers["Location"].startswith("/en/sign-in/")
    back, came = enter(f"{words} {OWN}")
    assert came.status_code == 302
    back.post(NEW_WORDS, {"id": str(ids.new())})
    page = back.get("/en/looks/?only=refused").content.decode()
    assert page.count("An attempt to come in with the six words you were handed") == 3
    assert "Somebody who was not signed in" in page


def test_the_coordinator_gets_no_second_slip_for_themselves(cast: Cast) -> None:
    said, client = typed(), cast.omar.client()
    words = handed_over(cast, said)
    for own in ("another word", "Robin", ""):
        again = client.post(door_of(said), chosen(own))
        assert again.status_code == 422
        assert 'class="key"' not in again.content.decode()
    assert enter(f"{words} {OWN}")[1].status_code == 302
    refused = Event.objects.filter(participant_id=said["id"], outcome="refused")
    assert {event.by_id for event in refused} == {cast.omar.by.id}


def test_the_coordinator_gets_none_once_they_have_left(cast: Cast) -> None:
    said, client = typed(), cast.omar.client()
    client.post(WELCOME, said)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        late = client.post(door_of(said), chosen())
        assert late.status_code == 410
        assert "behind their back" in late.content.decode()
        assert "behind their back" in client.get(door_of(said)).content.decode()
    assert Participant.objects.get(pk=said["id"]).return_key is None


def test_the_coordinator_gets_none_once_they_have_come_in(cast: Cast) -> None:
    said, client = typed(), cast.omar.client()
    back, _came = enter(f"{handed_over(cast, said)} {OWN}")
    own = words_in(back.post(NEW_WORDS, {"id": str(ids.new())}).content.decode())
    assert client.post(door_of(said), chosen()).status_code == 410
    assert enter(own)[1].status_code == 302


@pytest.mark.parametrize("name", ["sam", "rosa", "lee"])
def test_the_coordinator_makes_no_words_for_somebody_known(cast: Cast, name: str) -> None:
    path = f"/en/welcome/{getattr(cast, name).id}/words/"
    answer = cast.omar.client().post(path, chosen())
    assert answer.status_code == 410
    assert 'class="key"' not in answer.content.decode()


def test_guessing_ends_for_a_day_wherever_it_comes_from(cast: Cast) -> None:
    words = handed_over(cast, typed())
    for number in range(10):
        enter(f"{words} wrong{number}", REMOTE_ADDR=f"192.0.2.{number}")
    slowed = enter(f"{words} {OWN}", REMOTE_ADDR="192.0.2.99")[1]
    assert slowed.status_code == 429
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        assert enter(f"{words} {OWN}")[1].status_code == 302


@pytest.mark.parametrize("own", ["short", "19 07 1984", "Robin", "password", "ro-bin", "!!!!!!!!"])
def test_it_takes_no_word_that_is_soon_guessed(cast: Cast, own: str) -> None:
    said, client = typed(alias="Ro bin" if own == "ro-bin" else "Robin"), cast.omar.client()
    client.post(WELCOME, said)
    answer = client.post(door_of(said), chosen(own))
    assert answer.status_code == 422
    assert "Somebody else could guess this word soon" in answer.content.decode()
    assert Participant.objects.get(pk=said["id"]).return_key is None


def test_it_shows_the_own_word_to_nobody(cast: Cast) -> None:
    said, client = typed(), cast.omar.client()
    client.post(WELCOME, said)
    answer = client.post(door_of(said), chosen("lantern bay", again="lantern by"))
    assert answer.status_code == 422
    assert "lantern" not in answer.content.decode()
    words = words_in(client.post(door_of(said), chosen("lantern bay")).content.decode())
    kept = repr([vars(key) for key in ReturnKey.objects.all()])
    assert "lantern" not in kept
    assert words not in kept


def test_it_makes_the_words_once_when_tapped_twice(cast: Cast) -> None:
    said, client, form = typed(), cast.omar.client(), chosen()
    client.post(WELCOME, said)
    words = words_in(client.post(door_of(said), form).content.decode())
    again = client.post(door_of(said), form, follow=True).content.decode()
    assert "nothing was doubled" in again
    assert 'class="key"' not in again
    other = words_in(client.post(door_of(said), chosen()).content.decode())
    assert enter(f"{words} {OWN}")[1].status_code == 422
    assert enter(f"{other} {OWN}")[1].status_code == 302


@pytest.mark.parametrize("name", ["maya", "vera", "dana", "max", "ana", "kit", "sam", "rosa"])
def test_only_coordinators_hand_words_over(cast: Cast, name: str) -> None:
    said, character = typed(), getattr(cast, name)
    cast.omar.client().post(WELCOME, said)
    assert character.client().post(door_of(said), chosen()).status_code == 403
    with pytest.raises(access.Refused):
        actions.hand_words(
            by=character.by,
            id=ids.new(),
            participant=uuid.UUID(said["id"]),
            own_word=OWN,
            language="en",
        )


def test_another_organisation_finds_nobody_at_the_door(cast: Cast) -> None:
    path = f"/en/welcome/{cast.tess.id}/words/"
    assert cast.omar.client().get(path).status_code == 404
    assert cast.omar.client().post(path, chosen()).status_code == 404


# --- the first time they come in ------------------------------------------------------------


def test_the_words_handed_over_open_nothing_but_the_way_to_new_ones(cast: Cast) -> None:
    back, _came = enter(f"{handed_over(cast, typed())} {OWN}")
    for path in ("/en/my-request/", "/en/account/", "/en/looks/", "/en/my-account/"):
        assert back.get(path).headers["Location"] == NEW_WORDS
    page = back.get(NEW_WORDS).content.decode()
    assert "were seen by whoever handed it to you" in page
    assert "Keep the old ones" not in page
    assert back.post(reverse("accounts:sign_out")).status_code == 302


def test_new_words_end_those_that_the_coordinator_saw(cast: Cast) -> None:
    words = handed_over(cast, typed())
    (back, _), (other, _) = enter(f"{words} {OWN}"), enter(f"{words} {OWN}")
    own = words_in(back.post(NEW_WORDS, {"id": str(ids.new())}).content.decode())
    assert back.get("/en/my-request/").status_code == 200
    assert other.get("/en/my-request/").headers["Location"].startswith("/en/sign-in/")
    assert enter(f"{words} {OWN}")[1].status_code == 422
    again, came = enter(own)
    assert came.status_code == 302
    assert again.get("/en/my-request/").status_code == 200
    assert enter(f"{own} {OWN}")[1].status_code == 422


def test_they_read_that_somebody_came_in(cast: Cast) -> None:
    said = typed()
    back, _came = enter(f"{handed_over(cast, said)} {OWN}")
    back.post(NEW_WORDS, {"id": str(ids.new())})
    theirs = Event.objects.filter(participant_id=said["id"]).values_list("verb", flat=True)
    assert {"hand-words", "use-return-key", "replace-return-key"} <= set(theirs)
    page = back.get(reverse("participants:looks"), {"only": "all"}).content.decode()
    assert "Somebody came in with your six words" in page
    assert "Your six words were changed for new ones" in page
    assert "Six words were made for you at the door" in page


def test_it_asks_for_the_own_word_where_it_is_missing(cast: Cast) -> None:
    page = enter(handed_over(cast, typed()))[1].content.decode()
    assert "they need your own word after them" in page


def test_it_writes_the_slip_in_their_language(cast: Cast) -> None:
    said, client = typed(), cast.omar.client()
    client.post(WELCOME, said)
    assert '<section class="card stack" lang="es">' in client.get(door_of(said)).content.decode()
    page = client.post(door_of(said), chosen()).content.decode()
    assert '<section class="card stack" lang="es">' in page
    assert "/es/return-key/" in page


def test_it_asks_for_no_name_and_no_peer(cast: Cast) -> None:
    said = typed(alias="", reach_way="key", reach_how="", never_ways=[], never="", asks="")
    assert cast.omar.client().post(WELCOME, said).status_code == 302
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
    back, _came = enter(f"{handed_over(cast, said)} {OWN}")
    event = Event.objects.get(verb="welcome")
    assert (str(event.participant_id), event.by_id) == (said["id"], cast.omar.by.id)
    back.post(NEW_WORDS, {"id": str(ids.new())})
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
    assert again.headers["Location"] == door_of(said)
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
