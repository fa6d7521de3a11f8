"""What a group can be for, when it meets, who has a place, and what may not stand in a note.

Plain values only; `now` is passed in. When something comes again is the directory's to say.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.accounts import words
from alongside.core.privacy import Words
from alongside.directory.rules import occurrences, recurrence

LANGUAGES: Mapping[str, Words] = words.LANGUAGES
LONGEST_WORDS = 4000
MOST_PLACES = 1000
MOST_DAYS_AWAY = 366
MISSED = (14, 30, 60)  # days after which somebody may wish to be missed

WHOM: Mapping[str, Words] = {
    "anybody": _("anybody"),
    "family": _("families and friends"),
    "grief": _("people who lost somebody"),
    "indigenous": _("Indigenous people"),
    "black": _("Black people"),
    "newcomers": _("people new to the country, and refugees"),
    "lgbtq": _("LGBTQ2S+ people"),
    "women": _("women"),
    "men": _("men"),
    "young": _("young people"),
    "older": _("older people"),
    "parents": _("parents, with their children"),
    "deaf": _("Deaf people"),
    "sex-work": _("people who do sex work"),
    "prison": _("people who have been in prison or jail"),
}

# What somebody can give: to a group they belong to, or offered to all.
GIVES: Mapping[str, Words] = {
    "tea": _("Make tea and coffee"),
    "cook": _("Cook"),
    "door": _("Open up and lock the door"),
    "welcome": _("Welcome who is new"),
    "listen": _("Listen when somebody was hurt"),
    "lead": _("Lead the circle, or lead it together"),
    "translate": _("Translate"),
    "teach": _("Teach something I can do"),
    "drive": _("Give somebody a lift"),
    "children": _("Look after the children meanwhile"),
    "tidy": _("Tidy up afterwards"),
    "other": _("Something else"),
}
LISTENS = "listen"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is said of a group. Minutes count from midnight of its own clock."""

    name: str
    starts_on: date
    start_minute: int
    time_zone: str
    kind: str = "group"
    door: str = "open"
    about: str = ""
    whom: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    rhythm: str = "weekly"
    end_minute: int | None = None
    until_on: date | None = None
    how: str = "in-person"
    site: UUID | None = None
    place: str = ""
    link: str = ""
    phone: str = ""
    places: str = "none"
    capacity: int | None = None
    materials: str = ""
    is_public: bool = False
    shows_when: bool = False
    shows_where: bool = False


# --- when it meets ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The columns that say on which days: what the directory's rules read."""

    weekday: int | None
    rrule: str
    until_on: date | None


def rhythm(slug: str, starts_on: date, until_on: date | None) -> Rhythm:
    """From its first date and how often. Monthly is 'the second Tuesday', or the last one where
    the first date is the fifth."""
    weekday = recurrence.weekday_of(starts_on)
    if slug == "once":
        return Rhythm(weekday, "", starts_on)
    if slug == "dates":
        return Rhythm(None, "", until_on)
    if slug == "fortnightly":
        return Rhythm(weekday, str(recurrence.Rule("WEEKLY", 2, days=((0, weekday),))), until_on)
    if slug == "monthly":
        which = (starts_on.day - 1) // 7 + 1
        days = ((which if which < 5 else -1, weekday),)
        return Rhythm(weekday, str(recurrence.Rule("MONTHLY", days=days)), until_on)
    return Rhythm(weekday, "", until_on)


@dataclass(frozen=True, slots=True)
class Meets:
    """One time that a group meets. `place` is set where it is another place than usual."""

    on: date
    starts_at: datetime
    ends_at: datetime | None
    place: str = ""
    moved_from: date | None = None


def on_that_day(pattern: occurrences.Pattern, on: date) -> occurrences.Occurrence | None:
    """The time it meets on a day of its own clock, if it does; the first, where there are two."""
    zone = occurrences.zone_of(pattern.zone)
    start = datetime(on.year, on.month, on.day, tzinfo=zone)
    found = occurrences.occurrences(pattern, start, start + timedelta(hours=26))
    return next((each for each in found if each.starts_at.astimezone(zone).date() == on), None)


EARLY, LATE = timedelta(hours=1), timedelta(hours=12)


def may_check_in(starts_at: datetime, *, now: datetime) -> bool:
    """From an hour before until half a day after: somebody may say it on the way home."""
    return starts_at - EARLY <= now <= starts_at + LATE


# --- places ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody in line, in the order of asking."""

    id: UUID
    has_place: bool


def to_place(line: Sequence[Wish], capacity: int | None) -> list[UUID]:
    """Who gets a place now: those who waited longest, while there is room. A place that was
    given is never taken away by this."""
    waiting = [wish.id for wish in line if not wish.has_place]
    if capacity is None:
        return waiting
    return waiting[: max(capacity - (len(line) - len(waiting)), 0)]


def turn_of(line: Sequence[Wish], id: UUID) -> int:
    """How many stand in line before them, and they: 1 is next. 0 for who has a place."""
    waiting = [wish.id for wish in line if not wish.has_place]
    return waiting.index(id) + 1 if id in waiting else 0


# --- the day's code, and names in notes ------------------------------------------------

DIGITS = 5


def is_code(said: str, code: str) -> bool:
    heard = "".join(sign for sign in said if sign.isdigit())
    return bool(code) and heard == code


_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def _plain(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in folded if not unicodedata.combining(sign)))


def names_somebody(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in a text: accents, capitals and possessives aside."""
    said = _plain(text)
    for name in names:
        parts = _plain(name)
        if parts and any(
            said[at : at + len(parts)] == parts for at in range(len(said) - len(parts) + 1)
        ):
            return True
    return False


def is_missed(
    last_there_at: datetime | None, joined_at: datetime, after_days: int | None, *, now: datetime
) -> bool:
    """Only where they wished it, and only after as long as they said."""
    if after_days is None:
        return False
    return now - (last_there_at or joined_at) > timedelta(days=after_days)


def known(slugs: Collection[str], among: Collection[str]) -> bool:
    return set(slugs) <= set(among)


# --- the way from coming to helping to being paid for it -------------------------------

LARGEST_WAY, MOST_STEPS = 20_000, 20
_SLUG = re.compile(r"^[a-z][a-z0-9-]{0,19}$")


class Odd(ValueError):
    """A text that does not say a way; it says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, a sentence, what it needs, what one gets, and whom to ask, each in
    the languages that were written."""

    slug: str
    name: Mapping[str, str]
    what: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)

    def said(self, part: str, language: str) -> str:
        by_language: Mapping[str, str] = getattr(self, part)
        return by_language.get(language) or next(iter(by_language.values()), "")


def read_way(text: str) -> list[Step]:
    """The steps of a TOML text: `[[step]]` with slug, name, what, needs, gives; each a text, or
    one for every language (`name.es`). Raises Odd."""
    if len(text) > LARGEST_WAY:
        raise Odd("the text is too long")
    try:
        rows = tomllib.loads(text).get("step", [])
    except tomllib.TOMLDecodeError as error:
        raise Odd(" ".join(str(error).split())[:200]) from error
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_STEPS:
        raise Odd(f"there must be 1 to {MOST_STEPS} steps, each under [[step]]")
    steps = [_step(row, number) for number, row in enumerate(rows, start=1)]
    if len({step.slug for step in steps}) < len(steps):
        raise Odd("two steps have the same slug")
    return steps


def _step(row: object, number: int) -> Step:
    if not isinstance(row, dict):
        raise Odd(f"step {number} is not a table")
    slug = row.get("slug")
    if not isinstance(slug, str) or not _SLUG.match(slug):
        raise Odd(f"step {number} needs a slug of small letters, digits and dashes")
    parts = {part: _texts(row.get(part, {}), slug) for part in ("name", "what", "needs", "gives")}
    if not parts["name"]:
        raise Odd(f"{slug} needs a name")
    return Step(slug, **parts)


def _texts(said: object, slug: str) -> dict[str, str]:
    if isinstance(said, str):
        said = {"": said} if said.strip() else {}
    if not isinstance(said, dict) or not all(
        isinstance(text, str) and len(text) <= 2000 for text in said.values()
    ):
        raise Odd(f"{slug}: a text, or one for each language")
    return {str(language): text.strip() for language, text in said.items() if text.strip()}
