"""Coming in with a name and a passphrase."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.accounts import queries
from alongside.accounts.models import Membership
from alongside.audit.models import Event
from alongside.core import clock
from tests.cast import PASSPHRASE, STAFF, Cast

SIGN_IN = "/en/sign-in/"


def sign_in(client: Client, username: str, passphrase: str = PASSPHRASE, **extra: str) -> Any:
    said = {"username": username, "passphrase": passphrase, **extra}
    return client.post(SIGN_IN, said)


def test_it_opens_the_home_of_the_role(cast: Cast, client: Client) -> None:
    answer = sign_in(client, "kit")
    assert answer.headers["Location"] == "/en/home/"
    assert client.get("/en/home/").headers["Location"] == reverse("homes:setup")
    assert client.get(reverse("homes:setup")).status_code == 200


def test_it_forgives_capitals_and_spaces_in_the_name(cast: Cast, client: Client) -> None:
    assert sign_in(client, "  KIT ").status_code == 302


def test_it_leaves_an_event(cast: Cast, client: Client) -> None:
    sign_in(client, "kit")
    event = Event.objects.get(verb="sign-in")
    assert (event.by_id, event.organisation_id) == (cast.kit.by.id, cast.riverbend.pk)


def test_it_says_the_same_of_known_and_unknown_names(cast: Cast) -> None:
    known = sign_in(Client(), "kit", "wrong wrong wrong")
    unknown = sign_in(Client(), "zelda", "wrong wrong wrong")
    assert known.status_code == unknown.status_code == 422
    assert "do not open anything" in known.content.decode()
    shapes = [
        answer.content.decode().replace(name, "")
        for answer, name in ((known, "kit"), (unknown, "zelda"))
    ]
    bare = [" ".join(line for line in shape.splitlines() if "csrf" not in line) for shape in shapes]
    assert bare[0] == bare[1]


def test_it_keeps_the_name_that_was_typed_and_never_the_passphrase(
    cast: Cast, client: Client
) -> None:
    page = sign_in(client, "kit", "hunter two hunter").content.decode()
    assert 'value="kit"' in page
    assert "hunter two hunter" not in page


def test_it_begins_a_new_session_with_nothing_of_the_one_before(cast: Cast) -> None:
    client = cast.sam.client()
    before = client.session.session_key
    sign_in(client, "maya")
    assert client.session.session_key != before
    assert queries.KEY not in client.session
    assert client.session[queries.HAT] == str(cast.maya.by.membership_id)


@pytest.mark.parametrize(
    ("onward", "lands"),
    [
        ("/en/account/", "/en/account/"),
        ("https://evil.example/", "/en/home/"),
        ("//evil.example/", "/en/home/"),
        ("javascript:alert(1)", "/en/home/"),
        ("", "/en/home/"),
    ],
)
def test_it_goes_on_only_within_this_site(
    cast: Cast, client: Client, onward: str, lands: str
) -> None:
    assert sign_in(client, "kit", next=onward).headers["Location"] == lands


def test_it_locks_one_name_after_too_many_tries_and_no_other(cast: Cast) -> None:
    for spelling in ("kit", "Kit", " KIT", "kit ", "kIt", "kit"):
        answer = sign_in(Client(), spelling, "wrong wrong wrong")
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.content.decode()
    assert sign_in(Client(), "kit").status_code == 429
    assert sign_in(Client(), "maya").status_code == 302


def test_it_locks_a_name_nobody_has_in_the_same_way(cast: Cast) -> None:
    answers = [sign_in(Client(), "zelda", "wrong wrong wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_it_opens_again_after_a_quarter_of_an_hour(cast: Cast) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(Client(), "kit", "wrong wrong wrong")
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert sign_in(Client(), "kit").status_code == 302


def test_it_forgets_wrong_tries_after_a_right_one(cast: Cast) -> None:
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            sign_in(Client(), "kit", "wrong wrong wrong")
        assert sign_in(Client(), "kit").status_code == 302


def test_it_writes_no_name_or_address_into_logs(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="axes"):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            sign_in(Client(), "kit", "wrong wrong wrong")
        sign_in(Client(), "maya")
    assert caplog.text
    assert not any(secret in caplog.text for secret in ("kit", "maya", "127.0.0.1"))


def test_it_opens_nothing_for_somebody_without_a_role(cast: Cast, client: Client) -> None:
    Membership.objects.filter(person=cast.vera.person).update(until_at=clock.now())
    answer = sign_in(client, "vera")
    assert answer.status_code == 410
    assert "no role here" in answer.content.decode()
    assert client.get("/en/account/").status_code == 302


def test_it_sets_a_cookie_which_pages_without_a_door_do_not(cast: Cast) -> None:
    client = Client()
    client.get(reverse("accounts:signed_out"))
    assert not client.cookies
    client.get(SIGN_IN)
    assert settings.SESSION_COOKIE_NAME in client.cookies


def test_it_refuses_a_form_without_its_token(cast: Cast) -> None:
    assert sign_in(Client(enforce_csrf_checks=True), "kit").status_code == 403


def test_the_account_does_not_choose_the_language_of_the_page(cast: Cast, client: Client) -> None:
    assert cast.kit.person is not None
    cast.kit.person.language = "fr"
    cast.kit.person.save(update_fields=["language"])
    sign_in(client, "kit")
    assert '<html lang="en">' in client.get("/en/account/").content.decode()
    assert '<html lang="es">' in client.get("/es/account/").content.decode()


def test_it_stays_locked_however_many_other_names_are_tried(cast: Cast, client: Client) -> None:
    """A cache that is full forgets; whoever guesses could fill it."""
    names = list(STAFF)
    for name in names:
        for _try in range(settings.AXES_FAILURE_LIMIT + 1):
            sign_in(client, name, "wrong wrong wrong")
    for number in range(400):
        cache.add(f"other-{number}", 1, 900)
    assert {sign_in(client, name).status_code for name in names} == {429}


def test_it_keeps_nobody_waiting_whom_a_stranger_guessed_at(cast: Cast) -> None:
    """Where they came in before; and there, too, guessing ends."""
    own, stranger = Client(), Client()
    assert sign_in(own, "kit").status_code == 302
    assert "kit" not in str(own.cookies)
    own.post("/en/sign-out/")
    for _try in range(settings.AXES_FAILURE_LIMIT + 1):
        sign_in(stranger, "kit", "wrong wrong wrong")
    assert sign_in(stranger, "kit").status_code == 429
    assert sign_in(Client(), "kit").status_code == 429
    assert sign_in(own, "kit").status_code == 302

    own.post("/en/sign-out/")
    for _try in range(settings.AXES_FAILURE_LIMIT + 1):
        sign_in(own, "kit", "wrong wrong wrong")
    assert sign_in(own, "kit").status_code == 429


def test_a_browser_that_is_known_is_known_for_one_name(cast: Cast) -> None:
    own, stranger = Client(), Client()
    assert sign_in(own, "kit").status_code == 302
    own.post("/en/sign-out/")
    for _try in range(settings.AXES_FAILURE_LIMIT + 1):
        sign_in(stranger, "maya", "wrong wrong wrong")
    assert sign_in(own, "maya").status_code == 429
