"""What a phone seals to us: it can write, and not read back.

ECDH on P-256 between a key made for one capture and ours, HKDF-SHA-256, AES-256-GCM. Ours is
made out of the key ring, one for each organisation, and is called by the ring's name of it: what
was sealed before the ring was turned still opens. Phones do the same with WebCrypto.
"""

import base64
import binascii
import functools
import uuid
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from alongside.core import keyring

INFO = b"alongside-field"
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Unreadable(Exception):
    """It is not sealed to us, or was altered on the way."""


def server_key(organisation_id: uuid.UUID) -> dict[str, str]:
    """Our public half, as phones read it (a JWK), with the name under which we find it again."""
    name = keyring.newest()
    public = _private(name, organisation_id).public_key()
    return {**jwk(public), "kid": name}


def opened(sealed: Mapping[str, Any], *, organisation_id: uuid.UUID) -> bytes:
    """The capture in clear. Raises Unreadable."""
    try:
        pk = uuid.UUID(sealed["id"])
        private = _private(str(sealed["kid"]), organisation_id)
        shared = private.exchange(ec.ECDH(), public_key(sealed["epk"]))
        return AESGCM(message_key(shared, pk)).decrypt(
            unpacked(sealed["iv"]), unpacked(sealed["sealed"]), str(pk).encode()
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable("it does not have the shape of a sealed capture") from error
    except (InvalidTag, keyring.WrongKey) as error:
        raise Unreadable("it does not open with any key of ours") from error


def message_key(shared: bytes, pk: uuid.UUID) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=pk.bytes, info=INFO).derive(shared)


def jwk(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = public.public_numbers()
    coordinates = {"x": numbers.x, "y": numbers.y}
    packed_ = {name: packed(number.to_bytes(32, "big")) for name, number in coordinates.items()}
    return {"kty": "EC", "crv": "P-256", **packed_}


def public_key(found: Any) -> ec.EllipticCurvePublicKey:
    """Of a JWK with no more in it than a name, and above all no private half. ValueError where
    it is none of ours, or no point of the curve."""
    if not isinstance(found, Mapping) or set(found) - {"kid"} != {"kty", "crv", "x", "y"}:
        raise ValueError("not a public key alone")
    if (found["kty"], found["crv"]) != ("EC", "P-256"):
        raise ValueError("not a key on P-256")
    x, y = (int.from_bytes(unpacked(found.get(name)), "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, CURVE).public_key()


def packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpacked(text: Any) -> bytes:
    if not isinstance(text, str):
        raise ValueError("not text")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def _private(name: str, organisation_id: uuid.UUID) -> ec.EllipticCurvePrivateKey:
    return _made_of(keyring.derived(f"{INFO.decode()} {organisation_id}", name=name))


@functools.lru_cache(maxsize=64)
def _made_of(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """48 bytes into a number of the curve: too long for any of them to be more likely."""
    return ec.derive_private_key(int.from_bytes(secret, "big") % (ORDER - 1) + 1, CURVE)
