"""What can be agreed to, when an agreement holds, and what can be asked for. Plain values
only."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from alongside.accounts import words
from alongside.accounts.rules import is_on_earth as is_on_earth
from alongside.participants.rules import regimes

SUPPORTED, RECORDED = "supported", "recorded"

# Being supported and being recorded are separate on purpose: one can be supported with
# nothing written down. They let nothing out; every other kind is one of `regimes`.
INSIDE = (SUPPORTED, RECORDED)
SHARED = regimes.SHARED
WORDS_VERSION = 2


# --- at the door ------------------------------------------------------------------------

SITTING = timedelta(minutes=30)  # they are still there, and nobody knows more of them yet


def is_at_the_door(welcomed_at: datetime, *, now: datetime) -> bool:
    return now - welcomed_at <= SITTING


A_DAY = timedelta(days=1)  # between two people's word and new words for somebody


def ready_at(confirmed_at: datetime) -> datetime:
    return confirmed_at + A_DAY


def has_waited(confirmed_at: datetime, *, now: datetime) -> bool:
    return now >= ready_at(confirmed_at)


# --- asking for a peer -----------------------------------------------------------------

MOST_REQUESTS = 20  # an hour from one network: a shelter or library shares one
LONGEST_WORDS = 4000
NEEDS_DETAIL = {"call", "text", "email", "meet"}
SAME = {"call": "call", "text": "text", "email": "email"}  # asked for, and forbidden


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody may be reached, and how never. `way` and `never_ways` are slugs of
    `accounts.words`; `key` needs no contact detail."""

    way: str = "key"
    how: str = ""
    never_ways: tuple[str, ...] = ()
    never: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. Only the language is always there; the rest may be empty."""

    language: str = "en"
    pathways: tuple[str, ...] = ()
    experiences: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    words: str = ""


def is_reachable(reach: Reach) -> bool:
    return reach.way not in NEEDS_DETAIL or bool(reach.how.strip())


def is_quiet(start: time | None, end: time | None, *, at: time) -> bool:
    """Whether this time of day is one in which nobody calls or writes. It may go over midnight;
    from a time until the same time is the whole day."""
    if start is None or end is None:
        return False
    return start <= at < end if start < end else at >= start or at < end


def contradicts(reach: Reach) -> bool:
    """They ask for what they forbid."""
    return SAME.get(reach.way) in reach.never_ways


def is_sayable(wish: Wish, reach: Reach | None = None) -> bool:
    """All of it in words we know, and of a length somebody can read."""
    return (
        wish.language in words.LANGUAGES
        and set(wish.pathways) <= set(words.PATHWAYS)
        and set(wish.experiences) <= set(words.EXPERIENCES)
        and set(wish.times) <= set(words.TIMES)
        and len(wish.words) <= LONGEST_WORDS
        and is_on_earth(wish.latitude, wish.longitude)
        and (
            reach is None or (reach.way in words.WAYS and set(reach.never_ways) <= set(words.NEVER))
        )
    )


def about_a_kilometre(degrees: float | None) -> float | None:
    """Near enough to find a peer, too coarse to find a door."""
    return None if degrees is None else round(degrees, 2)


def waits_too_long(asked_at: datetime, *, within_hours: int, now: datetime) -> bool:
    return now - asked_at > timedelta(hours=within_hours)
