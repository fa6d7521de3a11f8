"""What floors above say beside the lists of a place: what is going round there, where kits are.
They put themselves in when they are ready; the finder knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.directory import search


@dataclass(frozen=True, slots=True)
class Said:
    """`template` draws it, from `said` (which is `what`)."""

    template: str
    what: Any


# Each asks the database at most once, and says None where there is nothing.
tellers: list[Callable[[search.Spot, datetime], Said | None]] = []

# What is said on the page wherever one looks.
everywhere: list[Callable[[], Said | None]] = []


def near(spot: search.Spot | None, *, now: datetime) -> list[Said]:
    if spot is None:
        return []
    return [said for tell in tellers if (said := tell(spot, now)) is not None]


def anywhere() -> list[Said]:
    return [said for tell in everywhere if (said := tell()) is not None]
