"""Which of what is there goes first, and what a count says. Plain values; `on` is passed in.

A shelf is what is in one place of one thing, lot by lot. What somebody wrote down late is not
taken off twice: where a shelf was counted after it happened, the count knew of it.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

MOST = 100_000
MOST_PEOPLE = 1000
MOST_LINES = 60
SOON = timedelta(days=90)  # expires soon
CLOCKS_DIFFER = timedelta(minutes=5)
TAKE_BACK = timedelta(hours=24)  # how long who wrote it may put it right

# To whom many were given at once.
BULK: Mapping[str, Words] = {
    "organisation": _("another organisation"),
    "responders": _("first responders"),
    "venue": _("a bar, a shop or a hotel"),
    "housing": _("a house or a shelter"),
    "event": _("an event or a training"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a thing; from this lot if it is said, by its id or by the number on the box."""

    item: str
    count: int
    lot: uuid.UUID | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """So many of a thing that came in, with what stands on the box, and who paid for it."""

    item: str
    count: int
    number: str = ""
    expires_on: date | None = None
    funder: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One lot (or what has none) of one thing in one place."""

    lot: uuid.UUID | None
    count: int
    expires_on: date | None = None
    recalled: bool = False
    settled: bool = False  # counted since: what happened before is in that count

    def is_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on


@dataclass(frozen=True, slots=True)
class Piece:
    lot: uuid.UUID | None
    count: int
    expired: bool = False
    settled: bool = False


def in_order(shelves: Iterable[Shelf]) -> list[Shelf]:
    """What expires first goes first; what has no date goes last."""
    return sorted(
        shelves,
        key=lambda one: (
            one.expires_on is None,
            one.expires_on or date.max,
            one.lot is None,
            str(one.lot or ""),
        ),
    )


def usable(shelves: Iterable[Shelf], *, on: date, expired_too: bool = False) -> list[Shelf]:
    """What may be handed out: never what is recalled, and what is past its date only knowingly
    and only after everything else."""
    good = [one for one in shelves if not one.recalled]
    fresh = in_order(one for one in good if not one.is_expired(on))
    past = in_order(one for one in good if one.is_expired(on))
    return fresh + (past if expired_too else [])


def take(shelves: Sequence[Shelf], need: int, *, on: date) -> tuple[list[Piece], int]:
    """The pieces that make up `need`, in the order of the shelves, and how many are missing.

    Where one was counted since, the rest is put down to it: that count knew of what is missing.
    """
    pieces, left = [], need
    for one in shelves:
        if left and (some := min(one.count, left)) > 0:
            pieces.append(Piece(one.lot, some, one.is_expired(on), one.settled))
            left -= some
    known = next((one for one in shelves if one.settled), None)
    if left and known is not None:
        pieces.append(Piece(known.lot, left, known.is_expired(on), True))
        left = 0
    return pieces, left


def spread(
    shelves: Sequence[Shelf], counted: int, *, on: date
) -> list[tuple[uuid.UUID | None, int]]:
    """Somebody counted so many of a thing without looking at the boxes: what each lot changes by.

    Too few: they are gone from what goes first. Too many: they are of the lot that goes first.
    """
    order = usable(shelves, on=on, expired_too=True)
    there = sum(one.count for one in order)
    if counted >= there:
        first = order[0].lot if order else None
        return [(first, counted - there)]
    pieces, _left = take(
        [Shelf(one.lot, one.count, one.expires_on) for one in order], there - counted, on=on
    )
    return [(piece.lot, -piece.count) for piece in pieces]


def lot_number(said: str) -> str:
    """As it is compared: boxes and people write spaces and dashes in different places."""
    flat = unicodedata.normalize("NFKC", said).upper()
    return re.sub(r"[\s\-_./]+", "", flat)[:40]


def is_count(count: int) -> bool:
    return 1 <= count <= MOST


def is_future(at: datetime, *, now: datetime) -> bool:
    return at > now + CLOCKS_DIFFER


def may_still_right(recorded_at: datetime, *, now: datetime) -> bool:
    return now - recorded_at <= TAKE_BACK


def expires_soon(expires_on: date | None, *, on: date) -> bool:
    """Still good, and not for long."""
    return expires_on is not None and on <= expires_on <= on + SOON
