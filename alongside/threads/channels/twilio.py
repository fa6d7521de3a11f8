"""A gateway that speaks as Twilio does: a form with basic authentication, and JSON back.

What comes in from it is signed with the same secret over our own address and every field.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from django.conf import settings

from alongside.core import wire
from alongside.threads.channels import (
    AGAIN,
    REFUSED,
    SENT,
    STOPPED,
    UNKNOWN,
    Notice,
    Outcome,
)

UNSUBSCRIBED = 21610
STATES = {"delivered": "delivered", "undelivered": "failed", "failed": "failed"}


class Twilio:
    service = "sms"
    tells_doubles = False

    def send(self, notice: Notice) -> Outcome:
        base = (settings.SMS_ADDRESS or "https://api.twilio.com").rstrip("/")
        url = f"{base}/2010-04-01/Accounts/{settings.SMS_ACCOUNT}/Messages.json"
        sender = "MessagingServiceSid" if settings.SMS_FROM.startswith("MG") else "From"
        said = {
            sender: settings.SMS_FROM,
            "To": notice.to,
            "Body": notice.body,
            "StatusCallback": address(),
        }
        pair = f"{settings.SMS_ACCOUNT}:{settings.SMS_SECRET}".encode()
        headers = {
            "Authorization": f"Basic {base64.b64encode(pair).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            reply = wire.post(url, urlencode(said).encode(), headers, inside=settings.SMS_INSIDE)
        except wire.Refused:
            return Outcome(AGAIN)
        except wire.Broken:
            return Outcome(UNKNOWN)
        return _told(reply)


def _told(reply: wire.Reply) -> Outcome:
    said = _read(reply.body)
    if 200 <= reply.status < 300:
        return Outcome(SENT, str(said.get("sid", ""))[:80])
    if said.get("code") == UNSUBSCRIBED:
        return Outcome(STOPPED)
    return Outcome(AGAIN if reply.status == 429 or reply.status >= 500 else REFUSED)


def _read(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def address() -> str:
    """Where the gateway tells us what came in and what became of what went out."""
    return f"{settings.PUBLIC_ADDRESS}/hooks/text/twilio/"


def answered(words: str) -> str:
    """What the gateway sends back to whoever wrote; nothing without words."""
    said = f"<Message>{escape(words)}</Message>" if words else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{said}</Response>'


def is_signed(fields: Mapping[str, str], signature: str, path: str = "") -> bool:
    """The signature over our address (of texts, or with that path and query) and all fields, in
    the order of their names."""
    if not settings.SMS_SECRET:
        return False
    here = f"{settings.PUBLIC_ADDRESS}{path}" if path else address()
    said = here + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    made = hmac.new(settings.SMS_SECRET.encode(), said.encode(), hashlib.sha1).digest()
    return hmac.compare_digest(base64.b64encode(made), signature.encode("utf-8", "replace"))
