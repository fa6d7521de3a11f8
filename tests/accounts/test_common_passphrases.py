"""Passphrases that others would think of are refused; how one is made up is nobody's duty."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts import rules
from alongside.core import breached
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
    here = (
        "riverbend recovery",
        "Riverbend 2026!",
        "Recovery 12345",
        "walking-together",
        "alongside1234",
    )
    for new in ("keep coming back", "password1234", "short words", "mayamayamaya", *here):
        page = change(client, new)
        assert page.status_code in {200, 422}
        assert new not in page.content.decode()
    assert cast.maya.person
    cast.maya.person.refresh_from_db()
    assert cast.maya.person.check_password(PASSPHRASE)


def test_it_asks_for_length_and_for_no_signs(cast: Cast) -> None:
    assert change(cast.maya.client(), "thirteen ducks swam by").status_code == 302


def test_it_lets_a_word_of_the_house_stand_among_others(cast: Cast) -> None:
    assert change(cast.maya.client(), "the mill by the river hums").status_code == 302


def test_it_refuses_what_is_known_from_breaches(cast: Cast, tmp_path: Path, settings: Any) -> None:
    """From a file of this machine, wherever in it the line stands."""
    known = ["a lantern over the water", *(f"known {number}" for number in range(500))]
    digests = sorted(hashlib.sha1(each.encode()).hexdigest().upper() for each in known)  # noqa: S324
    path = tmp_path / "breached.txt"
    path.write_text("".join(f"{digest}:{at + 1}\r\n" for at, digest in enumerate(digests)))
    assert all(breached.is_known(each, path) for each in known)
    assert not any(breached.is_known(f"unknown {number}", path) for number in range(200))
    assert not breached.is_known("anything", _empty(tmp_path))
    settings.BREACHED = str(path)
    assert change(cast.maya.client(), "a lantern over the water").status_code in {200, 422}
    assert change(cast.maya.client(), "a lantern over the hills").status_code == 302


def _empty(folder: Path) -> Path:
    (path := folder / "empty.txt").write_text("")
    return path
