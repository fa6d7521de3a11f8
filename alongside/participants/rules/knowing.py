"""How somebody is known, found again, missed; and which two records may be of one person. Plain
values only."""

import re
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alongside.accounts import rules as accounts
from alongside.accounts import words
from alongside.core.privacy import Words
from alongside.participants.rules import leaving

LONGEST = 4000  # of a text in somebody's own words
LONGEST_NAME = 120
FIND_LASTS = timedelta(days=60)
REMIND = timedelta(days=10)  # before a way to be found is erased, both are told
MOST_WAYS = 12
LONG_AWAY = timedelta(days=180)

# What brings somebody: as wide as life, and never asked for.
BRINGS: Mapping[str, Words] = {
    "alcohol": _("Alcohol"),
    "opioids": _("Opioids, such as heroin or fentanyl"),
    "prescribed": _("Medicines a doctor prescribed"),
    "stimulants": _("Stimulants, such as cocaine or meth"),
    "other-drugs": _("Any other drug, or several"),
    "gambling": _("Gambling"),
    "mental-health": _("Mental health"),
    "someone-else": _("Somebody else’s use"),
    "grief": _("Grief"),
    "lonely": _("Being alone"),
    "just-here": _("Nothing in particular. I like to be here."),
}


# Who somebody is, in words that are theirs; nobody has to say any of it.
OWN: Mapping[str, Words] = {
    "pronouns": _("Pronouns"),
    "gender": _("Gender"),
    "culture": _("Culture"),
}
LONGEST_OWN = 400
# Who else may read one of them. What says nothing is read by themselves alone.
WALKING, EVERYBODY = "peer", "all"
READERS = ("", WALKING, EVERYBODY)
READS: Mapping[str, Words] = {
    WALKING: _("read by whoever walks with you"),
    EVERYBODY: _("read by everybody who may open your record"),
}


def is_own(texts: Mapping[str, str], shows: Mapping[str, str]) -> bool:
    known = set(texts) <= set(OWN) and set(shows) <= set(OWN) and set(shows.values()) <= {*READERS}
    return known and all(len(text) <= LONGEST_OWN for text in texts.values())


def reader_of(shows: Collection[str], name: str) -> str:
    """`shows` holds the name and its reader as one word: 'pronouns-peer'."""
    return next((one for one in READERS if one and f"{name}-{one}" in shows), "")


def readable(shows: Collection[str], *, walks: bool) -> list[str]:
    """What of it a worker may read who may open the record, and walks with them or not."""
    open_to = {EVERYBODY, WALKING} if walks else {EVERYBODY}
    return [name for name in OWN if reader_of(shows, name) in open_to]


def is_sayable(languages: Collection[str], brings: Collection[str], texts: Iterable[str]) -> bool:
    known = set(languages) <= set(words.LANGUAGES) and set(brings) <= set(BRINGS)
    return known and all(len(text) <= LONGEST for text in texts)


# --- being found again -----------------------------------------------------------------------


def may_look(until_at: datetime, *, now: datetime) -> bool:
    """On its last day a way is gone, whether it was erased yet or not."""
    return now < until_at


def ends_soon(until_at: datetime, *, now: datetime) -> bool:
    return may_look(until_at, now=now) and until_at - now <= REMIND


# --- coming back -----------------------------------------------------------------------------

AWAY = ("paused", "moved-on")


def is_back(seen: Iterable[datetime | None], *, now: datetime) -> bool:
    """Whether somebody who opens their page is welcomed back though they never said that they
    were away: whenever they were here, it is half a year ago. Who was never here is new."""
    known = [at for at in seen if at is not None]
    return bool(known) and now - max(known) > LONG_AWAY


# --- remembered facts ------------------------------------------------------------------------

# Never a date of birth, nor a number that somebody else gave out.
FACTS: Mapping[str, Words] = {
    "raised-by": _("The first name of who brought you up"),
    "born-in": _("The place where you were born"),
    "street": _("The first street you remember"),
    "older": _("How many older brothers and sisters you have"),
}
_LETTERS = 3


def facts_line(facts: Mapping[str, str]) -> str:
    """What the code is made of: three letters of each, however it is spelt; of the last, the
    number. Empty where one is missing: half a code would meet half the town."""
    parts = [_plain(facts.get(slug, "")) for slug in FACTS]
    return "|".join(part[:_LETTERS] for part in parts) if all(parts) else ""


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in flat if sign.isalnum())


# --- two records of one person ---------------------------------------------------------------

CROWD = 4  # so many with one number share a phone, in a shelter or a family
REACH, CODE, NAME = "reach", "code", "name"
WHYS: Mapping[str, Words] = {
    REACH: _("the same number or address to reach them"),
    CODE: _("the same remembered facts"),
    NAME: _("the same full name"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What is compared of one record, exactly; kept nowhere."""

    id: uuid.UUID
    names: tuple[str, ...]
    reach: str
    code: str


Pair = tuple[uuid.UUID, uuid.UUID]


def likenesses(signs: Iterable[Sign]) -> dict[Pair, list[str]]:
    """Pairs that are exactly the same in something that few share, with what it is."""
    alike: dict[tuple[str, str], list[uuid.UUID]] = defaultdict(list)
    for sign in signs:
        for name in {accounts.plain(name) for name in sign.names}:
            if len(name.split()) > 1:  # a first name alone is many people's
                alike[NAME, name].append(sign.id)
        if reach := _reach(sign.reach):
            alike[REACH, reach].append(sign.id)
        if sign.code:
            alike[CODE, sign.code].append(sign.id)
    found: dict[Pair, list[str]] = defaultdict(list)
    for (why, _value), members in alike.items():
        if 1 < len(members) <= CROWD:
            for pair in _pairs(members):
                found[pair].append(why)
    return {pair: [why for why in WHYS if why in whys] for pair, whys in found.items()}


def in_order(one: uuid.UUID, other: uuid.UUID) -> Pair:
    return (one, other) if one < other else (other, one)


def _reach(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 7:
        return digits[-10:]
    plain = accounts.plain(text)
    return plain if "@" in plain else ""


def _pairs(members: Sequence[uuid.UUID]) -> Iterable[Pair]:
    for at, one in enumerate(members):
        for other in members[at + 1 :]:
            if one != other:
                yield in_order(one, other)


# --- what two agreed, put together -----------------------------------------------------------

INSIDE = ("supported", "recorded")
_FOREVER = datetime(9999, 1, 1)  # noqa: DTZ001  # compared with others that were made plain


@dataclass(frozen=True, slots=True)
class Yes:
    """A live agreement, as far as its reach goes."""

    id: uuid.UUID
    kind: str
    about: uuid.UUID | None
    regime: str
    purpose: str
    recipient: tuple[str, str, str]  # how it is named, its kind, its name
    members: frozenset[str]
    categories: frozenset[str]
    until_at: datetime | None
    until_event: str


def covers(wide: Yes, narrow: Yes) -> bool:
    """Whether whatever `narrow` lets out, `wide` lets out, too."""
    same = ("kind", "about", "regime", "purpose", "recipient", "until_event")
    return (
        all(getattr(wide, name) == getattr(narrow, name) for name in same)
        and narrow.categories <= wide.categories
        and narrow.members <= wide.members
        and _ends(narrow) <= _ends(wide)
    )


def narrower(ours: Collection[Yes], theirs: Collection[Yes]) -> set[uuid.UUID]:
    """Which agreements hold once two records are one: only what both had agreed to, so that
    nothing may leave of either that could not leave before. Of two that say the same, ours."""
    held = {yes.id for yes in ours if any(covers(other, yes) for other in theirs)}
    for yes in theirs:
        covering = [mine for mine in ours if covers(mine, yes)]
        if covering and not any(covers(yes, mine) for mine in covering):
            held.add(yes.id)
    return held


def yes_of(given: leaving.Agreement, about: uuid.UUID | None) -> Yes:
    return Yes(
        given.id,
        given.kind,
        about,
        given.regime,
        given.purpose,
        (given.how, given.recipient_kind, accounts.plain(given.recipient)),
        frozenset(given.members),
        frozenset(given.categories),
        given.until_at,
        given.until_event,
    )


def _ends(yes: Yes) -> datetime:
    return yes.until_at.replace(tzinfo=None) if yes.until_at else _FOREVER
