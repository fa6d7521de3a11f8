"""Do you want to give up your account? Back to six words, with nothing lost."""

import re

import pytest
from django.test import Client

from alongside.accounts import policy, queries
from alongside.accounts.models import Membership
from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.participants import actions
from alongside.participants.models import Participant
from tests.cast import PASSPHRASE, SAMS_WORDS, Cast

pytestmark = pytest.mark.django_db

ACCOUNT, GIVE_UP = "/en/my-account/", "/en/my-account/give-up/"
OWN_WORDS = "a lamp in the blue window"


def typed() -> dict[str, str]:
    return {"id": str(ids.new()), "username": "blue", "new": OWN_WORDS, "again": OWN_WORDS}


def chosen(cast: Cast) -> Membership:
    hat = actions.have_account(
        by=cast.sam.by, id=ids.new(), username="blue", passphrase=OWN_WORDS, language="en"
    )
    assert hat
    return hat


def with_veras(cast: Cast) -> Membership:
    assert cast.vera.person
    return actions.join_account(by=cast.sam.by, person=cast.vera.person.pk, passphrase=PASSPHRASE)


def sam(cast: Cast) -> Participant:
    return Participant.objects.get(pk=cast.sam.id)


def test_it_goes_back_to_six_words_and_loses_nothing(cast: Cast) -> None:
    client = cast.sam.client()
    client.post(ACCOUNT, typed())
    person = sam(cast).person
    assert person
    assert client.post(GIVE_UP).status_code == 302
    assert sam(cast).person_id is None
    assert "_auth_user_id" not in client.session
    assert client.session.get_expire_at_browser_close()
    assert "Welcome, Sam" in client.get("/en/my-support/").content.decode()
    back = {"username": person.username, "passphrase": OWN_WORDS}
    assert Client().post("/en/sign-in/", back).status_code == 410
    event = Event.objects.get(verb="give-up-account")
    assert (event.participant_id, event.by_id) == (cast.sam.id, person.pk)


def test_it_gives_up_from_the_words_alone(cast: Cast) -> None:
    hat = chosen(cast)
    client = cast.sam.client()
    assert client.post(GIVE_UP).status_code == 302
    assert client.post(GIVE_UP).status_code == 302  # twice is once
    assert Event.objects.filter(verb="give-up-account").count() == 1
    assert not policy.open_memberships(hat.person_id, at=clock.now()).exists()
    assert "Do you want an account?" in client.get(ACCOUNT).content.decode()


def test_it_ends_other_sessions_of_the_account(cast: Cast) -> None:
    hat = chosen(cast)
    elsewhere = Client()
    elsewhere.post("/en/sign-in/", {"username": hat.person.username, "passphrase": OWN_WORDS})
    assert elsewhere.get("/en/my-support/").status_code == 200
    actions.give_up_account(by=cast.sam.by)
    assert elsewhere.get("/en/my-support/").status_code == 403


def test_it_leaves_the_other_hats_on(cast: Cast) -> None:
    with_veras(cast)
    actions.give_up_account(by=cast.sam.by)
    assert cast.vera.client().get("/en/today/").status_code == 200


def test_it_can_be_had_again(cast: Cast) -> None:
    with_veras(cast)
    actions.give_up_account(by=cast.sam.by)
    with_veras(cast)
    assert sam(cast).person == cast.vera.person


def test_it_calls_what_they_did_with_the_account_their_own(cast: Cast) -> None:
    client = cast.sam.client()
    client.post(ACCOUNT, typed())
    client.post(GIVE_UP)
    line = client.get("/en/looks/?only=all").content.decode()
    assert "You gave up your account" in line
    assert "Participant" not in line


def test_it_gives_up_nothing_without_words_to_come_back_with(cast: Cast) -> None:
    """Rosa has an account and no return key."""
    client = cast.rosa.client()
    assert "First you need six words" in client.get(GIVE_UP).content.decode()
    assert client.post(GIVE_UP).status_code == 422
    assert Participant.objects.get(pk=cast.rosa.id).person == cast.rosa.person


def words_in(page: str) -> str:
    return " ".join(re.findall(r"<li>(\w+)</li>", page.split('class="key"')[1].split("</ol>")[0]))


def test_it_gives_six_words_first(cast: Cast) -> None:
    client = cast.rosa.client()
    answer = client.post("/en/my-account/new-words/", {"id": str(ids.new())})
    assert "no-store" in answer.headers["Cache-Control"]
    words = words_in(answer.content.decode())
    client.post(GIVE_UP)
    assert Participant.objects.get(pk=cast.rosa.id).person_id is None
    back = Client()
    assert back.post("/en/return-key/", {"words": words}).status_code == 302
    assert "Welcome, Rosa" in back.get("/en/my-support/").content.decode()


def test_it_ends_the_words_from_before(cast: Cast) -> None:
    hat = chosen(cast)
    held = cast.sam.client()
    words = actions.new_key(by=queries.actor_as(hat), id=ids.new(), language="en")
    assert Client().post("/en/return-key/", {"words": SAMS_WORDS}).status_code == 422
    assert held.get("/en/my-support/").status_code == 302
    assert Client().post("/en/return-key/", {"words": words}).status_code == 302
    assert Event.objects.filter(verb="new-key", participant_id=cast.sam.id).exists()


def test_a_second_tap_does_not_kill_the_words_just_shown(cast: Cast) -> None:
    client, form = cast.rosa.client(), {"id": str(ids.new())}
    words = words_in(client.post("/en/my-account/new-words/", form).content.decode())
    again = client.post("/en/my-account/new-words/", form).content.decode()
    assert "Did you see your new words?" in again
    assert 'class="key"' not in again
    assert Client().post("/en/return-key/", {"words": words}).status_code == 302
    assert Event.objects.filter(verb="new-key").count() == 1
