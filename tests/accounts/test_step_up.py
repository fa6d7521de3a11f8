"""Grave acts: whoever is signed in shows once more that it is they, and loses nothing typed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from alongside.accounts import sessions
from alongside.accounts.models import Membership
from alongside.core import clock, ids
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast, Character
from tests.history import happened
from tests.house.doors import doors


@pytest.fixture(autouse=True)
def _patience(db: None) -> None:
    cache.clear()


def unsure(who: Character) -> Client:
    client = who.client()
    session = client.session
    session[sessions.LOCK] = sessions.fresh(sure=False)
    session.save()
    return client


def grant(cast: Cast) -> tuple[str, dict[str, Any]]:
    path = f"/en/set-up/people/{cast.maya.by.id}/grant/"
    return path, {"id": str(ids.new()), "role": "coordinator"}


def granted(cast: Cast) -> int:
    return Membership.objects.filter(person=cast.maya.person, role="coordinator").count()


def test_it_asks_before_a_grave_act_and_goes_on_with_what_was_typed(cast: Cast) -> None:
    client = unsure(cast.kit)
    path, data = grant(cast)
    page = client.post(path, data)
    assert "Is it still you?" in page.content.decode()
    assert data["id"] in page.content.decode()
    assert granted(cast) == 0
    answer = client.post(path, {**data, "sure-passphrase": PASSPHRASE})
    assert answer.status_code == 302
    assert granted(cast) == 1
    assert len(happened(verb="step-up", by_id=cast.kit.by.id)) == 1
    path, data = grant(cast)
    assert client.post(path, data).status_code != 200, "not asked twice within some minutes"


def test_it_asks_again_after_some_minutes(cast: Cast) -> None:
    client = cast.kit.client()
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        page = client.get(f"/en/set-up/people/{cast.maya.by.id}/")
        assert "Is it still you?" not in page.content.decode()
        path, data = grant(cast)
        assert "Is it still you?" in client.post(path, data).content.decode()


def test_it_changes_nothing_for_a_wrong_passphrase_and_gets_slow(cast: Cast) -> None:
    client = unsure(cast.kit)
    path, data = grant(cast)
    found = [
        client.post(path, {**data, "sure-passphrase": "open sesame, please"}).status_code
        for _ in range(8)
    ]
    assert found[0] == 422
    assert found[-1] == 429
    assert granted(cast) == 0
    assert client.post(path, {**data, "sure-passphrase": PASSPHRASE}).status_code == 429


def test_it_opens_who_looked_with_the_six_words(cast: Cast) -> None:
    client = unsure(cast.sam)
    assert "Your six words" in client.get("/en/looks/").content.decode()
    wrong = client.post("/en/looks/", {"sure-words": "a b c d e f", "sure-back": "yes"})
    assert wrong.status_code == 422
    right = client.post("/en/looks/", {"sure-words": SAMS_WORDS.upper(), "sure-back": "yes"})
    assert (right.status_code, right["Location"]) == (302, "/en/looks/")
    assert "Is it still you?" not in client.get("/en/looks/").content.decode()


def test_it_takes_nobody_elses_words(cast: Cast) -> None:
    client = unsure(cast.lee)
    assert client.post("/en/looks/", {"sure-words": SAMS_WORDS}).status_code == 422


def test_it_sends_no_secret_back(cast: Cast) -> None:
    client = cast.maya.client()
    client.get("/en/account/")
    new = "a lantern over the water"
    data = {"current": PASSPHRASE, "new": new, "again": new, "sure-passphrase": "wrong wrong wrong"}
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        page = client.post("/en/account/passphrase/", data).content.decode()
    assert "Is it still you?" in page
    assert new not in page
    assert PASSPHRASE not in page
    assert "wrong wrong" not in page


def test_it_sends_nobody_to_another_website(cast: Cast) -> None:
    client = unsure(cast.sam)
    answer = client.post(
        "/en/looks/?only=all", {"sure-words": SAMS_WORDS, "sure-back": "https://evil.example"}
    )
    assert answer["Location"] == "/en/looks/?only=all"


GRAVE = {
    # roles
    "accounts:invite",
    "accounts:grant",
    "accounts:reset_passphrase",
    "accounts:revoke",
    # who looked, an emergency, and what leaves
    "participants:looks",
    "participants:glass",
    "rights:give",
    "rights:whole",
    "rights:record_pdf",
    "rights:record_json",
    "exchange:take_people",
    # what can't be had back, and who may not come
    "rights:erase",
    "rights:wish",
    "groups:time_away",
}


def test_it_stands_before_every_grave_act() -> None:
    marked = {each.name for each in doors() if getattr(each.view, "step_up", False)}
    assert marked >= GRAVE, GRAVE - marked


def test_it_refuses_first_and_asks_afterwards(cast: Cast) -> None:
    path, data = grant(cast)
    assert unsure(cast.maya).post(path, data).status_code == 403
