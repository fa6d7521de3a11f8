"""Passkeys, as browsers and their keys speak of them (WebAuthn): questions asked, and answers
checked. No row is written here. A question is kept in the session that asked it, for one answer.
"""

import json
from base64 import b64decode, b64encode
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from fido2 import server, webauthn

from alongside.core import errors

LONGEST = 20_000  # signs of an answer; real ones have some hundreds


def ask_to_register(
    origin: str, *, handle: bytes, name: str, secrets: list[dict[str, Any]]
) -> tuple[str, Any]:
    """What the browser is handed, as JSON, and what the session keeps."""
    user = webauthn.PublicKeyCredentialUserEntity(id=handle, name=name, display_name=name)
    options, question = _server(origin).register_begin(
        user,
        [_credential(secret) for secret in secrets],
        resident_key_requirement=webauthn.ResidentKeyRequirement.DISCOURAGED,
        user_verification=webauthn.UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"]), question


def ask_to_sign(origin: str, secrets: list[dict[str, Any]]) -> tuple[str, Any]:
    options, question = _server(origin).authenticate_begin(
        [_credential(secret) for secret in secrets],
        user_verification=webauthn.UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"]), question


def registered(answer: str, question: Any, origin: str) -> tuple[str, int]:
    """The new credential, as it is kept, and its count."""
    try:
        said = _server(origin).register_complete(question, _read(answer))
        assert said.credential_data is not None
    except Exception as error:  # whatever is wrong in it, it comes from outside
        raise errors.Problem(
            _("This passkey could not be set up."),
            kept=_("Nothing was changed."),
            todo=_("Try once more, or take an app or codes on paper."),
        ) from error
    return b64encode(said.credential_data).decode(), said.counter


def signed(secret: dict[str, Any], answer: str, question: Any, origin: str) -> int | None:
    """The count of the passkey if it signed this session's question, else None."""
    if not (answer and question):
        return None
    try:
        said = _read(answer)
        _server(origin).authenticate_complete(question, [_credential(secret)], said)
        heard = webauthn.AuthenticationResponse.from_dict(said)
    except Exception:
        return None
    return int(heard.response.authenticator_data.counter)


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise ValueError("too long")
    read: dict[str, Any] = json.loads(answer)
    return read


def _credential(secret: dict[str, Any]) -> webauthn.AttestedCredentialData:
    return webauthn.AttestedCredentialData(b64decode(secret["credential"]))


def _server(origin: str) -> server.Fido2Server:
    """For exactly this origin: a passkey made at another name of ours does not open here."""
    party = webauthn.PublicKeyCredentialRpEntity(
        id=urlsplit(origin).hostname or "", name="Alongside"
    )
    return server.Fido2Server(party, verify_origin=lambda said: said == origin)
