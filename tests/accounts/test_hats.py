"""One person, many roles: switching is a choice, and nothing leaks from one to the other."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts import access, queries
from alongside.accounts.models import Membership
from alongside.core import clock
from alongside.participants import policy as participants
from tests.cast import PASSPHRASE, Cast

PATH = "/en/hats/"
SETUP = "/en/set-up/"
OWN = "/en/hats/own/"


@pytest.fixture
def second(cast: Cast) -> Membership:
    """Rosa, a participant, is also an administrator."""
    return Membership.objects.create(
        organisation=cast.riverbend, person_id=str(cast.rosa.by.id), role="administrator"
    )


def switch(client: Client, hat: object, **extra: str) -> Any:
    return client.post(PATH, {"hat": str(hat), **extra})


def test_switching_changes_what_opens(cast: Cast, second: Membership) -> None:
    client = cast.rosa.client()
    refused = client.get(SETUP)
    assert refused.status_code == 403
    assert str(second.pk) in refused.content.decode()
    assert switch(client, second.pk).headers["Location"] == reverse("homes:setup")
    assert client.get(SETUP).status_code == 200


def test_it_never_offers_the_role_that_was_refused(cast: Cast) -> None:
    """Vera's role opens records, though not Sam's."""
    page = cast.vera.client().get(f"/en/people/{cast.sam.id}/").content.decode()
    assert "Is there anybody here?" in page
    assert "One of your other roles" not in page


def test_the_header_shows_the_role_on_every_page(cast: Cast, second: Membership) -> None:
    client = cast.rosa.client()
    assert "Participant, Riverbend Recovery" in client.get("/en/account/").content.decode()
    switch(client, second.pk)
    assert "Administrator, Riverbend Recovery" in client.get("/en/account/").content.decode()


def test_it_goes_on_to_a_page_of_this_site_only(cast: Cast, second: Membership) -> None:
    client = cast.rosa.client()
    assert switch(client, second.pk, next=SETUP).headers["Location"] == SETUP
    away = switch(client, second.pk, next="https://evil.example/")
    assert away.headers["Location"] == reverse("homes:setup")


def test_reading_the_page_switches_nothing(cast: Cast, second: Membership) -> None:
    client = cast.rosa.client()
    client.get(PATH, {"hat": str(second.pk)})
    assert client.session[queries.HAT] == str(cast.rosa.by.membership_id)


def test_the_session_keeps_only_who_is_signed_in(cast: Cast, second: Membership) -> None:
    client = cast.rosa.client()
    session = client.session
    session["something of the participant"] = "theirs"
    session[queries.LINK] = {"link": "x", "org": "y"}
    session.save()
    before = session.session_key
    switch(client, second.pk)
    assert set(client.session.keys()) == {
        "_auth_user_id",
        "_auth_user_backend",
        "_auth_user_hash",
        queries.HAT,
        access.LOCK,  # when it began, and where: nothing of the role before
    }
    assert client.session.session_key != before


def test_a_participant_in_a_staff_role_reaches_nothing_of_their_own_record(
    cast: Cast, second: Membership
) -> None:
    assert participants.participants_for(cast.rosa.by).count() == 1
    for role in ("administrator", "peer", "supervisor", "coordinator", "manager"):
        second.role = role
        assert participants.participants_for(queries.actor_as(second)).count() == 0


def test_somebody_elses_role_is_not_there(cast: Cast) -> None:
    client = cast.rosa.client()
    for hat in (cast.kit.by.membership_id, "not an id", ""):
        assert switch(client, hat).status_code == 404
    assert client.session[queries.HAT] == str(cast.rosa.by.membership_id)


def test_a_role_that_ended_is_taken_off_at_once(cast: Cast, second: Membership) -> None:
    client = cast.rosa.client()
    switch(client, second.pk)
    Membership.objects.filter(pk=second.pk).update(until_at=clock.now())
    assert client.get(SETUP).status_code == 403
    assert switch(client, second.pk).status_code == 403


def test_it_lists_roles_with_their_sentences(cast: Cast, second: Membership) -> None:
    page = cast.rosa.client().get(PATH).content.decode()
    assert "Directs their own support" in page
    assert "Switch to Administrator, Riverbend Recovery" in page


def test_the_holder_of_a_return_key_has_one_way_to_be_here(cast: Cast) -> None:
    assert "one way to be here" in cast.sam.client().get(PATH).content.decode()


def test_switch_shows_only_to_those_with_more_than_one_role(cast: Cast) -> None:
    client = cast.maya.client()
    assert ">Switch</a>" not in client.get("/en/account/").content.decode()
    Membership.objects.create(
        organisation=cast.harbour, person_id=cast.maya.by.person_id, role="volunteer"
    )
    assert ">Switch</a>" in client.get("/en/account/").content.decode()
    Membership.objects.filter(person=cast.maya.person, role="volunteer").update(
        until_at=clock.now()
    )
    page = client.get("/en/account/").content.decode()
    assert ">Switch</a>" not in page
    assert "See what it lets you do" in page


# --- work, and support of one's own ------------------------------------------------------------


def test_no_screen_at_work_shows_that_somebody_has_support_here(
    cast: Cast, second: Membership
) -> None:
    client = cast.rosa.client()
    switch(client, second.pk)
    for path in (PATH, "/en/account/", SETUP, "/en/today/", f"/en/people/{cast.sam.id}/"):
        page = client.get(path).content.decode()
        assert str(cast.rosa.by.membership_id) not in page, path
        assert "Participant, Riverbend" not in page, path
        assert ">Switch<" not in page, path
    assert switch(client, cast.rosa.by.membership_id).status_code == 404


def test_ones_own_key_leads_from_work_to_ones_own(cast: Cast, second: Membership) -> None:
    client = cast.rosa.client()
    switch(client, second.pk)
    wrong = client.post(OWN, {"passphrase": "not this one at all"})
    assert wrong.status_code == 422
    assert client.session[queries.HAT] == str(second.pk)
    right = client.post(OWN, {"passphrase": PASSPHRASE})
    assert right.headers["Location"] == reverse("homes:support")
    assert client.session[queries.HAT] == str(cast.rosa.by.membership_id)


def test_nothing_of_ones_own_reads_like_a_wrong_key(cast: Cast) -> None:
    client = cast.maya.client()

    def page(passphrase: str) -> str:
        text = client.post(OWN, {"passphrase": passphrase}).content.decode()
        return re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", text)

    assert page(PASSPHRASE) == page("not this one at all")


def test_a_hat_that_ends_lets_nobody_slip_into_what_is_their_own(
    cast: Cast, second: Membership
) -> None:
    client = cast.rosa.client()
    switch(client, second.pk)
    Membership.objects.filter(pk=second.pk).update(until_at=clock.now())
    assert client.get("/en/my-support/").status_code == 403
