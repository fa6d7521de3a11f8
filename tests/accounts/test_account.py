"""One's own page, and signing out everywhere."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts import access, actions, actors
from alongside.accounts.models import Person, digest_of
from alongside.audit.models import Event
from alongside.core import errors
from tests.cast import Cast

PATH = "/en/account/"
SAID = {"name": "May", "email": "may@example.org", "language": "es", "version": 1}


def maya() -> Person:
    return Person.objects.get(username_digest=digest_of("maya"))


def test_it_keeps_what_they_wish_to_be_called(cast: Cast) -> None:
    assert cast.maya.client().post(PATH, SAID).status_code == 302
    person = maya()
    assert (person.name, person.email, person.language, person.version) == (
        "May",
        "may@example.org",
        "es",
        2,
    )


def test_it_leaves_an_event_without_names(cast: Cast) -> None:
    cast.maya.client().post(PATH, SAID)
    event = Event.objects.get(verb="edit-account")
    assert (event.by_id, event.facts) == (cast.maya.by.id, {})


def test_it_needs_no_email(cast: Cast) -> None:
    assert cast.maya.client().post(PATH, SAID | {"email": ""}).status_code == 302


@pytest.mark.parametrize("bad", [{"name": " "}, {"email": "nowhere"}, {"language": "tlh"}])
def test_bad_input_changes_nothing_and_keeps_what_was_typed(
    cast: Cast, bad: dict[str, str]
) -> None:
    page = cast.maya.client().post(PATH, SAID | bad)
    assert page.status_code == 422
    assert "still here" in page.content.decode()
    assert (maya().name, maya().version) == ("Maya", 1)


def test_two_windows_do_not_write_over_each_other(cast: Cast) -> None:
    client = cast.maya.client()
    client.post(PATH, SAID)
    page = client.post(PATH, SAID | {"name": "M."})
    assert page.status_code == 409
    assert 'value="M."' in page.content.decode()
    assert maya().name == "May"


def test_the_holder_of_a_return_key_reads_what_it_does(cast: Cast) -> None:
    assert "What does my return key do?" in cast.sam.client().get(PATH).content.decode()
    with pytest.raises(errors.Missing):
        actions.edit_account(by=cast.sam.by, name="S", email="", language="en", version=1)


def test_somebody_without_a_role_is_refused(cast: Cast) -> None:
    nobody = actors.Actor(actors.Kind.PERSON, cast.maya.by.id, None, "nobody")
    for ask in (
        lambda: actions.sign_in(by=nobody),
        lambda: actions.sign_out_everywhere(by=nobody),
        lambda: actions.edit_account(by=nobody, name="M", email="", language="en", version=1),
        lambda: actions.change_passphrase(by=nobody, current="", new=""),
    ):
        with pytest.raises(access.Refused):
            ask()


def test_signing_out_everywhere_ends_every_session(cast: Cast) -> None:
    here, elsewhere, other = cast.maya.client(), cast.maya.client(), cast.dana.client()
    answer = here.post(reverse("accounts:sign_out_everywhere"))
    assert answer.headers["Location"] == reverse("accounts:signed_out")
    for gone in (here, elsewhere):
        assert gone.get(PATH).status_code == 302
    assert other.get(PATH).status_code == 200
    assert Event.objects.get(verb="sign-out-everywhere").by_id == cast.maya.by.id


def test_signing_out_is_never_a_link(cast: Cast) -> None:
    client = cast.maya.client()
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.get(reverse("accounts:sign_out_everywhere")).status_code == 405
    assert client.get(PATH).status_code == 200


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    assert client.get(PATH).headers["Location"] == "/en/sign-in/?next=%2Fen%2Faccount%2F"


def test_pages_of_a_person_are_not_kept_by_the_browser(cast: Cast, client: Client) -> None:
    assert "no-store" in cast.maya.client().get(PATH).headers["Cache-Control"]
    assert "no-store" in cast.sam.client().get(PATH).headers["Cache-Control"]
    assert "Cache-Control" not in client.get(reverse("accounts:signed_out")).headers
