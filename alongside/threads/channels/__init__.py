"""The ways out, behind one interface. Each is given an address and a few words that say nothing,
and tells what became of it. None decides whether something goes: that was asked just before.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

# Whether what the law asks for is signed for a service ("mail", "sms"): a floor above knows.
# While nobody answers, nothing goes.
may_use: list[Callable[[str, uuid.UUID], bool]] = []


def is_agreed(service: str, organisation_id: uuid.UUID) -> bool:
    return bool(may_use) and all(may(service, organisation_id) for may in may_use)


@dataclass(frozen=True, slots=True)
class Notice:
    """`id` is the same for every try of one notice, for those who tell doubles by it."""

    id: uuid.UUID
    to: str
    subject: str
    body: str


SENT, DELIVERED, AGAIN, REFUSED, STOPPED, UNKNOWN = (
    "sent", "delivered", "again", "refused", "stopped", "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """`what` is one of the six above. AGAIN: nothing was taken, try later. STOPPED: they told the
    gateway to send no more. UNKNOWN: it may have been taken, so it is not sent twice.
    `reference` is the gateway's own name for it."""

    what: str
    reference: str = ""


class Channel(Protocol):
    """`service` is what must be signed for it; empty where nothing leaves. `tells_doubles`: the
    same notice sent twice arrives once."""

    service: str
    tells_doubles: bool

    def send(self, notice: Notice) -> Outcome: ...


def for_way(way: str) -> Channel | None:
    """The channel of a way, or None where the operator has set up none."""
    from alongside.threads.channels import console, gateway, inside, mail, twilio

    if way == "inside":
        return inside.Inside()
    if way == "email":
        return mail.Mail() if settings.MAIL_HOST or settings.EMAIL_TO_CONSOLE else None
    texts: dict[str, type[Channel]] = {
        "console": console.Console,
        "twilio": twilio.Twilio,
        "http": gateway.Gateway,
    }
    found = texts.get(settings.SMS)
    return found() if found else None
