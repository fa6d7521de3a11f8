"""The shape of what the API takes and gives about walking together."""

import uuid
from datetime import UTC, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime


def _on_our_calendar(at: datetime) -> datetime:
    """In UTC; ValueError for moments at the very ends of time, which no database holds."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no such time") from error


Moment = Annotated[AwareDatetime, AfterValidator(_on_our_calendar)]


class Reason(Schema):
    """`kind` is late, meeting, call, new or quiet; `days` counts where somebody is quiet."""

    kind: str
    at: datetime | None = None
    days: int = 0


class Person(Schema):
    """Somebody the peer walks with. `reasons` is empty where they do not need the peer today."""

    participant: uuid.UUID
    name: str
    recorded: bool = Field(description="They agree to contacts being written down.")
    reasons: list[Reason]


class NewContact(Schema):
    """One time together. `id` is a UUIDv7 made where it was logged: a resend changes nothing."""

    id: uuid.UUID
    participant: uuid.UUID
    kinds: list[str] = Field(
        description="One or more of emotional, informational, instrumental, affiliational."
    )
    form: str = Field(
        "one", description="one, group, navigation, mentoring, befriend or co-counsel."
    )
    setting: str = "street"
    minutes: int = 15
    special: str = Field("", description="One of the thirteen kinds with a name of their own.")
    stage: str = Field("", description="Where on the way they are, as far as they both see it.")
    goal: uuid.UUID | None = Field(None, description="The one of `goals` it was about.")
    goals: list[uuid.UUID] = Field([], max_length=12, description="Goals that it was about.")
    site: uuid.UUID | None = None
    programme: uuid.UUID | None = None
    for_others: int = Field(0, description="For how many others, who were not there.")
    for_what: str = Field("", description="What it was for; empty where for nobody else.")
    note: str = Field("", max_length=4000)
    written_together: bool = False
    happened_at: Moment | None = Field(
        None, description="With its time zone. Now, where it is left out."
    )


class Contact(Schema):
    id: uuid.UUID
    participant: uuid.UUID
    happened_at: datetime
    recorded_at: datetime
    version: int
