"""The shape of what a phone says, once it is opened. Bodies hold the arguments of the action of
the same meaning; who, where and when stand around them."""

import uuid
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

SLUG = r"^[a-z]+(-[a-z]+)*$"


def _on_our_calendar(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no such time") from error


Moment = Annotated[AwareDatetime, AfterValidator(_on_our_calendar)]
Word = Annotated[str, Field(max_length=60)]
Text = Annotated[str, Field(max_length=4000)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Body(BaseModel):
    """What it does not know it refuses: nothing that was said is left out unseen."""

    model_config = ConfigDict(extra="forbid", strict=False)


class Envelope(BaseModel):
    """One capture: `person` and `place` are identifiers out of the pack, or empty."""

    model_config = ConfigDict(extra="ignore")

    id: uuid.UUID
    kind: str = Field(pattern=SLUG, max_length=20)
    happened_at: Moment
    phone_now: Moment | None = None
    seq: int = Field(default=0, ge=0, le=2**31 - 1)
    person: uuid.UUID | None = None
    place: uuid.UUID | None = None
    body: dict[str, Any] = Field(default_factory=dict)


class Sealed(BaseModel):
    """The same, sealed to us."""

    model_config = ConfigDict(extra="ignore")

    id: uuid.UUID
    seq: int = Field(default=0, ge=0, le=2**31 - 1)


class Outbox(BaseModel):
    """What one request brings. Each capture is looked at by itself."""

    phone_now: Moment
    captures: list[Any]


class NewDevice(BaseModel):
    id: uuid.UUID
    name: str = Field(default="", max_length=60)
    public_key: dict[str, str]


# --- bodies ----------------------------------------------------------------------------------


class Contact(Body):
    """`support.actions.log_contact`; without a person, `support.actions.log_work`."""

    kinds: list[Word] = Field(min_length=1, max_length=4)
    form: Word = "one"
    setting: Word = "street"
    minutes: int = Field(default=15, ge=1, le=1440)
    special: Word = ""
    stage: Word = ""
    goal: uuid.UUID | None = None
    goals: list[uuid.UUID] = Field(default_factory=list, max_length=12)
    programme: uuid.UUID | None = None
    for_others: int = Field(default=0, ge=0, le=1000)
    for_what: Word = ""
    note: Text = ""
    written_together: bool = False


Answer = int | Annotated[str, Field(max_length=500)] | Annotated[list[Word], Field(max_length=30)]


class Talk(Body):
    """`support.actions.log_talk`; `answers` by the slug of the step."""

    protocol: Word
    answers: dict[Word, Answer] = Field(default_factory=dict, max_length=30)
    was_stopped: bool = False
    looks_back: bool = False
    minutes: int = Field(default=15, ge=1, le=1440)
    setting: Word = "street"


class Line(Body):
    item: Word
    count: Count
    lot: uuid.UUID | None = None


class HandOut(Body):
    """`supplies.actions.hand_out`; `place` is one of the pack's `stocks`."""

    lines: list[Line] = Field(min_length=1, max_length=40)
    for_others: Count = 0
    people: int = Field(default=1, ge=1, le=1000)
    bulk_to: Word = ""
    knowingly_expired: bool = False
    counted: dict[Word, Count] = Field(default_factory=dict, max_length=40)


class TakeBack(Body):
    """`supplies.actions.take_back`."""

    item: Word = "syringe"
    count: Count


class Kit(Body):
    """`supplies.actions.give_kit`; of a `route` the first kind of kit where no item is said."""

    item: Word = ""
    route: Word = ""
    kits: int = Field(default=1, ge=1, le=1000)
    lot: uuid.UUID | None = None
    people: int = Field(default=1, ge=1, le=1000)
    for_others: Count = 0
    knowingly_expired: bool = False
    counted: dict[Word, Count] = Field(default_factory=dict, max_length=40)
    reversal: uuid.UUID | None = None
    reason: Word = ""
    taught: list[Word] = Field(default_factory=list, max_length=20)
    trained: int | None = Field(default=None, ge=0, le=1000)


class Reversal(Body):
    """`supplies.actions.record_reversal`: what is told of it, all of it optional."""

    doses: int | None = Field(default=None, ge=0, le=100)
    route: Word = ""
    who: Word = ""
    setting: Word = ""
    breaths: Word = ""
    ambulance: Word = ""
    why_not: list[Word] = Field(default_factory=list, max_length=20)
    stayed: Word = ""
    outcome: Word = ""
    words: Text = ""
    may_pass_on: bool = False


class VisitIn(Body):
    """`sites.actions.come_in`; `place`, or `site`, is one of the pack's `sites`."""

    site: uuid.UUID | None = None
    room: uuid.UUID | None = None
    seat: Word = ""
    called: Word = ""
    gender: Word = ""
    age: Word = ""
    mode: Word = ""
    substances: list[Word] = Field(default_factory=list, max_length=20)
    assisted: Word = ""
    sample: Word = ""


class OfVisit(Body):
    """`sites.actions.go_out`."""

    visit: uuid.UUID


class Use(OfVisit):
    """`sites.actions.use`."""

    mode: Word = ""
    substances: list[Word] = Field(default_factory=list, max_length=20)
    assisted: Word = ""
    sample: Word = ""


class LookIn(OfVisit):
    """`sites.actions.look_in`."""

    how: Word = "fine"


class Overdose(Body):
    """`sites.actions.find_overdose`; without a `place` or `site` it was outside."""

    site: uuid.UUID | None = None
    room: uuid.UUID | None = None
    visit: uuid.UUID | None = None
    where: Word = ""


class Tap(Body):
    """`sites.actions.tap`."""

    overdose: uuid.UUID
    what: Word
    why: Word = ""


class OverdoseFinish(Body):
    """`sites.actions.finish`."""

    overdose: uuid.UUID
    turned_out: Word = ""
    outcome: Word = ""
    gender: Word = ""
    age: Word = ""
    mode: Word = ""
    substances: list[Word] = Field(default_factory=list, max_length=20)
    story: Text = ""


class Seen(Body):
    """`outreach.actions.see`; the body's `place` is words, and stands for no row."""

    place: Annotated[str, Field(max_length=200)] = ""
    people: Count = 0
    saw: list[Word] = Field(default_factory=list, max_length=30)
    needs: dict[Word, Count] = Field(default_factory=dict, max_length=30)
    note: Text = ""
    shift: uuid.UUID | None = None
    stop: uuid.UUID | None = None


class OfShift(Body):
    """`outreach.actions.begin_shift`, `end_shift`."""

    shift: uuid.UUID


class Safe(OfShift):
    """`outreach.actions.say_safe`."""

    minutes: int | None = Field(default=None, ge=1, le=1440)


class Yes(Body):
    """`followups.rules.Yes`."""

    way: Word
    how: Annotated[str, Field(max_length=200)] = ""
    called: Annotated[str, Field(max_length=200)] = ""
    say: Annotated[str, Field(max_length=200)] = ""
    leave_word: bool = False
    wants: Word = "me"
    wants_words: Annotated[str, Field(max_length=200)] = ""
    first_hours: int = 24
    language: Word = "en"


class Bedside(Body):
    """`followups.actions.offer`; `words` are the six of a card that the phone drew."""

    answer: Word
    where: Word
    whom: Word = "self"
    yes: Yes | None = None
    overdose: uuid.UUID | None = None
    they_came: bool = False
    words: Annotated[str, Field(max_length=200)] = ""
    language: Word = "en"


class FollowUp(Body):
    """`followups.actions.reach`."""

    followup: uuid.UUID
    came_of: Word
    way: Word = "call"
    minutes: int = Field(default=10, ge=1, le=1440)
    every_days: int | None = None
    next_at: Moment | None = None


class Part(Body):
    """One part of a sheet: a capture without what all its parts share."""

    id: uuid.UUID
    kind: str = Field(pattern=SLUG, max_length=20)
    place: uuid.UUID | None = None
    named: bool = True
    body: dict[str, Any] = Field(default_factory=dict)


class Sheet(Body):
    """`capture.actions.save_sheet`: a contact with all that went with it, whole or not at all.
    A part that is not `named` is written down without the person."""

    parts: list[Part] = Field(min_length=1, max_length=12)
