"""The keys, and what is done with them: sealing text, digests for look-up, codes, signatures.

Text is sealed with AES-256-GCM. The ring may hold several keys: the first seals, all open,
so a key can be changed without a pause. The column's name is bound in, so a sealed value
moved to another column does not open. A wrong key raises; it never returns rubbish.
"""

import base64
import functools
import hashlib
import hmac
import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE, BLOCK = 12, 64


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
    return hmac.digest(key.encode(), message, "sha256").hex()


def coder(key: str) -> Callable[[bytes], str]:
    """`mac` for very many messages: what is the same for all (HMAC's two pads) is done once."""
    secret = key.encode()
    if len(secret) > BLOCK:
        secret = hashlib.sha256(secret).digest()
    secret = secret.ljust(BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in secret))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in secret))

    def code(message: bytes) -> str:
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.hexdigest()

    return code


def newest() -> str:
    """The name of the key that seals."""
    return next(iter(_ring(tuple(settings.KEYS))))


def derived(use: str, *, name: str) -> bytes:
    """48 bytes made out of the key of that name, for one use of their own."""
    keys = dict(entry.split(":", 1) for entry in settings.KEYS)
    if name not in keys:
        raise WrongKey(f"no key named {name!r}")
    return hmac.digest(base64.urlsafe_b64decode(keys[name]), use.encode(), "sha384")


# --- keys that are kept beside what they open ---------------------------------------------


def new_key() -> bytes:
    return secrets.token_bytes(32)


def lock(body: bytes, *, key: bytes, to: bytes) -> bytes:
    """Nonce and ciphertext under a key of one's own, bound `to` the row it is in."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, body, to)


def unlock(sealed: bytes, *, key: bytes, to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], to)
    except (InvalidTag, ValueError):
        raise WrongKey("it does not open with this key, or was altered or moved") from None


# --- signatures -----------------------------------------------------------------------------


def sign(message: bytes) -> str:
    """An Ed25519 signature that anybody can check who has the public key."""
    return base64.b64encode(
        _signer(settings.SIGNING_KEY or settings.AUDIT_KEY).sign(message)
    ).decode()


def public_key() -> str:
    """Ours, as 32 bytes in base64."""
    ours = _signer(settings.SIGNING_KEY or settings.AUDIT_KEY).public_key()
    return base64.b64encode(ours.public_bytes_raw()).decode()


def public_pem() -> str:
    """Ours, as other programs read it."""
    ours = _signer(settings.SIGNING_KEY or settings.AUDIT_KEY).public_key()
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    return ours.public_bytes(serialization.Encoding.PEM, kind).decode()


def is_signed(message: bytes, signature: str, *, by: str) -> bool:
    try:
        theirs = ed25519.Ed25519PublicKey.from_public_bytes(base64.b64decode(by))
        theirs.verify(base64.b64decode(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


@functools.cache
def _signer(secret: str) -> ed25519.Ed25519PrivateKey:
    """Made out of the secret, so that any long random text will do."""
    seed = hmac.digest(secret.encode(), b"the signing key of history", "sha256")
    return ed25519.Ed25519PrivateKey.from_private_bytes(seed)
