"""Grave acts: whoever is signed in shows once more that it is they, and loses nothing typed."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from alongside.accounts import sessions
from alongside.accounts.models import Membership
from alongside.accounts.views import chosen
from alongside.core import clock, ids
from alongside.exchange.models import Bringing
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast, Character
from tests.history import happened
from tests.house.doors import doors

SURE = {"sure-passphrase": PASSPHRASE}


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


def bring(**more: str) -> dict[str, Any]:
    table = SimpleUploadedFile("people.csv", b"ID;Name\n7;Jo\n", content_type="text/csv")
    return {"id": str(ids.new()), "file": table} | more


CHOSEN = re.compile(r'name="chosen-files" value="([^"]+)"')


def test_it_keeps_a_file_that_was_chosen(cast: Cast) -> None:
    """Sealed, for them alone, for some minutes; also past a passphrase that was wrong."""
    client, data = unsure(cast.omar), bring()
    page = client.post("/en/bring-people/", data).content.decode()
    assert "The file you chose is kept" in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM alongside_cache")
        assert "people.csv" not in str(cursor.fetchall())
    said = {"id": data["id"], "chosen-files": CHOSEN.findall(page)[0]}
    token = said["chosen-files"]
    assert chosen.waits(cast.omar.by, token) and not chosen.waits(cast.kit.by, token)
    wrong = client.post("/en/bring-people/", said | {"sure-passphrase": "open sesame, please"})
    said["chosen-files"] = CHOSEN.findall(wrong.content.decode())[0]
    answer = client.post("/en/bring-people/", said | SURE)
    assert (answer.status_code, Bringing.objects.get().file_name) == (302, "people.csv")
    again = client.post("/en/bring-people/", said | {"id": str(ids.new())})
    assert (again.status_code, Bringing.objects.count()) == (422, 1)


def test_it_says_where_a_file_is_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "MOST", 5)
    page = unsure(cast.omar).post("/en/bring-people/", bring()).content.decode()
    assert "The file you chose is not kept" in page
    monkeypatch.undo()
    client, data = unsure(cast.omar), bring()
    page = client.post("/en/bring-people/", data).content.decode()
    said = {"id": data["id"], "chosen-files": CHOSEN.findall(page)[0]}
    with time_machine.travel(clock.now() + timedelta(minutes=chosen.MINUTES + 1)):
        assert client.post("/en/bring-people/", said | SURE).status_code == 422
    assert not Bringing.objects.exists()


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
    "rights:own_work",
    "rights:own_work_json",
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
