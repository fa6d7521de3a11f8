"""Passkeys and security keys: set up, asked after the passphrase, and never a copy of one."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.accounts.models import Factor
from alongside.core import ids
from tests.accounts import locks
from tests.accounts.locks import SECOND, SoftKey, asked
from tests.cast import Cast, Character

PAGE = "/en/account/second-lock/passkey/"


@pytest.fixture(autouse=True)
def _patience(db: None) -> None:
    cache.clear()


def set_up(who: Character, key: SoftKey) -> Any:
    client = who.client()
    data = {
        "id": str(ids.new()),
        "name": "Blue",
        "credential": key.registers(asked(client.get(PAGE))),
    }
    return client.post(PAGE, data)


def use(client: Client, key: SoftKey) -> Any:
    return client.post(SECOND, {"credential": key.signs(asked(client.get(SECOND)))})


def test_it_opens_after_the_passphrase(cast: Cast) -> None:
    key = SoftKey()
    assert set_up(cast.maya, key).status_code == 302
    client = locks.half_in(cast.maya)
    assert use(client, key).status_code == 302
    assert client.get("/en/account/").status_code == 200
    assert Factor.objects.get().used == 1


def test_it_takes_no_answer_twice(cast: Cast) -> None:
    key = SoftKey()
    set_up(cast.maya, key)
    client = locks.half_in(cast.maya)
    answer = key.signs(asked(client.get(SECOND)))
    assert client.post(SECOND, {"credential": answer}).status_code == 302
    assert locks.half_in(cast.maya).post(SECOND, {"credential": answer}).status_code == 422
    again = locks.half_in(cast.maya)
    again.get(SECOND)  # another question
    assert again.post(SECOND, {"credential": answer}).status_code == 422


def test_it_sees_a_copy_by_its_count(cast: Cast) -> None:
    key = SoftKey()
    set_up(cast.maya, key)
    for _time in range(3):
        assert use(locks.half_in(cast.maya), key).status_code == 302
    key.count = 1
    assert use(locks.half_in(cast.maya), key).status_code == 422


def test_it_opens_for_no_other_key_person_or_website(cast: Cast) -> None:
    mine, other = SoftKey(), SoftKey()
    set_up(cast.maya, mine)
    set_up(cast.dana, other)
    assert use(locks.half_in(cast.maya), other).status_code == 422
    other.id = mine.id
    assert use(locks.half_in(cast.maya), other).status_code == 422
    mine.origin = "https://alongside.example"
    assert use(locks.half_in(cast.maya), mine).status_code == 422


def test_it_is_set_up_only_by_an_answer_to_its_own_question(cast: Cast) -> None:
    key, client = SoftKey(), cast.maya.client()
    old = key.registers(asked(client.get(PAGE)))
    client.get(PAGE)
    evil = SoftKey(origin="https://evil.example")
    for credential in (
        old,
        evil.registers(asked(client.get(PAGE))),
        "{}",
        "[]",
        "null",
        "x" * 9000,
        "",
    ):
        page = client.post(PAGE, {"id": str(ids.new()), "name": "Blue", "credential": credential})
        assert page.status_code in {200, 422}
        assert "Blue" in page.content.decode()
    assert not Factor.objects.exists()


@pytest.mark.parametrize("answer", ["{}", "[]", "null", "{", '{"id": 1}', "x" * 19_000])
def test_it_takes_nonsense_calmly(cast: Cast, answer: str) -> None:
    set_up(cast.maya, SoftKey())
    client = locks.half_in(cast.maya)
    client.get(SECOND)
    assert client.post(SECOND, {"credential": answer}).status_code == 422
