"""Any other gateway, by a few lines of JSON: docs/running/messages.md says which.

Both ways are signed: HMAC-SHA256 with the shared secret over the time and the body.
"""

import hashlib
import hmac
import json

from django.conf import settings

from alongside.core import clock, ids, wire
from alongside.threads.channels import AGAIN, REFUSED, SENT, STOPPED, Notice, Outcome

FRESH = 300  # seconds in which something signed may arrive
STATES = {"delivered": "delivered", "failed": "failed"}


class Gateway:
    service = "sms"
    tells_doubles = True

    def send(self, notice: Notice) -> Outcome:
        body = _written(str(notice.id), notice.to, notice.body)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(notice.id),
            **_signed(body),
        }
        try:
            reply = wire.post(settings.SMS_ADDRESS, body, headers, inside=settings.SMS_INSIDE)
        except (wire.Refused, wire.Broken):  # it tells doubles by the id
            return Outcome(AGAIN)
        if 200 <= reply.status < 300:
            return Outcome(SENT, str(notice.id))
        if reply.status == 410:
            return Outcome(STOPPED)
        return Outcome(AGAIN if reply.status in {408, 429} or reply.status >= 500 else REFUSED)


def answered(to: str, words: str) -> tuple[bytes, dict[str, str]]:
    """What the gateway is to send back to whoever wrote: the same lines as ours, and as signed."""
    body = _written(str(ids.new()), to, words)
    return body, _signed(body)


def _written(pk: str, to: str, words: str) -> bytes:
    said = {"id": pk, "to": to, "text": words}
    if settings.SMS_FROM:
        said["from"] = settings.SMS_FROM
    return json.dumps(said).encode()


def _signed(body: bytes) -> dict[str, str]:
    time = str(int(clock.now().timestamp()))
    return {"X-Alongside-Time": time, "X-Alongside-Signature": signature(time, body)}


def signature(time: str, body: bytes) -> str:
    said = time.encode() + b"." + body
    return hmac.new(settings.SMS_SECRET.encode(), said, hashlib.sha256).hexdigest()


def is_signed(time: str, body: bytes, said: str) -> bool:
    if not settings.SMS_SECRET or not time.isascii() or not time.isdigit() or len(time) > 12:
        return False
    is_fresh = abs(clock.now().timestamp() - int(time)) <= FRESH
    made = signature(time, body).encode()
    return hmac.compare_digest(made, said.encode("utf-8", "replace")) and is_fresh
