"""An administrator lets somebody in, and hands them a first passphrase."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from alongside.accounts import access, actions, actors, roles
from alongside.accounts.models import Membership, Person, Programme, digest_of
from alongside.audit.models import Event
from alongside.core import errors, ids
from tests.cast import Cast

PATH = "/en/set-up/invite/"


def said(**extra: Any) -> dict[str, Any]:
    return {
        "id": str(ids.new()),
        "name": "Nina",
        "username": "nina",
        "role": "peer",
        "programme": "",
        "site": "",
        "supervisor": "",
        "language": "en",
        **extra,
    }


def handed(page: Any) -> tuple[str, str]:
    """The sign-in name and first passphrase that the page shows."""
    return page.context["person"].username, " ".join(page.context["words"])


def test_the_new_person_signs_in_and_must_choose_a_passphrase(cast: Cast) -> None:
    page = cast.kit.client().post(PATH, said())
    username, passphrase = handed(page)
    assert re.fullmatch(r"nina\d\d", username)
    assert passphrase.split()[0] in page.content.decode()
    nina = Client()
    nina.post("/en/sign-in/", {"username": username, "passphrase": passphrase})
    assert nina.get("/en/account/").headers["Location"] == "/en/account/passphrase/"


def test_it_keeps_where_they_work_and_who_looks_after_them(cast: Cast) -> None:
    where = {
        "programme": str(cast.programme.pk),
        "site": str(cast.site.pk),
        "supervisor": str(cast.dana.by.id),
    }
    form = said(**where)
    assert cast.kit.client().post(PATH, form).status_code == 200
    hat = Membership.objects.get(person_id=form["id"])
    assert (hat.role, hat.programme, hat.site) == ("peer", cast.programme, cast.site)
    assert hat.supervisor == cast.dana.person
    assert hat.organisation == cast.riverbend


def test_it_leaves_an_event_without_names_or_words(cast: Cast) -> None:
    form = said()
    cast.kit.client().post(PATH, form)
    event = Event.objects.get(verb="invite")
    assert str(event.about_id) == form["id"]
    assert event.facts == {"role": "peer"}


def test_sending_twice_makes_one_person(cast: Cast) -> None:
    client, form = cast.kit.client(), said()
    client.post(PATH, form)
    again = client.post(PATH, form)
    assert again.status_code == 410
    assert "was made already" in again.content.decode()
    assert Membership.objects.filter(person_id=form["id"]).count() == 1
    assert Event.objects.filter(verb="invite").count() == 1


def test_a_name_taken_elsewhere_is_answered_like_any_other(cast: Cast) -> None:
    taken, free = said(username="riley"), said(username="quentin")
    pages = [cast.kit.client().post(PATH, form) for form in (taken, free)]
    assert [page.status_code for page in pages] == [200, 200]
    assert re.fullmatch(r"riley\d\d", handed(pages[0])[0])
    assert Person.objects.get(username_digest=digest_of("riley")).pk == cast.riley.by.id


def test_the_passphrase_is_not_kept_by_browsers(cast: Cast) -> None:
    page = cast.kit.client().post(PATH, said())
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"username": ""},
        {"role": "participant"},
        {"role": "system"},
        {"role": ""},
        {"id": "not an id"},
        {"supervisor": str(uuid.UUID(int=7))},
    ],
)
def test_bad_input_makes_nobody(cast: Cast, bad: dict[str, str]) -> None:
    before = Person.objects.count()
    page = cast.kit.client().post(PATH, said(**bad))
    assert page.status_code == 422
    assert page.context["form"].errors
    assert Person.objects.count() == before
    assert not Event.objects.filter(verb="invite").exists()


@pytest.mark.parametrize("name", ["maya", "dana", "omar", "max", "ana", "rosa", "sam"])
def test_only_administrators_invite(cast: Cast, name: str) -> None:
    character = getattr(cast, name)
    assert character.client().post(PATH, said()).status_code == 403
    with pytest.raises(access.Refused):
        actions.invite(by=character.by, id=ids.new(), name="N", username="n", role="peer")


def test_nothing_of_another_organisation_can_be_named(cast: Cast) -> None:
    theirs = Programme.objects.create(organisation=cast.harbour, name="Theirs")
    for named in ({"programme": theirs.pk}, {"supervisor": cast.riley.by.id}):
        with pytest.raises(errors.Missing):
            actions.invite(
                by=cast.kit.by, id=ids.new(), name="N", username="n", role="peer", **named
            )
    assert not Event.objects.filter(verb="invite").exists()


def test_an_exact_name_is_for_the_system_alone(cast: Cast) -> None:
    system = actors.system("demo", organisation_id=cast.riverbend.pk)
    said_by = {"name": "N", "role": "peer", "exact": True}
    made = actions.invite(by=system, id=ids.new(), username="nia", **said_by)  # type: ignore[arg-type]
    assert made.person.username == "nia"
    made = actions.invite(by=cast.kit.by, id=ids.new(), username="nio", **said_by)  # type: ignore[arg-type]
    assert made.person.username != "nio"


def test_it_offers_every_staff_role_with_its_sentence(cast: Cast) -> None:
    page = cast.kit.client().get(PATH).content.decode()
    for slug in roles.STAFF:
        assert f'value="{slug}"' in page
    assert 'value="participant"' not in page
