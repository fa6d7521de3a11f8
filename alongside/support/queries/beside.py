"""What floors above keep about somebody, and show from their page: each fills itself in when it is
ready, and is asked once for the page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alongside.accounts import actors
from alongside.core.privacy import Words
from alongside.participants.models import Participant
from alongside.support import models


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is that of an address with `participant` in it; `is_there` is one question."""

    name: str
    title: Words
    icon: str
    is_there: Callable[[actors.Actor, Participant], bool]


pages: list[Page] = []


def pages_of(by: actors.Actor, person: Participant) -> list[Page]:
    return [page for page in pages if page.is_there(by, person)]


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
