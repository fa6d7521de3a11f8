"""Sessions that ended, tokens that are missing, other websites, and people who guess."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils.http import urlencode

from alongside.accounts.models import Session
from alongside.audit.models import Event
from alongside.core import ids
from alongside.participants.models import Participant, Request
from alongside.support.models import Contact
from tests.bad_input.doors import WRITES, everything
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast

NOTE = "We sat by the river & she told me <b>everything</b>."
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _forget(db: None) -> None:
    cache.clear()


def maya_at_the_form(cast: Cast) -> tuple[Client, str, dict[str, Any]]:
    """A browser that keeps the rules of tokens, with the form of a contact filled in."""
    browser = cast.maya.client(enforce_csrf_checks=True)
    path = f"/en/log/{cast.sam.id}/"
    page = browser.get(path).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]
    said = {
        "csrfmiddlewaretoken": token,
        "id": str(ids.new()),
        "kinds": ["emotional"],
        "minutes": "15",
        "form": "one",
        "setting": "street",
        "note": NOTE,
    }
    return browser, path, said


def signing_in(onward: str) -> str:
    return f"/en/sign-in/?{urlencode({'next': onward})}"


def test_it_gives_back_what_was_typed_when_the_session_ended(cast: Cast) -> None:
    browser, path, said = maya_at_the_form(cast)
    Session.objects.all().delete()
    before = everything()

    answer = browser.post(path, said, headers=OURS | {"Referer": f"http://testserver{path}"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "The page stood open too long" in page  # what happened
    assert "What you typed is still here." in page  # what was kept
    assert "she told me &lt;b&gt;everything&lt;/b&gt;" in page
    assert "Sign in from here" in page  # what to do
    assert everything() == before

    # In again, and on to the same form: sent once more, it is there once.
    browser.handler.enforce_csrf_checks = False
    known = {"username": "maya", "passphrase": PASSPHRASE}
    assert browser.post(signing_in(path), known).headers["Location"] == path
    for _ in range(2):
        assert browser.post(path, said).status_code == 302
    assert Contact.objects.get().note == NOTE


def test_it_asks_who_is_there_before_a_page_opens(cast: Cast) -> None:
    browser, path, _said = maya_at_the_form(cast)
    Session.objects.all().delete()
    answer = browser.get(path)
    assert answer.headers["Location"] == signing_in(path)
    assert browser.get(answer.headers["Location"]).status_code == 200


def test_it_shows_nothing_that_another_website_sent(cast: Cast) -> None:
    browser, path, said = maya_at_the_form(cast)
    said["csrfmiddlewaretoken"] = "x" * 64
    for headers in ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, {}):
        answer = browser.post(path, said, headers=headers)
        assert answer.status_code == 403
        assert "nothing was saved" in answer.content.decode()
        assert "she told me" not in answer.content.decode()
    assert not Contact.objects.exists()


def test_it_never_gives_back_a_secret(cast: Cast) -> None:
    browser = cast.maya.client(enforce_csrf_checks=True)
    said = {"current": PASSPHRASE, "new": "a new secret of mine", "again": "a new secret of mine"}
    changed = browser.post("/en/account/passphrase/", said, headers=OURS)
    entered = Client(enforce_csrf_checks=True).post(
        "/en/return-key/", {"words": SAMS_WORDS}, headers=OURS
    )
    signed = Client(enforce_csrf_checks=True).post(
        "/en/sign-in/", {"username": "maya", "passphrase": PASSPHRASE}, headers=OURS
    )
    for answer in (changed, entered, signed):
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "nothing was saved" in page
        for secret in (PASSPHRASE, "a new secret", SAMS_WORDS):
            assert secret not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_it_takes_no_public_form_from_another_website(cast: Cast, headers: dict[str, str]) -> None:
    each = WRITES["participants:talk"](cast)
    before = everything()
    answer = Client(enforce_csrf_checks=True).post(each.path, each.data, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "sent from another website" in page
    assert "Open our page and send it from there." in page
    assert not answer.cookies
    assert everything() == before


def test_it_slows_down_whoever_guesses_return_keys(cast: Cast) -> None:
    browser = Client()
    wrong = {"words": "river candle maple quiet ladder <i>wrong</i>"}
    for _ in range(settings.RETURN_KEY_TRIES):
        answer = browser.post("/en/return-key/", wrong)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "These words open nothing here." in page
        assert "Nothing that you told us is lost." in page
        assert "Look at each word and their order, and try again." in page
        assert "&lt;i&gt;wrong&lt;/i&gt;" in page  # typed, and still there
    for words in (wrong["words"], SAMS_WORDS):  # the right ones have to wait, too
        answer = browser.post("/en/return-key/", {"words": words})
        assert answer.status_code == 429
        page = answer.content.decode()
        assert "so we are slow for a moment" in page
        assert "Your key still opens everything that is yours." in page
        assert "Wait five minutes, then try again." in page
    # Somebody elsewhere does not wait for it.
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").post("/en/return-key/", {"words": SAMS_WORDS})
    assert elsewhere.status_code == 302


def test_it_knows_no_key_that_was_replaced(cast: Cast) -> None:
    here, there = cast.sam.client(), cast.sam.client()
    assert here.post("/en/account/return-key/", {"id": str(ids.new())}).status_code == 200
    answer = Client().post("/en/return-key/", {"words": SAMS_WORDS})
    assert answer.status_code == 422
    assert "These words open nothing here." in answer.content.decode()
    # The other device is out, and nothing is written with its old session.
    before = everything()
    answer = there.post("/en/my-request/ask/", {"id": str(ids.new()), "language": "en"})
    assert answer.headers["Location"].startswith("/en/sign-in/")
    assert everything() == before


def test_it_locks_a_name_after_wrong_passphrases(cast: Cast) -> None:
    for name in ("maya", "nobody-of-that-name"):
        statuses = []
        for _ in range(settings.AXES_FAILURE_LIMIT + 1):
            answer = Client().post("/en/sign-in/", {"username": name, "passphrase": "wrong wrong"})
            statuses.append(answer.status_code)
        assert statuses[0] == 422
        assert statuses[-1] == 429
        page = answer.content.decode()
        assert "too many tries with this name" in page
        assert "Nothing was changed, and nobody was let in." in page
        assert "ask the person who invited you" in page
    right = Client().post("/en/sign-in/", {"username": "maya", "passphrase": PASSPHRASE})
    assert right.status_code == 429
    assert not Event.objects.filter(verb="sign-in").exists()
    vera = Client().post("/en/sign-in/", {"username": "vera", "passphrase": PASSPHRASE})
    assert vera.status_code == 302


@pytest.mark.parametrize("name", ["matching:choose", "support:take_back_contact"])
def test_it_has_words_for_somebody_who_opens_the_address_of_a_button(cast: Cast, name: str) -> None:
    each = WRITES[name](cast)
    before = everything()
    answer = cast.characters[each.who].client().get(each.path)
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert "Where did this page go?" in answer.content.decode()
    assert "Nothing was lost." in answer.content.decode()
    assert everything() == before


def test_it_has_words_for_far_too_much(cast: Cast) -> None:
    """More than any form holds is not even read."""
    people = Participant.objects.count()
    much = {"words": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    for client, path in ((Client(), "/en/talk/"), (cast.lee.client(), "/en/my-request/ask/")):
        answer = client.post(path, much)
        page = answer.content.decode()
        assert answer.status_code == 413
        assert "This is more than can be sent at once." in page
        assert "Nothing was changed." in page
        assert "make the text shorter or choose a smaller file" in page
    many = {f"field{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert Client().post("/en/talk/", many).status_code == 413
    assert Client(SERVER_NAME="evil.example").get("/en/").status_code == 400
    assert Participant.objects.count() == people
    assert not Request.objects.exists()
