"""Running it for real: the first organisation, and a passphrase nobody can make from inside."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from alongside.accounts import access, actions
from alongside.accounts.models import Membership, Organisation
from alongside.audit.models import Event
from alongside.core import scope
from tests.cast import Cast

SAID = {"organisation": "Hill House", "name": "Ida", "username": "ida"}


def begin(**extra: str) -> str:
    out = io.StringIO()
    call_command("begin", stdout=out, **(SAID | extra))
    return out.getvalue()


def passphrase_in(said: str) -> str:
    found = re.search(r"First passphrase: (.*)", said)
    assert found is not None
    return found.group(1)


@pytest.mark.django_db
def test_it_makes_an_organisation_whose_administrator_signs_in() -> None:
    client = Client()
    said = {"username": "ida", "passphrase": passphrase_in(begin(time_zone="Europe/Paris"))}
    assert client.post("/en/sign-in/", said).status_code == 302
    assert client.get("/en/account/").headers["Location"] == "/en/account/passphrase/"
    hat = Membership.objects.get()
    assert (hat.role, hat.organisation.slug) == ("administrator", "hill-house")
    assert hat.organisation.time_zone == "Europe/Paris"
    with scope.within(hat.organisation_id):
        verbs = set(Event.objects.values_list("verb", flat=True))
    assert verbs >= {"begin", "invite", "sign-in"}


@pytest.mark.parametrize(
    "bad",
    [
        {"organisation": "Riverbend"},
        {"organisation": "..."},
        {"username": "Maya"},
        {"time_zone": "Nowhere/Town"},
        {"name": " "},
    ],
)
def test_bad_input_makes_nothing(cast: Cast, bad: dict[str, str]) -> None:
    before = Organisation.objects.count()
    with pytest.raises(CommandError):
        begin(**bad)
    assert Organisation.objects.count() == before


def test_no_person_begins_an_organisation(cast: Cast) -> None:
    with pytest.raises(access.Refused):
        actions.begin(by=cast.kit.by, **SAID)


def test_a_participant_who_lost_their_passphrase_gets_one_from_those_who_run_it(
    cast: Cast,
) -> None:
    out = io.StringIO()
    call_command("new_passphrase", "rosa", stdout=out)
    said = {"username": "rosa", "passphrase": passphrase_in(out.getvalue())}
    assert Client().post("/en/sign-in/", said).status_code == 302
    assert Event.objects.get(verb="reset-passphrase").reason == "new passphrase"


def test_there_is_none_for_a_name_nobody_has(cast: Cast) -> None:
    with pytest.raises(CommandError):
        call_command("new_passphrase", "zelda")
