"""What several tests of second locks do."""

import hashlib
import html
import json
import re
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cose, webauthn
from fido2.utils import websafe_encode

from alongside.accounts import actions
from alongside.core import ids
from tests.cast import PASSPHRASE, Character

SECOND = "/en/sign-in/second/"


def with_codes(who: Character) -> list[str]:
    """Ten codes on paper, as the page showed them."""
    return actions.print_codes(by=who.by, id=ids.new())


def half_in(who: Character) -> Client:
    """A browser in which the right passphrase was typed, and nothing more."""
    client = Client()
    answer = client.post("/en/sign-in/", {"username": who.name, "passphrase": PASSPHRASE})
    assert answer["Location"] == SECOND, answer["Location"]
    return client


def seed_of(client: Client) -> str:
    """What an app would scan."""
    client.get("/en/account/second-lock/app/")
    return str(client.session["app_seed"])


def shown_code(client: Client) -> str:
    """The digits for a colleague."""
    page = client.post(f"{SECOND}lost/").content.decode()
    found = re.search(r"\b(\d{4} \d{4})\b", page)
    assert found, page
    return found.group(1)


class SoftKey:
    """A security key made of software: it answers what the page asks, as a browser would."""

    def __init__(self, origin: str = "http://testserver") -> None:
        self.origin, self.count = origin, 0
        self.id = secrets.token_bytes(16)
        self.secret = ec.generate_private_key(ec.SECP256R1())

    def registers(self, options: dict[str, Any]) -> str:
        es256: Any = cose.ES256
        public = es256.from_cryptography_key(self.secret.public_key())
        made = webauthn.AttestedCredentialData.create(bytes(16), self.id, public)
        known = self._known(options["rp"]["id"], made)
        said = webauthn.AttestationObject.create("none", known, {})
        return self._answer("webauthn.create", options, attestationObject=bytes(said))

    def signs(self, options: dict[str, Any]) -> str:
        self.count += 1
        known = bytes(self._known(options["rpId"]))
        client = self._client("webauthn.get", options)
        digest = hashlib.sha256(client).digest()
        signature = self.secret.sign(known + digest, ec.ECDSA(hashes.SHA256()))
        return self._answer("webauthn.get", options, authenticatorData=known, signature=signature)

    def _known(self, host: str, made: bytes = b"") -> Any:
        flag = webauthn.AuthenticatorData.FLAG
        flags = flag.UP | flag.AT if made else flag.UP
        return webauthn.AuthenticatorData.create(
            hashlib.sha256(host.encode()).digest(), flags, self.count, made
        )

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, kind: str, options: dict[str, Any], **more: bytes) -> str:
        response = {"clientDataJSON": self._client(kind, options), **more}
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "response": {name: websafe_encode(value) for name, value in response.items()},
                "clientExtensionResults": {},
            }
        )


def asked(page: Any) -> dict[str, Any]:
    """What a page asks a passkey."""
    found = re.search(r'data-passkey="([^"]+)"', page.content.decode())
    assert found
    options: dict[str, Any] = json.loads(html.unescape(found.group(1)))
    return options
