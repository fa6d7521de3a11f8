"""Whether the finder may be asked by text message here, and what its page says of that."""

from django.conf import settings
from django.core.cache import cache

from alongside.accounts import policy as accounts
from alongside.core import scope
from alongside.directory.queries import beside
from alongside.threads import channels, policy
from alongside.threads.models.sending import digest_of

GATEWAYS = {"twilio", "http"}  # those from which something comes in
A_MINUTE = 60


def is_on() -> bool:
    """The operator named a number, texts come in, and the agreement for them is recorded."""
    return _is_set_up() and _is_agreed()


def _is_set_up() -> bool:
    return bool(settings.FIND_BY_TEXT and settings.SMS in GATEWAYS and settings.SMS_SECRET)


def _is_agreed() -> bool:
    """Each organisation is asked by itself: its rows show to nobody else."""
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
    """For who prints it, passes it on, or has a telephone and no data. The page may be a minute
    behind the agreement; who texts is answered by what is true then."""
    if not _is_set_up() or not cache.get_or_set("find-by-text", _is_agreed, A_MINUTE):
        return None
    return beside.Said("threads/parts/find_by_text.html", settings.FIND_BY_TEXT)
