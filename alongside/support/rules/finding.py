"""Who of the people one walks with: by what they need, where, and since when. Plain values only.

A list one asks for, never one that is kept: nobody is marked by it. Of somebody who wants nothing
written down nobody knows where or when, so they are in no such list.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

# What may be asked for, and the reasons by which it is met.
NEEDS: Mapping[str, frozenset[str]] = {
    "promised": frozenset({"late", "meeting", "call", "online"}),
    "asked": frozenset({"asked", "wrote"}),
    "new": frozenset({"new"}),
    "quiet": frozenset({"quiet"}),
}
DUE = "due"  # a day in their plan has gone by
DAYS = (7, 14, 30, 90)
NOWHERE = "none"  # at no place of ours


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; what is empty is not asked."""

    need: str = ""
    place: uuid.UUID | None = None
    nowhere: bool = False
    days: int = 0

    @property
    def is_any(self) -> bool:
        return bool(self.need or self.place or self.nowhere or self.days)


@dataclass(frozen=True, slots=True)
class One:
    """What is known of somebody. `days`: since one was with them, or since they chose one."""

    reasons: frozenset[str]
    due: bool
    recorded: bool
    met: bool
    place: uuid.UUID | None
    days: int


def wish(need: str, place: str, days: str, *, parsed: uuid.UUID | None) -> Wish:
    """From what stands in an address; what makes no sense asks for nothing. `parsed` is `place`
    where that is an identifier."""
    return Wish(
        need=need if need in {*NEEDS, DUE} else "",
        place=parsed,
        nowhere=place == NOWHERE,
        days=next((each for each in DAYS if str(each) == days), 0),
    )


def is_wished(one: One, wish: Wish) -> bool:
    if wish.need == DUE and not one.due:
        return False
    if wish.need in NEEDS and not one.reasons & NEEDS[wish.need]:
        return False
    if (wish.place or wish.nowhere) and not (one.recorded and one.met and one.place == wish.place):
        return False
    return not wish.days or (one.recorded and one.days >= wish.days)
