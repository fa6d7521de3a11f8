"""What a page needs to ask for a second lock, wherever it asks."""

from typing import Any

from django.http import HttpRequest

from alongside.accounts import models
from alongside.accounts.actions import factors, passkeys

QUESTION = "passkey_question"  # kept in the session, for one answer


def offer(request: HttpRequest, held: list[models.Factor]) -> dict[str, Any]:
    """What somebody can show, and the question that a passkey signs."""
    keys = [row.secret for row in held if row.kind == models.Factor.Kind.PASSKEY]
    options = ""
    if keys:
        options, request.session[QUESTION] = passkeys.ask_to_sign(origin(request), keys)
    return {"passkey": options, "kinds": {row.kind for row in held}}


def proof(request: HttpRequest, said: dict[str, Any]) -> factors.Proof:
    return factors.Proof(
        code=said.get("code", ""),
        credential=said.get("credential", ""),
        question=request.session.pop(QUESTION, None),
        origin=origin(request),
    )


def origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
