"""What a colleague may do here: roles given and ended, a new first passphrase."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts import access, actions
from alongside.accounts.models import Membership, Person
from alongside.audit.models import Event
from alongside.core import clock, errors, ids
from tests.cast import PASSPHRASE, Cast


def give(client: Client, person: Any, role: str, **extra: Any) -> Any:
    said = {"id": str(ids.new()), "role": role, **extra}
    return client.post(reverse("accounts:grant", args=[person]), said)


def end(client: Client, hat: Any, version: int = 1) -> Any:
    return client.post(reverse("accounts:revoke", args=[hat]), {"version": version})


# --- the page ------------------------------------------------------------------------


def test_it_shows_roles_in_sentences(cast: Cast) -> None:
    page = cast.kit.client().get(reverse("accounts:person", args=[cast.maya.by.id]))
    assert "Walks with people who chose them" in page.content.decode()
    assert "Dana" in page.content.decode()


def test_participants_and_other_organisations_are_not_there(cast: Cast) -> None:
    for pk in (cast.rosa.by.id, cast.riley.by.id, uuid.UUID(int=7)):
        path = reverse("accounts:person", args=[pk])
        assert cast.kit.client().get(path).status_code == 404


def test_a_hat_as_participant_is_not_shown(cast: Cast) -> None:
    Membership.objects.create(
        organisation=cast.riverbend, person_id=str(cast.vera.by.id), role="participant"
    )
    page = cast.kit.client().get(reverse("accounts:person", args=[cast.vera.by.id]))
    assert [hat.role for hat in page.context["hats"]] == ["volunteer"]


# --- giving a role -------------------------------------------------------------------


def test_giving_a_role_opens_it_from_now_on(cast: Cast) -> None:
    assert give(cast.kit.client(), cast.maya.by.id, "supervisor").status_code == 302
    hat = Membership.objects.get(person=cast.maya.person, role="supervisor")
    assert hat.is_open(clock.now())
    client = cast.maya.client()
    assert client.post("/en/hats/", {"hat": str(hat.pk)}).status_code == 302
    event = Event.objects.get(verb="grant")
    assert (event.about_id, event.facts) == (hat.pk, {"role": "supervisor"})


@pytest.mark.parametrize("role", ["peer", "volunteer", "supervisor"])
def test_nobody_gives_themselves_a_role_that_opens_records(cast: Cast, role: str) -> None:
    answer = give(cast.kit.client(), cast.kit.by.id, role)
    assert answer.status_code == 403
    assert "Ask another administrator" in answer.content.decode()
    assert Membership.objects.filter(person=cast.kit.person).count() == 1
    assert Event.objects.get(verb="membership-grant").outcome == "refused"


def test_nobody_makes_themselves_a_supervisor_of_somebody(cast: Cast) -> None:
    Membership.objects.create(
        organisation=cast.riverbend, person_id=str(cast.kit.by.id), role="supervisor"
    )
    named = {"role": "volunteer", "supervisor": str(cast.kit.by.id)}
    assert give(cast.kit.client(), cast.maya.by.id, **named).status_code == 403
    with pytest.raises(access.Refused):
        actions.invite(
            by=cast.kit.by,
            id=ids.new(),
            name="Jo",
            username="jo",
            role="peer",
            supervisor=cast.kit.by.id,
        )
    assert not Membership.objects.filter(supervisor=cast.kit.person).exists()


def test_other_roles_they_may_give_themselves(cast: Cast) -> None:
    assert give(cast.kit.client(), cast.kit.by.id, "manager").status_code == 302


def test_giving_twice_gives_once(cast: Cast) -> None:
    client, form = cast.kit.client(), str(ids.new())
    for _ in range(2):
        assert give(client, cast.maya.by.id, "manager", id=form).status_code == 302
    assert Event.objects.filter(verb="grant").count() == 1


def test_a_role_they_have_is_not_given_again(cast: Cast) -> None:
    page = give(cast.kit.client(), cast.maya.by.id, "peer")
    assert page.status_code == 422
    assert "have this role already" in page.content.decode()


@pytest.mark.parametrize("role", ["participant", "system", "partner", "kiosk", "king", ""])
def test_no_other_role_can_be_given(cast: Cast, role: str) -> None:
    before = Membership.objects.count()
    assert give(cast.kit.client(), cast.maya.by.id, role).status_code == 422
    with pytest.raises(errors.Problem):
        actions.grant(by=cast.kit.by, id=ids.new(), person=_id(cast, "maya"), role=role)
    assert Membership.objects.count() == before


def test_giving_to_somebody_elsewhere_is_missing(cast: Cast) -> None:
    for pk in (cast.riley.by.id, cast.rosa.by.id):
        assert give(cast.kit.client(), pk, "peer").status_code == 404


@pytest.mark.parametrize("name", ["maya", "dana", "omar", "max", "ana", "rosa", "sam"])
def test_only_administrators_change_roles(cast: Cast, name: str) -> None:
    character = getattr(cast, name)
    client = character.client()
    assert give(client, cast.vera.by.id, "peer").status_code == 403
    assert end(client, cast.vera.by.membership_id).status_code == 403
    reset = reverse("accounts:reset_passphrase", args=[cast.vera.by.id])
    assert client.post(reset).status_code == 403
    vera = _id(cast, "vera")
    for ask in (
        lambda: actions.grant(by=character.by, id=ids.new(), person=vera, role="peer"),
        lambda: actions.revoke(by=character.by, membership=vera, version=1),
        lambda: actions.reset_passphrase(by=character.by, id=ids.new(), person=vera),
    ):
        with pytest.raises(access.Refused):
            ask()


# --- ending a role -------------------------------------------------------------------


def test_ending_a_role_closes_it_from_this_second(cast: Cast) -> None:
    omar = cast.omar.client()
    assert omar.get("/en/account/").status_code == 200
    assert end(cast.kit.client(), cast.omar.by.membership_id).status_code == 302
    assert omar.get("/en/account/").status_code == 403
    event = Event.objects.get(verb="revoke")
    assert (event.about_id, event.facts) == (cast.omar.by.membership_id, {"role": "coordinator"})


def test_ending_twice_ends_once(cast: Cast) -> None:
    for _ in range(2):
        assert end(cast.kit.client(), cast.omar.by.membership_id).status_code == 302
    assert Event.objects.filter(verb="revoke").count() == 1


def test_a_page_gone_stale_ends_nothing(cast: Cast) -> None:
    Membership.objects.filter(pk=str(cast.omar.by.membership_id)).update(version=2)
    assert end(cast.kit.client(), cast.omar.by.membership_id).status_code == 409
    assert Membership.objects.get(pk=str(cast.omar.by.membership_id)).until_at is None


def test_the_last_administrator_stays(cast: Cast) -> None:
    client = cast.kit.client()
    kept = end(client, cast.kit.by.membership_id)
    assert kept.status_code == 422
    assert "last administrator" in kept.content.decode()
    give(client, cast.max.by.id, "administrator")
    assert end(client, cast.kit.by.membership_id).status_code == 302


def test_roles_elsewhere_and_of_participants_are_missing(cast: Cast) -> None:
    for hat in (cast.riley.by.membership_id, cast.rosa.by.membership_id):
        assert end(cast.kit.client(), hat).status_code == 404


# --- a new first passphrase ----------------------------------------------------------


def reset(cast: Cast, person: Any, **form: Any) -> Any:
    data = {"id": str(ids.new())} | form
    return cast.kit.client().post(reverse("accounts:reset_passphrase", args=[person]), data)


def test_a_second_tap_does_not_kill_the_passphrase_just_shown(cast: Cast) -> None:
    form = {"id": str(ids.new())}
    words = " ".join(reset(cast, cast.maya.by.id, **form).context["words"])
    again = reset(cast, cast.maya.by.id, **form)
    assert again.status_code == 410
    assert "made already, and shown once" in again.content.decode()
    came = Client().post("/en/sign-in/", {"username": "maya", "passphrase": words})
    assert came.status_code == 302
    assert Event.objects.filter(verb="reset-passphrase").count() == 1
    assert reset(cast, cast.maya.by.id).status_code == 200


def test_a_reset_without_its_form_changes_nothing(cast: Cast) -> None:
    assert reset(cast, cast.maya.by.id, id="").status_code == 302
    assert not Event.objects.filter(verb="reset-passphrase").exists()
    path = reverse("accounts:person", args=[cast.maya.by.id])
    page = cast.kit.client().get(path).content.decode()
    assert '<input type="hidden" name="id" value="' in page.split("Passphrase lost?")[1]


def test_a_new_passphrase_ends_the_old_one_and_every_session(cast: Cast) -> None:
    maya = cast.maya.client()
    page = reset(cast, cast.maya.by.id)
    words = " ".join(page.context["words"])
    assert maya.get("/en/account/").status_code == 302
    old = Client().post("/en/sign-in/", {"username": "maya", "passphrase": PASSPHRASE})
    assert old.status_code == 422
    client = Client()
    client.post("/en/sign-in/", {"username": "maya", "passphrase": words})
    assert client.get("/en/account/").headers["Location"] == "/en/account/passphrase/"
    event = Event.objects.get(verb="reset-passphrase")
    assert (event.about_id, event.facts) == (cast.maya.by.id, {})


@pytest.mark.parametrize("where", ["here as participant", "elsewhere"])
def test_a_passphrase_that_opens_more_is_not_the_administrators(cast: Cast, where: str) -> None:
    here = where == "here as participant"
    Membership.objects.create(
        organisation=cast.riverbend if here else cast.harbour,
        person_id=str(cast.vera.by.id),
        role="participant" if here else "peer",
    )
    before = Person.objects.get(pk=str(cast.vera.by.id)).password
    page = reset(cast, cast.vera.by.id)
    assert page.status_code == 422
    assert "be made from here" in page.content.decode()
    assert Person.objects.get(pk=str(cast.vera.by.id)).password == before
    assert not Event.objects.filter(verb="reset-passphrase").exists()


def test_people_elsewhere_are_missing(cast: Cast) -> None:
    assert reset(cast, cast.riley.by.id).status_code == 404


def _id(cast: Cast, name: str) -> uuid.UUID:
    found = getattr(cast, name).by.id
    assert isinstance(found, uuid.UUID)
    return found
