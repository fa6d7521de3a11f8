"""The first passphrase must be changed; any can be, at any time."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from alongside.accounts import actions
from alongside.audit.models import Event
from alongside.core import clock, errors
from tests.cast import PASSPHRASE, Cast

PATH = "/en/account/passphrase/"
NEW = "four birds over the roof"


def change(
    client: Client, current: str = PASSPHRASE, new: str = NEW, again: str | None = None
) -> Any:
    said = {"current": current, "new": new, "again": new if again is None else again}
    return client.post(PATH, said)


@pytest.fixture
def handed_over(cast: Cast) -> Client:
    """Maya, with a first passphrase that somebody handed to her."""
    assert cast.maya.person is not None
    cast.maya.person.must_change_passphrase = True
    cast.maya.person.save(update_fields=["must_change_passphrase"])
    return cast.maya.client()


def test_it_must_be_changed_before_anything_opens(handed_over: Client) -> None:
    for path in ("/en/account/", "/en/hats/", "/en/home/"):
        assert handed_over.get(path).headers["Location"] == PATH
    assert "Which passphrase will only you know?" in handed_over.get(PATH).content.decode()
    assert change(handed_over).headers["Location"] == "/en/home/"
    assert handed_over.get("/en/account/").status_code == 200


def test_one_may_leave_instead(handed_over: Client) -> None:
    assert handed_over.post(reverse("accounts:sign_out")).status_code == 302
    assert "_auth_user_id" not in handed_over.session


def test_it_ends_all_other_sessions_and_keeps_this_one(cast: Cast) -> None:
    here, elsewhere = cast.maya.client(), cast.maya.client()
    assert change(here).status_code == 302
    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").headers["Location"].startswith("/en/sign-in/")


def test_the_new_one_opens_and_the_old_one_does_not(cast: Cast) -> None:
    change(cast.maya.client())
    for passphrase, status in ((PASSPHRASE, 422), (NEW, 302)):
        said = {"username": "maya", "passphrase": passphrase}
        assert Client().post("/en/sign-in/", said).status_code == status


def test_it_leaves_an_event(cast: Cast) -> None:
    change(cast.maya.client())
    assert Event.objects.get(verb="change-passphrase").by_id == cast.maya.by.id


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"current": "not this one"}, "not the one you typed"),
        ({"new": "too short"}, "at least 12 characters"),
        ({"new": "password1234"}, "one that many people use"),
        ({"new": PASSPHRASE}, "is the one you have"),
        ({"again": "something else entirely"}, "not the same as the line above"),
    ],
)
def test_bad_input_changes_nothing(cast: Cast, said: dict[str, str], sentence: str) -> None:
    page = change(cast.maya.client(), **said)
    assert page.status_code in {200, 422}
    assert sentence in page.content.decode()
    assert not Event.objects.filter(verb="change-passphrase").exists()
    assert (
        Client().post("/en/sign-in/", {"username": "maya", "passphrase": PASSPHRASE}).status_code
        == 302
    )


def test_it_gets_slow_for_who_guesses(cast: Cast) -> None:
    client, other = cast.maya.client(), cast.vera.client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert change(client, current="not this one").status_code == 422
    slowed = change(cast.maya.client())
    assert slowed.status_code == 429
    assert "Wait 15 minutes" in slowed.content.decode()
    assert not Event.objects.filter(verb="change-passphrase").exists()
    assert change(other).status_code == 302
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert change(cast.maya.client()).status_code == 302


def test_the_holder_of_a_return_key_has_none(cast: Cast) -> None:
    with pytest.raises(errors.Missing):
        actions.change_passphrase(by=cast.sam.by, current="", new=NEW)
    assert change(cast.sam.client()).headers["Location"] == "/en/account/"
