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
    programme: uuid.UUID | None = None
    for_others: int = Field(default=0, ge=0, le=1000)
    for_what: Word = ""
    note: Text = ""
    written_together: bool = False
