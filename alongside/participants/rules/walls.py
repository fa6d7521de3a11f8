"""Looking for somebody, opening in an emergency, and looks that were not like the others. Plain
values only."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from alongside.accounts import rules as accounts

LONGEST = 400
LEAST = 4  # characters of a reason: a dot is none
LEAST_DIGITS = 6
DAYS = (1, 3, 7, 14)  # for how many days somebody may be let in
LINK_LASTS = timedelta(days=7)  # the three words wait that long for the other
LINK_WORDS = 3
GIVES = ("supported", "words")


# --- looking for somebody ------------------------------------------------------------------


def is_them(said: str, *, alias: str, reach: str) -> bool:
    """Exactly what somebody is called, or exactly where they are reached. No part, no likeness:
    a search that finds neighbours tells of them."""
    wanted = accounts.plain(said)
    if not wanted:
        return False
    if wanted in {accounts.plain(alias), accounts.plain(reach)}:
        return True
    digits = _digits(said)
    return len(digits) >= LEAST_DIGITS and digits == _digits(reach)


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)


def is_reason(words: str) -> bool:
    return LEAST <= len(words.strip()) <= LONGEST


def is_drawn(lot: int, *, share: int) -> bool:
    """`lot` is drawn from 0 to 99, `share` is out of a hundred."""
    return lot < share


# --- what two people give each other ---------------------------------------------------------


def given(one: Collection[str], other: Collection[str]) -> list[str]:
    """What both chose; nothing that only one of them did."""
    return [slug for slug in GIVES if slug in one and slug in other]


# --- who is on call ---------------------------------------------------------------------------


def is_on_call(
    days: Collection[int], from_time: time, until_time: time, *, local: datetime
) -> bool:
    """`local` is now, where the organisation is. The same hour twice is the whole day; an hour
    before the first is the next morning, and belongs to the day before."""
    now, today = local.time(), local.weekday()
    if from_time == until_time:
        return today in days
    if from_time < until_time:
        return today in days and from_time <= now < until_time
    yesterday = (today - 1) % 7
    return (today in days and now >= from_time) or (yesterday in days and now < until_time)


# --- odd looks ----------------------------------------------------------------------------------

FEW = 10  # so many people on a day are never odd by number alone
TIMES = 3  # so many times the usual number is
SOME_DAYS = 5  # of one's own, before anything can be called usual
GUESSES = 3  # records that did not open, on one day
NIGHT = range(0, 5)  # the hours that can be odd


@dataclass(frozen=True, slots=True)
class Day:
    """What one worker opened on one day: how many people, and at which hours."""

    people: int
    hours: frozenset[int]


def usual(before: Sequence[Day]) -> int:
    """The middle of the days on which they opened anything; 0 where there are too few."""
    numbers = sorted(day.people for day in before if day.people)
    return numbers[len(numbers) // 2] if len(numbers) >= SOME_DAYS else 0


def is_many(day: Day, before: Sequence[Day]) -> bool:
    """Against one's own usual; somebody new is measured against few."""
    return day.people > max(FEW, TIMES * usual(before))


def odd_hours(day: Day, before: Sequence[Day]) -> frozenset[int]:
    """Hours of the night at which they looked, and never did before. Nobody's first days are
    odd: they may work at night."""
    if len(before) < SOME_DAYS:
        return frozenset()
    known = frozenset(hour for earlier in before for hour in earlier.hours)
    return frozenset(hour for hour in day.hours if hour in NIGHT and hour not in known)


def same_family(worker: str, alias: str) -> bool:
    """Whether the last of several names is the same: somebody may be looking at their own."""
    theirs, own = accounts.plain(alias).split(), accounts.plain(worker).split()
    return len(own) > 1 and len(theirs) > 1 and theirs[-1] == own[-1] and len(own[-1]) > 2
