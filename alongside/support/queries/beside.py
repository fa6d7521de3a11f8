"""What floors above keep about somebody, and show from their page: each fills itself in when it is
ready, and is asked for in the question that opens the record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from alongside.accounts import actors
from alongside.core.privacy import Words
from alongside.participants.models import Participant
from alongside.participants.policy import signs
from alongside.support import models


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is that of an address with `participant` in it. `rows` are there where there is
    something to show: of each, `participant` is whom it is for."""

    name: str
    title: Words
    icon: str
    sign: str  # of the record that notices it
    rows: Callable[[], QuerySet[Any]]


pages: list[Page] = []


def noticing() -> signs.Waiting:
    return tuple((page.sign, page.rows) for page in pages)


def noticed(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    """The same, of records that are opened otherwise than by a look."""
    return signs.noticing(rows, {page.sign: page.rows() for page in pages})


def pages_of(person: Participant) -> list[Page]:
    """Of a record that was opened with what is `noticing` or `noticed`."""
    return [page for page in pages if signs.has(person, page.sign)]


# --- where a time together was written down ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to add to a time together, for whoever wants to: never a duty."""

    contact: models.Contact
    title: str
    address: str


Offering = Callable[[actors.Actor, list[models.Contact]], list[Offer]]
offerings: list[Offering] = []  # of floors above; a few questions, however many times


def offers(by: actors.Actor, contacts: Iterable[models.Contact]) -> list[Offer]:
    times = list(contacts)
    return [offer for each in offerings for offer in each(by, times)] if times else []
