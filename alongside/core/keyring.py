"""The keys, and the three things done with them: sealing text, digests for look-up, MACs.

Text is sealed with AES-256-GCM. The ring may hold several keys: the first seals, all open,
so a key can be changed without a pause. The column's name is bound in, so a sealed value
moved to another column does not open. A wrong key raises; it never returns rubbish.
"""

import base64
import functools
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class WrongKey(Exception):
    """The value was sealed with a key this ring does not hold, or it was altered."""


@functools.cache
def _ring(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    ring: dict[str, AESGCM] = {}
    for entry in keys:
        name, _, key = entry.partition(":")
        ring[name] = AESGCM(base64.urlsafe_b64decode(key))
    if not ring:
        raise WrongKey("the key ring is empty")
    return ring


def seal(text: str, *, column: str) -> str:
    """`name.base64(nonce + ciphertext)` for a text, bound to its column."""
    ring = _ring(tuple(settings.KEYS))
    name = next(iter(ring))
    nonce = secrets.token_bytes(NONCE)
    sealed = ring[name].encrypt(nonce, text.encode(), column.encode())
    return f"{name}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, column: str) -> str:
    name, _, body = sealed.partition(".")
    key = _ring(tuple(settings.KEYS)).get(name)
    if key is None:
        raise WrongKey(f"no key named {name!r} for {column}")
    raw = base64.urlsafe_b64decode(body)
    try:
        return key.decrypt(raw[:NONCE], raw[NONCE:], column.encode()).decode()
    except InvalidTag:
        raise WrongKey(f"{column} does not open with key {name!r}") from None


def digest(text: str, *, use: str) -> str:
    """A keyed digest (64 hex digits) for exact look-up of what is itself sealed.

    `use` separates the columns, so equal values in two of them do not show as equal.
    """
    key = settings.PEPPER.encode()
    return hmac.new(key, f"{use}\0{text}".encode(), hashlib.sha256).hexdigest()


def mac(message: bytes, *, key: str) -> str:
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
