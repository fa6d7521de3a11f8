"""Somebody without internet asks the finder by text message, and is answered in the same breath.

No trace: no row, no task, nothing in the audit. What is counted is counted for an hour under a
keyed digest; who said STOP is remembered under one, and asked for nothing else.
"""

import re

from django.core.cache import cache

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, counts, keyring
from alongside.directory.queries import texts
from alongside.directory.rules import texts as shape
from alongside.threads import rules
from alongside.threads.queries import asking

LONGEST = 160  # signs of a question
HOUR, KEPT = 3600, 90 * 24 * 3600  # seconds
MOST_OF_ONE, MOST_OF_ALL = 10, 2000  # in an hour
_TELEPHONE = re.compile(r"\+?[0-9]{7,15}")  # short ones are machines: two would talk for ever


def ask_by_text(*, by: actors.Actor, number: str, words: str) -> str | None:
    """The answer, '' for none; None where this is no question to the finder: then it is heard as
    all others. From a number with a thread, only an agreed word asks the finder."""
    access.require(by, P.MESSAGE_SEND)
    said = rules.cleaned(words)[:LONGEST]
    if not said or not _TELEPHONE.fullmatch(number) or not asking.is_on():
        return None
    digest = _digest(number)
    if rules.is_stop(said):
        cache.set(f"find-stop:{digest}", 1, KEPT)
        return None
    if rules.is_start(said):
        cache.delete(f"find-stop:{digest}")
        return None
    if not shape.agreed(said)[0] and asking.has_thread(number):
        return None
    return "" if cache.get(f"find-stop:{digest}") else _answer(digest, said)


def ask_by_phone(*, by: actors.Actor, number: str, digits: str) -> list[str]:
    """What is read out to somebody who rings and presses the digits of a ZIP code; nothing where
    the finder may not be asked, or was asked too often."""
    access.require(by, P.MESSAGE_SEND)
    if not asking.is_on() or _often(_digest(number)) > MOST_OF_ONE:
        return []
    return texts.spoken(digits, now=clock.now())


def _digest(number: str) -> str:
    return keyring.digest(number, use="find-by-text")[:32]


def _answer(digest: str, said: str) -> str:
    often = _often(digest)
    if often > MOST_OF_ONE:
        return texts.too_many(said) if often == MOST_OF_ONE + 1 else ""
    return texts.answer(said, now=clock.now())


def _often(digest: str) -> int:
    """How often that number asked within an hour; far too often where all together did. Whoever
    asks on and on uses up their own answers, and nobody else's."""
    mine = counts.count(f"find:{digest}", HOUR)
    is_full = mine <= MOST_OF_ONE and counts.count("find", HOUR) > MOST_OF_ALL
    return MOST_OF_ALL if is_full else mine
