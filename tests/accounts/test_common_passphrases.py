"""Passphrases that others would think of are refused; how one is made up is nobody's duty."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import rules
from tests.cast import PASSPHRASE, Cast

PAGE = "/en/account/passphrase/"


@pytest.mark.parametrize(
    "said",
    [
        "one day at a time",
        "One Day At A Time!",
        "one-day-at-a-time 2026",
        "correct horse battery staple",
        "CorrectHorseBatteryStaple1",
        "God, grant me the serenity",
        "dios concédeme la serenidad",
        "Sérénité, courage, sagesse",
        "passwordpassword",
        "hello hello hello hello",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcdefghijklmno",
        "qwertyuiopasdf",
        "9876543210987",
        "maya maya maya maya",
        "maya 1234567",
    ],
)
def test_it_refuses_what_many_think_of(said: str) -> None:
    assert rules.is_thought_of_by_many(said, names=("Maya", "maya27"))


@pytest.mark.parametrize(
    "said",
    [
        PASSPHRASE,
        "a lantern over the water",
        "river candle maple quiet ladder stone",
        "one day my kettle sang at dawn",
        "maya feeds the grey heron",
        "trente canards bleus au marché",
        "日本の朝は静かで美しいです",
        "xq-93-vvtr-KK-8",
    ],
)
def test_it_takes_what_somebody_made_up(said: str) -> None:
    assert not rules.is_thought_of_by_many(said, names=("Maya", "maya27"))


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_it_bears_whatever_is_typed(said: str, names: list[str]) -> None:
    assert rules.is_thought_of_by_many(said, names=names) in {True, False}


def change(client: Any, new: str) -> Any:
    return client.post(PAGE, {"current": PASSPHRASE, "new": new, "again": new})


def test_it_says_so_and_changes_nothing(cast: Cast) -> None:
    client = cast.maya.client()
    for new in ("keep coming back", "password1234", "short words", "mayamayamaya"):
        page = change(client, new)
        assert page.status_code in {200, 422}
        assert new not in page.content.decode()
    assert cast.maya.person
    cast.maya.person.refresh_from_db()
    assert cast.maya.person.check_password(PASSPHRASE)


def test_it_asks_for_length_and_for_no_signs(cast: Cast) -> None:
    assert change(cast.maya.client(), "thirteen ducks swam by").status_code == 302
