"""Any other gateway, by a few lines of JSON: docs/running/messages.md says which.

Both ways are signed: HMAC-SHA256 with the shared secret over the time and the body.
"""

import hashlib
import hmac
import json

from django.conf import settings

from alongside.core import clock, wire
from alongside.threads.channels import AGAIN, REFUSED, SENT, STOPPED, Notice, Outcome

FRESH = 300  # seconds in which something signed may arrive
STATES = {"delivered": "delivered", "failed": "failed"}


class Gateway:
    service = "sms"
    tells_doubles = True

    def send(self, notice: Notice) -> Outcome:
        said = {"id": str(notice.id), "to": notice.to, "text": notice.body}
        if settings.SMS_FROM:
            said["from"] = settings.SMS_FROM
        body = json.dumps(said).encode()
        time = str(int(clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(notice.id),
            "X-Alongside-Time": time,
            "X-Alongside-Signature": signature(time, body),
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


def signature(time: str, body: bytes) -> str:
    said = time.encode() + b"." + body
    return hmac.new(settings.SMS_SECRET.encode(), said, hashlib.sha256).hexdigest()


def is_signed(time: str, body: bytes, said: str) -> bool:
    if not settings.SMS_SECRET or not time.isascii() or not time.isdigit() or len(time) > 12:
        return False
    is_fresh = abs(clock.now().timestamp() - int(time)) <= FRESH
    made = signature(time, body).encode()
    return hmac.compare_digest(made, said.encode("utf-8", "replace")) and is_fresh
