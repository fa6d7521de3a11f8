"""When somebody is to hear from us, and what a yes must hold. Plain values only; moments are
aware, `now` is passed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alongside.accounts import words
from alongside.core.privacy import Words

# What somebody answers, as it is chosen on a page and read on a card.
ANSWERS: Mapping[str, Words] = {
    "yes": _("Yes"),
    "card": _("Not now: I take a card"),
    "no": _("No"),
}
BY: Mapping[str, Words] = {
    "call": _("By telephone"),
    "text": _("By text message"),
    "email": _("By e-mail"),
    "meet": _("At a place they name"),
    "key": _("Not at all: they come back with a card"),
}
FIRST: Mapping[int, Words] = {
    24: _("In a day"),
    48: _("In two days"),
    72: _("In three days"),
}
EVERY: Mapping[int | None, Words] = {
    None: _("No more by itself: they say when"),
    1: _("In a day"),
    3: _("In three days"),
    7: _("In a week"),
    14: _("In two weeks"),
    30: _("In a month"),
}
FIRST_HOURS = tuple(FIRST)  # when a first word is wanted, as they choose
LATEST = timedelta(hours=72)  # by then somebody has been in touch
EVERY_DAYS = tuple(EVERY)  # how often after that; None: no more by itself
LATEST_NEXT = timedelta(days=366)
CARD_OPENS = timedelta(days=90)
CLOCKS_DIFFER = timedelta(minutes=5)  # between a phone and the server
SOON = timedelta(hours=12)

LONGEST = 200
WAYS = tuple(BY)  # of `accounts.words.WAYS`; key: they come back
DETAIL = frozenset({"call", "text", "email", "meet"})
LEAST_WORDS = 6

LATE, NOW, TODAY, LATER = "late", "now", "soon", "later"


@dataclass(frozen=True, slots=True)
class Yes:
    """What somebody says with their yes. All of it but the way may be empty. `wants` is me, any
    or other; `first_hours` is one of FIRST_HOURS; `say` is what may be said to whoever else
    answers."""

    way: str
    how: str = ""
    called: str = ""
    say: str = ""
    leave_word: bool = False
    wants: str = "me"
    wants_words: str = ""
    first_hours: int = 24
    language: str = "en"


def lacks(yes: Yes, *, has_card: bool, is_known: bool = False) -> str:
    """What is wrong with it, as a slug; empty where nothing is. Of somebody who `is_known` their
    own record says how they are reached."""
    if yes.way not in WAYS or yes.wants not in ("me", "any", "other"):
        return "choice"
    if yes.first_hours not in FIRST_HOURS or yes.language not in words.LANGUAGES:
        return "choice"
    if any(len(text) > LONGEST for text in (yes.how, yes.called, yes.say, yes.wants_words)):
        return "long"
    if yes.way in DETAIL and not yes.how.strip() and not is_known:
        return "how"
    if yes.way == "key" and not (has_card or is_known):
        return "card"
    return ""


def first_window(agreed_at: datetime, first_hours: int) -> tuple[datetime, datetime]:
    """When the first word is wanted, and by when it is late."""
    return agreed_at + timedelta(hours=first_hours), agreed_at + LATEST


def next_due(at: datetime, every_days: int | None) -> datetime | None:
    """On their clock; None where they want nothing more by itself."""
    return None if every_days is None else at + timedelta(days=every_days)


def standing(due_at: datetime | None, late_at: datetime | None, *, now: datetime) -> str:
    """How it stands: late, now, soon or later."""
    if late_at is not None and now >= late_at:
        return LATE
    if due_at is None:
        return LATER
    if now >= due_at:
        return NOW
    return TODAY if now >= due_at - SOON else LATER


def is_in_time(agreed_at: datetime, reached_at: datetime) -> bool:
    """Whether somebody was in touch within the three days."""
    return reached_at - agreed_at <= LATEST


def is_future(at: datetime, *, now: datetime) -> bool:
    return at > now + CLOCKS_DIFFER


def plain_reach(how: str) -> str:
    """A number, address or place as it is compared: however it was typed."""
    signs = "".join(sign for sign in how.casefold() if sign.isalnum() or sign == "@")
    digits = "".join(sign for sign in signs if sign.isdigit())
    return digits[-10:] if len(digits) >= 7 and not any(s.isalpha() for s in signs) else signs
