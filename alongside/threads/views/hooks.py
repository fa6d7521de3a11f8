"""Where gateways tell us what came in, and what became of what went out.

Anybody can knock here, so: what is long is not read, what is not signed is refused, and whatever
is signed gets the same short answer, whether a number is known or not. Only where the finder may
be asked by text message, whoever asks it reads the answer in the same breath.
"""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.views.decorators.http import require_POST

from alongside.accounts import actors
from alongside.core import door
from alongside.threads import actions
from alongside.threads.channels import gateway
from alongside.threads.channels import twilio as form_gateway

LARGEST = 16 * 1024  # bytes
MOST_FIELDS = 100


@door.public
@require_POST
def twilio(request: HttpRequest) -> HttpResponse:
    """A form, signed over our address and every field of it."""
    fields = signed_form(request)
    if isinstance(fields, HttpResponse):
        return fields
    reference, back = fields.get("MessageSid", "") or fields.get("SmsSid", ""), ""
    if state := fields.get("MessageStatus", ""):
        _told(reference, form_gateway.STATES.get(state, ""))
    elif "Body" in fields:
        back = _heard(fields.get("From", ""), fields["Body"], reference)
    return HttpResponse(form_gateway.answered(back), content_type="text/xml")


@door.public
@require_POST
def gateway_hook(request: HttpRequest) -> HttpResponse:
    """A few lines of JSON, signed over the time and the body; no older than some minutes."""
    if settings.SMS != "http" or _is_too_large(request):
        return _no(404 if settings.SMS != "http" else 413)
    try:
        body = request.body
    except RawPostDataException:
        return _no(400)
    time = request.headers.get("X-Alongside-Time", "")
    if not gateway.is_signed(time, body, request.headers.get("X-Alongside-Signature", "")):
        return _no(403)
    said = _read(body)
    reference = str(said.get("id", ""))
    if state := str(said.get("state", "")):
        _told(reference, gateway.STATES.get(state, ""))
    elif "text" in said:
        number = str(said.get("from", ""))
        if back := _heard(number, str(said["text"]), reference):
            written, headers = gateway.answered(number, back)
            return HttpResponse(written, content_type="application/json", headers=headers)
    return HttpResponse(status=204)


def signed_form(request: HttpRequest, path: str = "") -> dict[str, str] | HttpResponse:
    """What a gateway that speaks as Twilio does says, or why it is not taken."""
    if settings.SMS != "twilio" or _is_too_large(request):
        return _no(404 if settings.SMS != "twilio" else 413)
    if request.content_type != "application/x-www-form-urlencoded":
        return _no(415)
    fields = {name: str(value) for name, value in request.POST.items()}
    signature = request.headers.get("X-Twilio-Signature", "")
    if len(fields) > MOST_FIELDS or not form_gateway.is_signed(fields, signature, path):
        return _no(403)
    return fields


def _is_too_large(request: HttpRequest) -> bool:
    """By what it says of itself; a body without a length is not read."""
    said = request.headers.get("Content-Length", "")
    return not said.isdigit() or int(said) > LARGEST


def _read(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _heard(number: str, words: str, reference: str) -> str:
    """What is answered in the same breath, to who asks the finder; to all others nothing."""
    if not (number and reference):
        return ""
    by = actors.system("a text message came in")
    asked = actions.ask_by_text(by=by, number=number[:40], words=words)
    if asked is not None:
        return asked
    actions.hear_text(by=by, number=number[:40], words=words, reference=reference[:200])
    return ""


def _told(reference: str, state: str) -> None:
    if reference and state:
        by = actors.system("a gateway tells")
        actions.hear_of_sent(by=by, reference=reference[:200], state=state)


def _no(status: int) -> HttpResponse:
    return HttpResponse(status=status)
