"""The shapes in which listings come in from files and feeds, and go out over the API."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import blake2s
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BaseModel, StringConstraints


@dataclass(frozen=True, slots=True)
class SourceShape:
    """`key` stays the same for every import from there. None leaves `shows_names` (of people
    whom it publishes as contacts) as the operator set it."""

    key: str
    name: str
    address: str = ""
    licence: str = ""
    time_zone: str = ""
    shows_names: bool | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that can't be imported or, when `kept`, was imported with this remark.

    Rows count from 1 as a person counts them: the header of a table is row 1.
    """

    table: str
    row: int
    field: str
    reason: str
    kept: bool = False


# A date that differs: kind (extra, cancelled, closed), first and last day, minutes, reason.
Dated = tuple[str, date, date | None, int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of a table of the directory (`directory.actions.tables.TABLES` names them all).

    `key` is the source's own id; where it is a UUID that is free here it becomes ours. `row`
    is where it was read, 0 where it stands in no row. `values` are columns of the model, of
    the model's types and within its limits; `refs` name other listings of the same batch by
    column and key; `about` is (table, key) of what an attribute or metadata row is about.

    The rest spares a reader work; `actions.completing` makes relations of it before anything
    is compared:
    - `at`: keys of a service's locations, where the batch says nothing in `offers`;
    - `languages` (name, code) of a meeting, service or location, `terms` (taxonomy, code) of
      any row, `details` (kind, words), `facts` (kind, is so; and, where that is not the list
      itself today, who says so, when or none, how many), meeting `types`;
    - `dates` on which a meeting differs from its rule;
    - `days` of a schedule: (by, weekday or none, number or none), see models.ScheduleDay;
    - `where`: ways to write the place a location or meeting is in, the most exact first, for
      when it has no position of its own; of a location, its addresses say it already;
    - `words`: texts to find a service by, categories first; made where none are given, as are
      `organisation_name`, `address` and `phone` in the values of a service.
    """

    key: str
    row: int
    values: dict[str, Any]
    refs: dict[str, str] = field(default_factory=dict)
    about: tuple[str, str] | None = None
    where: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[Any, ...], ...] = ()
    days: tuple[tuple[str, int | None, int | None], ...] = ()
    words: tuple[str, ...] = ()
    dates: tuple[Dated, ...] = ()
    table: str = ""  # the table it was read from, where that has another name

    @property
    def mark(self) -> str:
        """A digest of all that the source said, to see whether anything changed."""
        said = [
            sorted(self.values.items()),
            sorted(self.refs.items()),
            *(self.where, self.at, self.types, self.languages, self.terms),
            *(self.details, self.facts, self.words, self.about, self.days, self.dates),
        ]
        text = _written(said)
        return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plain(value: Any) -> str:
    assert isinstance(value, date | datetime), type(value)
    return value.isoformat()


_written = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain).encode


@dataclass(slots=True)
class Batch:
    """All that one file or folder said: what every reader returns.

    `rows` counts what was read of each table, under the name by which problems and the
    account of the run speak of it; every row becomes listings (of the same `table` and
    `row`), or a problem. `withheld` counts what was read and is not kept on purpose. `terms`
    are (taxonomy, code): (name, code of the parent), for readers that have no more of them;
    `types` are meeting types that only this source has, code: (its name for it, ours).
    """

    rows: dict[str, int] = field(default_factory=dict)
    listings: dict[str, list[Listing]] = field(default_factory=dict)
    terms: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    types: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    withheld: dict[str, int] = field(default_factory=dict)
    is_complete: bool = False  # set by actions.completing

    def refuse(self, table: str, row: int, column: str, reason: str) -> None:
        self.problems.append(Problem(table, row, column, reason))

    def remark(self, table: str, row: int, column: str, reason: str) -> None:
        self.problems.append(Problem(table, row, column, reason, kept=True))


Day = Literal[
    "tonight", "now", "hour", "today", "tomorrow", "0", "1", "2", "3", "4", "5", "6", "any"
]
Whom = Literal[
    "women", "men", "youth", "seniors", "indigenous", "colour", "lgbtq", "for-family", "newcomers",
    "deaf", "wheelchair", "childcare",
]  # fmt: skip
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]


class Search(BaseModel):
    """Where and what to look for: `place` as people write it, or the id that came with it (`at`),
    or a position, which is rounded to about a kilometre. Nothing of it is kept."""

    place: Text = ""
    at: Annotated[int, Field(ge=1, lt=2**53)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    medication: bool = Field(False, description="Only where people on medication are welcome.")
    language: Annotated[str, Field(pattern="^[a-z]{0,3}$")] = ""
    what: Text = Field("", description="Plain words in any of our languages, typing errors too.")
    who: list[Whom] = Field([], description="For whom it is, or what helps to take part.")
    within: Annotated[int, Field(ge=1, le=100)] = Field(25, description="Kilometres.")
    page: Annotated[int, Field(ge=1, le=500)] = 1


class MeetingSearch(Search):
    """`when`: a weekday counts from Sunday, 0. It starts not before `begins` and by `ends`, on
    that day's clock; `ends` may be past midnight."""

    when: Day = "any"
    part: Literal["", "morning", "afternoon", "evening", "night"] = ""
    begins: time | None = None
    ends: time | None = None
    how: Literal["", "here", "online", "phone"] = ""
    way: str = Field("", max_length=20, description="The pathway, such as 12-step or secular.")


class ServiceSearch(Search):
    """`is_open`: only what is open now, as far as opening times are known."""

    is_open: bool = False
    fact: list[Literal[
        "no-papers", "no-appointment", "no-fee", "no-abstinence", "evenings", "peer-run",
        "naloxone", "supplies",
    ]] = Field([])  # fmt: skip


class PlaceOut(Schema):
    """`at` may be given to a search instead of the name."""

    at: int | None
    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    time_zone: str


class Found(Schema):
    """How it was found. Without `exact`, only its town is known; `walk` are minutes on foot where
    that is a way to go. `tags` are what was asked for and is so, then what is most telling."""

    km: float | None
    exact: bool
    walk: int | None
    tags: list[str]


class TimeOut(Schema):
    id: uuid.UUID
    weekday: int | None
    starts: time | None
    ends: time | None


class MeetingOut(Found):
    """`weekday` counts from Sunday, 0, on the clock of `time_zone`; none is by appointment or by
    `rule`. `minutes` until it starts, negative while it goes on. `also` are the other times of
    the same group in the same place, each a meeting of its own."""

    id: uuid.UUID
    name: str
    group: str
    fellowship: str
    weekday: int | None
    starts: time | None
    ends: time | None
    time_zone: str
    rule: str
    also: list[TimeOut]
    attendance: Literal["in-person", "online", "hybrid", "telephone"]
    location: str
    address: str
    town: str
    welcomes_medication: bool | None
    minutes: int | None
    checked_at: datetime | None


class ServiceOut(Found):
    """`facts` are the most telling ones, such as `medication` or `no-papers`. `open` is none
    where nobody told when it is; `changes_at` is when that changes, on the clock there."""

    id: uuid.UUID
    name: str
    organisation: str
    address: str
    phone: str
    open: bool | None
    changes_at: datetime | None
    facts: list[str]
    checked_at: datetime | None


class Page(Schema):
    """One page of twenty-five. `total` is exact where `counted_all` is true, else at least so many.
    Where `near` is none, a name could mean any of `choices`: ask again with their `at`."""

    near: PlaceOut | None
    choices: list[PlaceOut]
    corrected: dict[str, str] = Field(description="What was typed, and what we looked for.")
    unknown: list[str] = Field(description="Words that we have nothing for, left out.")
    total: int
    counted_all: bool
    page: int
    next_page: int | None


class MeetingsOut(Page):
    meetings: list[MeetingOut]


class ServicesOut(Page):
    services: list[ServiceOut]
