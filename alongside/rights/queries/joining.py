"""What the pages read that put two records together, or take one apart: counts and days, nothing
of what was written."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from alongside.accounts import actors
from alongside.core import clock
from alongside.participants.models import Participant
from alongside.rights import models, policy, rules
from alongside.rights.record import moving, words

ON_A_PAGE = 50
DATES = ("happened_at", "set_at", "at", "sent_at", "answered_at", "recorded_at", "made_at")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records, as far as who puts them together may see."""

    person: Participant
    lines: list[tuple[str, int]]
    has_words: bool
    has_account: bool


def sides(*people: Participant) -> list[Side]:
    """With the same kinds in the same order on each, so that they can stand side by side."""
    counts = [moving.count(person) for person in people]
    kinds = {place.label: words.kind_called(place.model) for place in moving.choosable()}
    shown = sorted(
        (title, label) for label, title in kinds.items() if any(each[label] for each in counts)
    )
    return [
        Side(
            person,
            [(title, each[label]) for title, label in shown],
            person.return_key_id is not None,
            person.person_id is not None,
        )
        for person, each in zip(people, counts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Choice:
    """A row that may belong to somebody else: what kind, of which day. Not what it says."""

    id: uuid.UUID
    kind: str
    at: datetime | None


def choices(person: Participant) -> list[Choice]:
    """Newest first; only what can be told apart."""
    found = [
        Choice(row.pk, words.kind_called(place.model), _at(row))
        for place in moving.choosable()
        for row in policy.rows_of(place, person)
    ]
    return sorted(found, key=lambda one: (one.at or clock.now(), str(one.id)), reverse=True)


def row_ids(person: Participant) -> Iterator[tuple[str, uuid.UUID]]:
    for place in moving.choosable():
        for pk in policy.rows_of(place, person).values_list("pk", flat=True):
            yield place.label, pk


def _at(row: Any) -> datetime | None:
    return next((getattr(row, name) for name in DATES if getattr(row, name, None)), None)


@dataclass(frozen=True, slots=True)
class Done:
    row: models.Joining
    may_undo: bool


def joinings(by: actors.Actor, *, page: str) -> tuple[list[Done], "Page[models.Joining]"]:
    """What was put together and taken apart, newest first."""
    rows = policy.joinings_for(by).select_related("kept", "other", "made_by")
    found = Paginator(rows.order_by("-made_at", "-pk"), ON_A_PAGE).get_page(page)
    now = clock.now()
    done = [
        Done(row, row.undone_at is None and rules.may_undo(row.made_at, now=now)) for row in found
    ]
    return done, found
