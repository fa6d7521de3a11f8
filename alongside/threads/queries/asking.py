"""Whether the finder may be asked by text message here, and what its page says of that."""

from django.conf import settings

from alongside.accounts import policy as accounts
from alongside.core import scope
from alongside.directory.queries import beside
from alongside.threads import channels, policy
from alongside.threads.models.sending import digest_of

GATEWAYS = {"twilio", "http"}  # those from which something comes in


def is_on() -> bool:
    """The operator named a number, texts come in, and the agreement for them is recorded."""
    if not settings.FIND_BY_TEXT or settings.SMS not in GATEWAYS or not settings.SMS_SECRET:
        return False
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            if channels.is_agreed("sms", organisation.pk):
                return True
    return False


def has_thread(number: str) -> bool:
    """Whether somebody who is walked with, anywhere here, chose that number."""
    digest = digest_of(number)
    for organisation in accounts.organisations():
        with scope.within(organisation.pk):
            if policy.lines_at(digest, organisation.pk).exists():
                return True
    return False


def on_the_page() -> beside.Said | None:
    """For who prints it, passes it on, or has a telephone and no data."""
    if not is_on():
        return None
    return beside.Said("threads/parts/find_by_text.html", settings.FIND_BY_TEXT)
