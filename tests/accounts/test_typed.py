"""Something else had to come first: what was typed is not lost, and is sent once."""

from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.accounts.models import Organisation, Person, ReturnKey, Session
from alongside.core import clock, ids
from alongside.exchange.models import Bringing
from alongside.participants.models import Tie
from alongside.shell.middleware import Drafts
from alongside.support.models import Contact, Goal
from tests.accounts import locks
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast

OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
LONG = "She told me about the flat.\n" + "We sat by the <river> & talked, " * 90
TYPED, DRAFT = "/en/account/typed/", "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def _patience(db: None) -> None:
    cache.clear()


class Forms(HTMLParser):
    """What each form of a page would send, by where it goes."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.found: dict[str, dict[str, list[str]]] = {}
        self.here: dict[str, list[str]] = {}
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.here = self.found.setdefault(said.get("action") or "", {})
        elif tag == "input" and said.get("name"):
            self.here.setdefault(str(said["name"]), []).append(said.get("value") or "")


def contact(cast: Cast) -> tuple[str, dict[str, Any]]:
    said = {"id": str(ids.new()), "kinds": ["emotional"], "minutes": "15", "form": "one"}
    return f"/en/log/{cast.sam.id}/", said | {"setting": "street", "note": LONG, "draft": DRAFT}


def goal(cast: Cast) -> tuple[str, dict[str, Any]]:
    steps = "We sat by the <river> & talked\nWalk in the evening"
    said = {"id": str(ids.new()), "dimension": "home", "words": "A door of my own", "steps": steps}
    return f"/en/people/{cast.sam.id}/goal/", said


def is_sent_on(client: Client, path: str) -> None:
    """It waits before any other page; sent from there it arrives, once, and waits no more."""
    assert client.get("/en/account/")["Location"] == TYPED
    page = client.get(TYPED)
    assert "&lt;river&gt; &amp; talked" in page.content.decode()
    sent = client.post(path, Forms(page).found[path])
    assert sent.status_code == 302, sent.content.decode()
    assert client.get("/en/account/").status_code == 200


def is_written(cast: Cast, said: dict[str, Any]) -> None:
    row = Contact.objects.get()
    assert (str(row.pk), row.note.replace("\r\n", "\n"), row.minutes) == (
        said["id"], LONG.strip(), 15,
    )  # fmt: skip


def test_it_waits_for_a_passphrase_of_ones_own(cast: Cast) -> None:
    client, (path, said) = cast.maya.client(), contact(cast)
    Person.objects.filter(pk=cast.maya.by.person_id).update(must_change_passphrase=True)
    for _ in range(2):  # tapped twice, it is one
        answer = client.post(path, said)
        assert answer["Location"] == "/en/account/passphrase/"
        assert Drafts.NAME not in answer.cookies  # nor does the browser forget it
    assert "What you typed is kept." in client.get(answer["Location"]).content.decode()
    new = "four birds over the roof"
    client.post(answer["Location"], {"current": PASSPHRASE, "new": new, "again": new})
    is_sent_on(client, path)
    is_written(cast, said)


def test_it_waits_for_a_second_lock(cast: Cast) -> None:
    client, (path, said) = cast.maya.client(), contact(cast)
    Organisation.objects.filter(pk=cast.riverbend.pk).update(factor_grace_days=0)
    Person.objects.filter(pk=cast.maya.by.person_id).update(factor_asked_at=clock.now())
    assert client.post(path, said)["Location"] == "/en/account/second-lock/"
    client.post("/en/account/second-lock/codes/", {"id": str(ids.new())})
    is_sent_on(client, path)
    is_written(cast, said)


def test_it_waits_for_new_words(cast: Cast) -> None:
    client, (path, said) = cast.sam.client(), goal(cast)
    ReturnKey.objects.filter(pk=str(cast.sam.by.id)).update(own_digest="x")
    assert client.post(path, said)["Location"] == "/en/account/return-key/"
    client.post("/en/account/return-key/", {"id": str(ids.new())})
    is_sent_on(client, path)
    assert Goal.objects.get(pk=said["id"]).words == "A door of my own"


def test_a_chosen_file_waits_along(cast: Cast) -> None:
    client, whose = cast.omar.client(), Person.objects.filter(pk=cast.omar.by.person_id)
    table = SimpleUploadedFile("people.csv", b"ID;Name\n7;Jo\n", content_type="text/csv")
    whose.update(must_change_passphrase=True)
    client.post("/en/bring-people/", {"id": str(ids.new()), "file": table})
    whose.update(must_change_passphrase=False)
    page = client.get(TYPED)
    assert "The file you chose is kept" in page.content.decode()
    sent = client.post("/en/bring-people/", Forms(page).found["/en/bring-people/"])
    assert (sent.status_code, Bringing.objects.get().file_name) == (302, "people.csv")


def test_it_can_be_left(cast: Cast) -> None:
    client, (path, said) = cast.maya.client(), contact(cast)
    Person.objects.filter(pk=cast.maya.by.person_id).update(must_change_passphrase=True)
    client.post(path, said)
    Person.objects.filter(pk=cast.maya.by.person_id).update(must_change_passphrase=False)
    client.post(TYPED)
    assert client.get(TYPED)["Location"] == "/en/home/"
    assert not Contact.objects.exists()


def test_it_keeps_no_words_that_open_a_record(cast: Cast) -> None:
    """They were typed unseen, by somebody who stands at the worker's screen."""
    client, whose = cast.vera.client(), Person.objects.filter(pk=cast.vera.by.person_id)
    said = {"id": str(ids.new()), "called": "grey heron", "six_words": SAMS_WORDS}
    whose.update(must_change_passphrase=True)
    assert client.post(f"/en/sites/{cast.site.pk}/in/", said).status_code == 302
    whose.update(must_change_passphrase=False)
    page = client.get(TYPED).content.decode()
    assert "grey heron" in page and SAMS_WORDS not in page


def test_it_waits_for_somebody_who_was_away_for_a_night(cast: Cast) -> None:
    """With a second lock between; nothing of it stands in the page but sealed and as read."""
    codes, client = locks.with_codes(cast.maya), cast.maya.client()
    path, said = contact(cast)
    with time_machine.travel(clock.now() + timedelta(hours=13)):
        page = client.post(path, said, headers=OURS)
        assert page.status_code == 403
        asked = client.post("/en/sign-in/", Forms(page).found["/en/sign-in/"])
        wrong = Forms(asked).found[""] | {"username": "maya", "passphrase": "not this one"}
        again = client.post("/en/sign-in/", wrong)
        client.post("/en/sign-in/", Forms(again).found[""] | {
            "username": "maya", "passphrase": PASSPHRASE,
        })  # fmt: skip
        assert client.get("/en/account/")["Location"].startswith("/en/sign-in/")
        client.post(locks.SECOND, {"code": codes[0]})
        is_sent_on(client, path)
    is_written(cast, said)


def test_it_waits_for_six_words(cast: Cast) -> None:
    client, (path, said) = cast.sam.client(), goal(cast)
    Session.objects.all().delete()
    page = client.post(path, said, headers=OURS)
    kept = Forms(page).found["/en/return-key/"]
    client.post("/en/return-key/", kept | {"words": SAMS_WORDS})
    is_sent_on(client, path)
    assert Goal.objects.get(pk=said["id"]).words == "A door of my own"


def test_it_is_not_shown_to_somebody_else_who_comes_in_from_that_page(cast: Cast) -> None:
    """Vera by name, as it is known whose session it was; Sam by a door that is not his."""
    for away, into, who in (
        (13, "/en/sign-in/", {"username": "vera", "passphrase": PASSPHRASE}),
        (0, "/en/return-key/", {"words": SAMS_WORDS}),
    ):
        client, (path, said) = cast.maya.client(), contact(cast)
        if not away:
            Session.objects.all().delete()
        with time_machine.travel(clock.now() + timedelta(hours=away)):
            page = client.post(path, said, headers=OURS)
            kept = Forms(page).found[into]
            assert kept["kept"] != [""]
            client.handler.enforce_csrf_checks = True  # the page is of the session that began now
            assert client.post(into, kept | who, headers=OURS).status_code == 302
            client.handler.enforce_csrf_checks = False
            assert client.get("/en/account/").status_code == 200
            assert client.get(TYPED)["Location"] == "/en/home/"


def test_it_goes_on_where_somebody_came_in_again_in_another_window(cast: Cast) -> None:
    client = cast.maya.client(enforce_csrf_checks=True)
    path, said = contact(cast)
    old = said | {"csrfmiddlewaretoken": "x" * 64}
    assert client.post(path, old, headers=OURS)["Location"] == TYPED
    client.handler.enforce_csrf_checks = False
    is_sent_on(client, path)
    is_written(cast, said)


def test_it_keeps_a_long_text_through_the_question_whether_it_is_still_you(cast: Cast) -> None:
    client, (path, said) = cast.maya.client(), contact(cast)
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        page = client.post(path, said)
        assert "Is it still you?" in page.content.decode()
        for passphrase in ("not this one", PASSPHRASE):
            page = client.post(path, Forms(page).found[""] | {"sure-passphrase": passphrase})
    assert page.status_code == 302
    is_written(cast, said)


def _gone(cast: Cast) -> None:
    Tie.objects.filter(participant=cast.sam.id).delete()


def _not_recorded(cast: Cast) -> None:
    cast.sam.participant.consents.all().delete()  # type: ignore[union-attr]


@pytest.mark.parametrize("end", [_gone, _not_recorded])
def test_it_is_given_back_where_it_is_refused(cast: Cast, end: Callable[[Cast], None]) -> None:
    client, (path, said) = cast.maya.client(), contact(cast)
    end(cast)
    page = client.post(path, said, headers=OURS)
    assert page.status_code >= 400
    assert "&lt;river&gt; &amp; talked" in page.content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("kept", ["x", "x" * 900_000, "k1.AAAA"])
def test_it_takes_up_nothing_that_we_did_not_seal(cast: Cast, kept: str) -> None:
    client = Client()
    said = {"username": "max", "passphrase": PASSPHRASE, "kept": kept}
    assert client.post("/en/sign-in/", said).status_code == 302
    assert client.get(TYPED)["Location"] == "/en/home/"


def test_it_shows_nothing_of_what_another_website_sent(cast: Cast) -> None:
    client, (path, said) = cast.maya.client(enforce_csrf_checks=True), contact(cast)
    page = client.post(path, said, headers={"Origin": "https://evil.example"})
    assert page.status_code == 403
    assert "talked" not in page.content.decode()
    assert client.get(TYPED)["Location"] == "/en/home/"
