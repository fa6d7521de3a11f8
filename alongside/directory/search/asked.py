"""What somebody looks for, as plain values."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from alongside.directory.rules import marks, opening, times

COUNTED = 50  # more than that is 'more than 50'
UNSAID = 100_000  # minutes until a meeting that names no time: after all others


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for. Empty means any. `begins` and `ends` are minutes of the day."""

    when: str = ""
    part: str = ""
    how: str = ""  # here, online, phone
    medication: bool = False
    language: str = ""
    pathway: str = ""
    what: str = ""
    km: float = 25.0
    who: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    is_open: bool = False
    begins: int | None = None
    ends: int | None = None

    @property
    def mask(self) -> int:
        """What must be so, as bits."""
        asked = {self.how, self.language, self.pathway, *self.who, *self.facts}
        return marks.mask(asked | ({"medication"} if self.medication else set()))

    def window(self, now: int) -> times.Window | None:
        """When, at minute `now` of the week; none is any time."""
        if self.begins is None:
            return times.window(self.when, self.part, now)
        return times.between(self.when, self.begins, self.ends, now)


class Asked:
    """What the find page was asked, and the wish that amounts to."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.place: str = _text(said["place"])
        self.at: int | None = said["at"]
        self.latitude: float | None = said["lat"]
        self.longitude: float | None = said["lon"]
        self.show: str = _text(said["show"])
        self.page: int = said["page"] or 1
        self.said_when: bool = bool(said["when"])
        self.wish = Wish(
            when=said["when"] or "tonight",
            part=_text(said["part"]),
            how=_text(said["how"]),
            medication=bool(said["medication"]),
            language=_text(said["language"]),
            pathway=_text(said["way"]),
            what=_text(said["what"]),
            km=float(said["within"] or 25),
            who=tuple(said.get("who") or ()),
            facts=tuple(said.get("fact") or ()),
            is_open=bool(said.get("is_open")),
            begins=_minute(said.get("begins")),
            ends=_minute(said.get("ends")),
        )

    @property
    def chose_more(self) -> bool:
        """Something beyond what, where and when."""
        wish = self.wish
        more = (wish.how, wish.language, wish.pathway, wish.who, wish.facts, wish.part)
        return any(more) or wish.medication or wish.is_open or wish.begins is not None

    @property
    def names_place(self) -> bool:
        return bool(self.place or self.at or self.latitude is not None)


def _text(said: str | None) -> str:
    """Without the one sign that PostgreSQL takes in no text."""
    return (said or "").replace("\0", "").strip()


def _minute(said: time | None) -> int | None:
    return None if said is None else said.hour * 60 + said.minute


def _last(*times: datetime | None) -> datetime | None:
    return max((at for at in times if at), default=None)


class Time(NamedTuple):
    """One time of a line; a meeting of its own, with its key as text."""

    key: str
    weekday: int | None
    start_minute: int | None
    end_minute: int | None

    @property
    def pk(self) -> uuid.UUID:
        return uuid.UUID(self.key)


class Sitting(NamedTuple):
    """A meeting as a list shows it: what the index says of its line (`SITTING`), the time
    that the line leads to, when it was checked, and the entry whose line it is on."""

    name: str
    group_name: str
    time_zone: str
    attendance: str
    location_name: str
    address: str
    town: str
    welcomes_medication: str
    fellowship: str
    pathway: str
    is_irregular: bool
    key: str
    weekday: int | None
    start_minute: int | None
    end_minute: int | None
    rrule: str
    checked_at: datetime | None
    verified_at: datetime | None
    entry: int

    @property
    def pk(self) -> uuid.UUID:
        return uuid.UUID(self.key)

    @property
    def last_checked_at(self) -> datetime | None:
        """When its own list, or somebody here, last said that it is true."""
        return _last(self.checked_at, self.verified_at)


class Offer(NamedTuple):
    """A service as a list shows it, at the place that was found: what the index says of its
    line (`OFFER`), and the rest."""

    name: str
    organisation_name: str
    address: str
    phone: str
    key: str
    time_zone: str
    pattern: str | None
    checked_at: datetime | None
    verified_at: datetime | None
    entry: int

    @property
    def pk(self) -> uuid.UUID:
        return uuid.UUID(self.key)

    @property
    def last_checked_at(self) -> datetime | None:
        """When its own list, or somebody here, last said that it is true."""
        return _last(self.checked_at, self.verified_at)


# What an entry says, by columns of the listing, in this order.
SITTING, OFFER = Sitting._fields[:11], Offer._fields[:4]


@dataclass(slots=True)
class Hit:
    """A meeting or service found: how far, in how many minutes, open or not; `also` are the
    other times of the same line, `marks` what is so of it."""

    key: str
    km: float | None = None
    is_exact: bool = True
    minutes: int | None = None
    marks: int = 0
    row: Any = None
    also: Sequence[Time] = field(default_factory=list)
    state: opening.State | None = None
    today: date | None = None  # on the clock of the place

    @property
    def id(self) -> uuid.UUID:
        return uuid.UUID(self.key)

    def has(self, mark: str) -> bool:
        return bool(self.marks & marks.BITS[mark])


@dataclass(frozen=True, slots=True)
class Hits:
    """One stretch of what was found, best first, and how many there are in all; beyond it at
    most `COUNTED` and one are counted."""

    here: list[Hit]
    total: int
