"""Where administrators land: who may do what here."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts import actions, actors
from alongside.accounts.models import Membership
from alongside.core import clock, ids
from tests.cast import Cast

PATH = "/en/set-up/"


def names(page: Any) -> list[str]:
    return [name for _pk, name, _hats in page.context["people"]]


def test_it_lists_everybody_by_name_with_their_roles(cast: Cast) -> None:
    page = cast.kit.client().get(PATH)
    assert names(page) == ["Ana", "Dana", "Kit", "Max", "Maya", "Omar", "Piet", "Vera"]
    assert "Peer worker" in page.content.decode()


def test_participants_and_other_organisations_are_not_in_it(cast: Cast) -> None:
    text = cast.kit.client().get(PATH).content.decode()
    for name in ("Rosa", "Sam", "Riley", "Harbour"):
        assert name not in text


def test_it_can_be_narrowed_to_a_role(cast: Cast) -> None:
    assert names(cast.kit.client().get(PATH, {"role": "peer"})) == ["Maya"]
    assert len(names(cast.kit.client().get(PATH, {"role": "participant"}))) == 8


def test_an_empty_role_says_what_to_do(cast: Cast) -> None:
    Membership.objects.filter(role="funder").update(until_at=clock.now())
    page = cast.kit.client().get(PATH, {"role": "funder"}).content.decode()
    assert "Nobody has this role yet" in page


@pytest.mark.parametrize("name", ["maya", "vera", "dana", "omar", "max", "ana", "rosa", "sam"])
def test_only_administrators_open_it(cast: Cast, name: str) -> None:
    assert getattr(cast, name).client().get(PATH).status_code == 403


def test_more_people_make_no_more_queries(cast: Cast) -> None:
    client = cast.kit.client()
    client.get(PATH)  # the first page also keeps the form token
    few = queries_of(client)
    system = actors.system("test", organisation_id=cast.riverbend.pk)
    for number in range(30):
        actions.invite(
            by=system, id=ids.new(), name=f"N{number:02}", username=f"n{number}", role="peer"
        )
    assert queries_of(client) == few
    assert len(names(client.get(PATH))) == 25
    assert len(names(client.get(PATH, {"page": 2}))) == 13
    assert len(names(client.get(PATH, {"page": "nonsense"}))) == 25


def queries_of(client: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(PATH)
    return sum("set_config" not in query["sql"] for query in captured.captured_queries)


def test_it_asks_few_queries(cast: Cast) -> None:
    client = cast.kit.client()
    client.get(PATH)
    assert queries_of(client) <= 6
