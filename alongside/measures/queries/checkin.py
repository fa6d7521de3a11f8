"""Check-ins as they are drawn and read aloud: a participant's, and in the same way a peer's own."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from alongside.accounts import actors
from alongside.measures import models, policy, rules
from alongside.participants import models as records

Items = models.Item | models.WorkItem
Said = models.Response | models.WorkCheckin
BOX = rules.Box(left=10, top=12, width=300, height=88)


@dataclass(frozen=True, slots=True)
class Line:
    """One small picture: an item, its pieces of line, and what its ends say."""

    label: str
    pieces: list[list[rules.Dot]]
    first: str
    last: str

    @property
    def now(self) -> rules.Dot | None:
        return self.pieces[-1][-1] if self.pieces else None

    @property
    def answered(self) -> int:
        return sum(len(piece) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """One check-in as it is read aloud: (label, spoken answer or nothing) for each item."""

    pk: uuid.UUID
    at: datetime
    answers: list[tuple[str, str]]
    words: str


@dataclass(frozen=True, slots=True)
class Changes:
    """`lines` and `rows` of the last check-ins; `latest` are the newest answers."""

    lines: list[Line]
    rows: list[Row]
    latest: Mapping[str, int]

    @property
    def first_at(self) -> datetime | None:
        return self.rows[-1].at if self.rows else None

    @property
    def last_at(self) -> datetime | None:
        return self.rows[0].at if self.rows else None


def changes(by: actors.Actor, participant_id: uuid.UUID) -> Changes:
    """The last check-ins of somebody, drawn and read aloud. One query."""
    newest = policy.responses_for(by).filter(participant_id=participant_id)
    return drawn(models.Item, list(newest.order_by("-happened_at", "-pk")[: rules.DRAWN]))


def drawn(items: type[Items], newest_first: Sequence[Said]) -> Changes:
    """One line for each item, and one row for each time."""
    return Changes(
        lines=[_line(item, newest_first[::-1]) for item in items],
        rows=[_row(items, said) for said in newest_first],
        latest=newest_first[0].said if newest_first else {},
    )


def last_answered_at(by: actors.Actor, participant_id: uuid.UUID) -> datetime | None:
    """When somebody last did a check-in."""
    newest = policy.responses_for(by).filter(participant_id=participant_id)
    return newest.order_by("-happened_at").values_list("happened_at", flat=True).first()


def days_answered(by: actors.Actor, person: records.Participant) -> list[str]:
    """The days of somebody's check-ins, never what they answered: for what leaves."""
    rows = policy.responses_for(by).filter(participant_id=person.pk)
    days = {localtime(at).date() for at in rows.values_list("happened_at", flat=True)}
    return [date_format(day, "DATE_FORMAT") for day in sorted(days)]


def _line(item: Items, oldest_first: Sequence[Said]) -> Line:
    series = [(one.happened_at, one.said.get(item.value)) for one in oldest_first]
    pieces = rules.runs(series, box=BOX)
    return Line(
        label=str(item.label),
        pieces=pieces,
        first=_said(pieces[0][0].value) if pieces else "",
        last=_said(pieces[-1][-1].value) if pieces else "",
    )


def _row(items: type[Items], one: Said) -> Row:
    said = [(str(item.label), _said(one.said.get(item.value))) for item in items]
    return Row(one.pk, one.happened_at, said, one.words)


def _said(value: int | None) -> str:
    return "" if value is None else str(models.Answer(value).label)
