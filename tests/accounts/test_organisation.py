"""What people read about the organisation, its programmes and its sites."""

from typing import Any

import pytest

from alongside.accounts import access, actions
from alongside.accounts.models import Organisation, Programme, Site
from alongside.audit.models import Event
from alongside.core import ids
from tests.cast import Cast

PATH = "/en/organisation/"
SAID = {
    "name": "Riverbend",
    "phone": "555 0100",
    "answers_within_hours": 24,
    "takes_requests": "on",
    "time_zone": "America/Chicago",
    "version": 1,
}


def riverbend(cast: Cast) -> Organisation:
    return Organisation.objects.get(pk=cast.riverbend.pk)


def test_it_keeps_what_was_said(cast: Cast) -> None:
    assert cast.kit.client().post(PATH, SAID).status_code == 302
    row = riverbend(cast)
    assert (row.name, row.phone, row.answers_within_hours) == ("Riverbend", "555 0100", 24)
    assert (row.time_zone, row.takes_requests, row.version) == ("America/Chicago", True, 2)
    assert Event.objects.get(verb="edit-organisation").about_id == row.pk
    assert Organisation.objects.get(pk=cast.harbour.pk).name == "Harbour Peers"


def test_it_can_stop_taking_requests(cast: Cast) -> None:
    said = {name: value for name, value in SAID.items() if name != "takes_requests"}
    cast.kit.client().post(PATH, said)
    assert riverbend(cast).takes_requests is False


@pytest.mark.parametrize(
    "bad", [{"name": ""}, {"answers_within_hours": 0}, {"time_zone": "Nowhere/Town"}]
)
def test_bad_input_changes_nothing(cast: Cast, bad: dict[str, Any]) -> None:
    page = cast.kit.client().post(PATH, SAID | bad)
    assert page.context["form"].errors
    assert riverbend(cast).version == 1
    assert not Event.objects.filter(verb="edit-organisation").exists()


def test_two_administrators_do_not_write_over_each_other(cast: Cast) -> None:
    client = cast.kit.client()
    client.post(PATH, SAID)
    page = client.post(PATH, SAID | {"name": "Other"})
    assert page.status_code == 409
    assert 'value="Other"' in page.content.decode()
    assert riverbend(cast).name == "Riverbend"


@pytest.mark.parametrize("kind", ["programmes", "sites"])
def test_adding_twice_adds_once(cast: Cast, kind: str) -> None:
    client = cast.kit.client()
    said = {"id": str(ids.new()), "name": "Harvest Lane", "time_zone": "America/Chicago"}
    for _ in range(2):
        assert client.post(f"{PATH}{kind}/", said).status_code == 302
    rows = {"programmes": Programme.objects.all(), "sites": Site.objects.all()}[kind]
    assert rows.filter(name="Harvest Lane", organisation=cast.riverbend).count() == 1
    assert Event.objects.filter(verb=f"add-{kind[:-1]}").count() == 1
    assert "Harvest Lane" in client.get(PATH).content.decode()


@pytest.mark.parametrize(("kind", "name"), [("programmes", "Walking together"), ("sites", "")])
def test_a_name_there_is_or_none_adds_nothing(cast: Cast, kind: str, name: str) -> None:
    said = {"id": str(ids.new()), "name": name, "time_zone": "UTC"}
    page = cast.kit.client().post(f"{PATH}{kind}/", said)
    assert page.status_code in {200, 422}
    assert "to look at again" in page.content.decode()
    assert not Event.objects.filter(verb=f"add-{kind[:-1]}").exists()


@pytest.mark.parametrize("name", ["maya", "dana", "omar", "max", "ana", "rosa", "sam"])
def test_only_administrators_change_it(cast: Cast, name: str) -> None:
    character = getattr(cast, name)
    assert character.client().post(PATH, SAID).status_code == 403
    by = character.by
    for ask in (
        lambda: actions.add_programme(by=by, id=ids.new(), name="X"),
        lambda: actions.add_site(by=by, id=ids.new(), name="X", time_zone="UTC"),
        lambda: actions.edit_organisation(
            by=by,
            name="X",
            time_zone="UTC",
            answers_within_hours=1,
            takes_requests=True,
            phone="",
            version=1,
        ),
    ):
        with pytest.raises(access.Refused):
            ask()
