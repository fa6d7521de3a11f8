"""What floors above keep about somebody, and show from their page: each fills itself in when it is
ready, and is asked once for the page."""

from collections.abc import Callable
from dataclasses import dataclass

from alongside.accounts import actors
from alongside.core.privacy import Words
from alongside.participants.models import Participant


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
