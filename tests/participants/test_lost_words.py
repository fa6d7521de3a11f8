"""Six words that were lost: two workers who saw the person, a day, and nobody unseen."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.participants.models import LostKey, Participant
from tests.cast import SAMS_WORDS, Cast

OWN = {"own_word": "lantern bay", "again": "lantern bay"}


@pytest.fixture(autouse=True)
def _patience(db: None) -> None:
    cache.clear()


def say(cast: Cast, who: str = "maya") -> int:
    client = cast.characters[who].client()
    path = f"/en/people/{cast.sam.id}/lost-words/"
    return client.post(path, {"id": str(ids.new())}).status_code


def confirm(cast: Cast, who: str = "omar") -> int:
    row = LostKey.objects.get()
    return cast.characters[who].client().post(f"/en/lost-words/{row.pk}/confirm/").status_code


def hand(cast: Cast, who: str = "omar", **more: str) -> Any:
    path = f"/en/welcome/{cast.sam.id}/new-words/"
    return cast.characters[who].client().post(path, {"id": str(ids.new()), **OWN, **more})


def come_in(words: str) -> int:
    return Client().post("/en/return-key/", {"words": words}).status_code


def shown(page: Any) -> str:
    text: str = page.content.decode()
    words = text.partition('<div class="key"><ol>')[2].partition("</ol>")[0]
    return words.replace("<li>", " ").replace("</li>", " ").strip()


def test_it_takes_two_people_and_a_day_and_the_old_words_die(cast: Cast) -> None:
    assert say(cast) == 302
    assert hand(cast).status_code == 410
    assert confirm(cast) == 302
    assert hand(cast).status_code == 410
    assert come_in(SAMS_WORDS) == 302, "until then the old words open"
    with time_machine.travel(clock.now() + timedelta(hours=23)):
        assert hand(cast).status_code == 410
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        page = hand(cast)
        assert page.status_code == 200
        words = " ".join(shown(page).split())
        assert come_in(SAMS_WORDS) == 422
        assert come_in(words) == 422, "whoever handed them over lacks the own word"
        assert come_in(f"{words} lantern bay") == 302
        assert hand(cast).status_code == 410, "once"
    said = {event.verb for event in Event.objects.filter(participant_id=cast.sam.id)}
    assert {"say-key-lost", "confirm-key-lost", "hand-new-words"} <= said


def test_it_is_seen_and_stopped_by_whoever_holds_the_words(cast: Cast) -> None:
    say(cast)
    confirm(cast)
    client = Client()
    client.post("/en/return-key/", {"words": SAMS_WORDS})
    assert "says that you have lost your words" in client.get("/en/my-support/").content.decode()
    assert client.post("/en/lost-words/stop/").status_code == 302
    assert "lost your words" not in client.get("/en/my-support/").content.decode()
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert hand(cast).status_code == 410
    assert come_in(SAMS_WORDS) == 302


def test_it_is_said_only_by_the_peer_who_walks_with_them(cast: Cast) -> None:
    for who in ("dana", "omar", "kit", "lee"):
        assert say(cast, who) == 403
    assert say(cast, "vera") == 404, "as if there were nobody"
    assert say(cast, "riley") == 404
    assert not LostKey.objects.exists()


def test_it_is_confirmed_by_somebody_else_who_may(cast: Cast) -> None:
    say(cast)
    for who in ("maya", "vera", "dana", "kit", "sam"):
        assert confirm(cast, who) == 403
    assert cast.maya.person
    LostKey.objects.update(said_by_id=cast.omar.by.person_id)
    assert confirm(cast) == 422
    assert LostKey.objects.get().confirmed_at is None


def test_it_knows_nothing_of_another_organisation(cast: Cast, within: Any) -> None:
    with within(cast.harbour.pk):
        row = LostKey.objects.create(
            organisation=cast.harbour,
            participant_id=cast.tess.id,
            said_by_id=cast.riley.by.person_id,
        )
    assert cast.omar.client().post(f"/en/lost-words/{row.pk}/confirm/").status_code == 404
    assert "Tess" not in cast.omar.client().get("/en/lost-words/").content.decode()


def test_it_is_said_once(cast: Cast) -> None:
    assert [say(cast), say(cast)] == [302, 302]
    assert LostKey.objects.count() == 1
    assert Event.objects.filter(verb="say-key-lost").count() == 1


def test_it_changes_nothing_for_a_word_that_others_would_guess(cast: Cast) -> None:
    say(cast)
    confirm(cast)
    with time_machine.travel(clock.now() + timedelta(days=2)):
        for word in ("Sam", "123456", "password", "short"):
            assert hand(cast, own_word=word, again=word).status_code == 422
        assert hand(cast, again="another").status_code == 422
    key = Participant.objects.get(pk=cast.sam.id).return_key
    assert key
    assert key.is_live
    assert come_in(SAMS_WORDS) == 302


def test_it_ends_the_sessions_of_the_old_words(cast: Cast) -> None:
    thief = Client()
    thief.post("/en/return-key/", {"words": SAMS_WORDS})
    say(cast)
    confirm(cast)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        hand(cast)
        assert thief.get("/en/my-support/").status_code == 302
