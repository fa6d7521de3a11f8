import base64
import secrets
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import keyring


def a_key(name: str) -> str:
    return f"{name}:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}"


@given(st.text())
def test_it_gives_back_what_was_sealed(text: str) -> None:
    sealed = keyring.seal(text, column="t.c")
    assert keyring.unseal(sealed, column="t.c") == text
    assert len(text) < 4 or text not in sealed


def test_it_never_seals_the_same_way_twice() -> None:
    assert keyring.seal("Sam", column="t.c") != keyring.seal("Sam", column="t.c")


def test_it_raises_with_a_wrong_key(settings: Any) -> None:
    sealed = keyring.seal("Sam", column="t.c")
    settings.KEYS = [a_key("k1")]
    with pytest.raises(keyring.WrongKey, match="does not open"):
        keyring.unseal(sealed, column="t.c")
    settings.KEYS = [a_key("k2")]
    with pytest.raises(keyring.WrongKey, match="no key named"):
        keyring.unseal(sealed, column="t.c")


def test_it_does_not_open_in_another_column() -> None:
    with pytest.raises(keyring.WrongKey):
        keyring.unseal(keyring.seal("Sam", column="t.name"), column="t.note")


def test_it_does_not_open_when_altered() -> None:
    name, _, body = keyring.seal("Sam", column="t.c").partition(".")
    raw = bytearray(base64.urlsafe_b64decode(body))
    raw[-1] ^= 1
    with pytest.raises(keyring.WrongKey):
        keyring.unseal(f"{name}.{base64.urlsafe_b64encode(bytes(raw)).decode()}", column="t.c")


def test_a_new_key_seals_while_the_old_one_opens(settings: Any) -> None:
    sealed = keyring.seal("Sam", column="t.c")
    settings.KEYS = [a_key("k2"), *settings.KEYS]
    assert keyring.unseal(sealed, column="t.c") == "Sam"
    assert keyring.seal("Sam", column="t.c").startswith("k2.")


def test_it_says_so_when_there_is_no_key(settings: Any) -> None:
    settings.KEYS = []
    with pytest.raises(keyring.WrongKey, match="empty"):
        keyring.seal("Sam", column="t.c")


def test_threads_do_not_mix_up_what_they_seal() -> None:
    wrong: list[str] = []

    def work(number: int) -> None:
        for turn in range(300):
            text = f"{number}-{turn}"
            if keyring.unseal(keyring.seal(text, column="t.c"), column="t.c") != text:
                wrong.append(text)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_digest_differs_by_use_and_by_pepper(settings: Any) -> None:
    one = keyring.digest("sam", use="username")
    assert one == keyring.digest("sam", use="username")
    assert one != keyring.digest("sam", use="return-key")
    settings.PEPPER = "another"
    assert one != keyring.digest("sam", use="username")


@given(st.text(min_size=1), st.binary())
def test_many_codes_are_made_as_one_is(key: str, message: bytes) -> None:
    assert keyring.coder(key)(message) == keyring.mac(message, key=key)


def test_a_signature_counts_for_one_message_and_one_key(settings: Any) -> None:
    signature, ours = keyring.sign(b"a seal"), keyring.public_key()
    assert keyring.is_signed(b"a seal", signature, by=ours)
    assert not keyring.is_signed(b"a steal", signature, by=ours)
    settings.SIGNING_KEY = "another"
    assert not keyring.is_signed(b"a seal", signature, by=keyring.public_key())
    assert not keyring.is_signed(b"a seal", "no signature", by="no key")
