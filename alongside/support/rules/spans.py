"""Stretches of a life with ends that are roughly known: what overlaps, what goes on, what may.

They overlap, repeat and stay open as they please. Nothing here puts them into an order that
somebody should follow.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from alongside.support.rules.rough import Rough

DAY = timedelta(days=1)


class Sure(StrEnum):
    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Span:
    """No `start`: nobody knows since when. No `end`: it goes on, or nobody knows until when.
    Something that goes on has no end yet."""

    start: Rough | None = None
    end: Rough | None = None
    goes_on: bool = False

    def begins(self, today: date) -> tuple[date, date]:
        """Between which days it began."""
        last = self.end.last if self.end else max(today, self.start.last if self.start else today)
        if self.start is None:
            return date.min, last
        return self.start.first, min(self.start.last, last)

    def ends(self, today: date) -> tuple[date, date]:
        """Between which days it ended, or will."""
        first = self.start.first if self.start else date.min
        if self.end is not None:
            return max(self.end.first, first), self.end.last
        if self.goes_on:
            return max(today, first), date.max
        return first, max(today, self.start.last if self.start else today)


def is_possible(span: Span, *, today: date) -> bool:
    """It can't end before it began, nor go on and have an end, nor go on before it began."""
    if span.goes_on and span.end is not None:
        return False
    if span.goes_on and span.start is not None and span.start.first > today:
        return False
    if span.start is None or span.end is None:
        return True
    return span.end.last >= span.start.first


def overlap(one: Span, other: Span, *, today: date) -> Sure:
    """Whether there was a day that belongs to both: on every reading of what is roughly known, on
    some, or on none."""
    begin, begin_other = one.begins(today), other.begins(today)
    end, end_other = one.ends(today), other.ends(today)
    if begin[0] > end_other[1] or begin_other[0] > end[1]:
        return Sure.NO
    if begin[1] <= end_other[0] and begin_other[1] <= end[0]:
        return Sure.YES
    return Sure.PERHAPS


def holds(span: Span, day: date, *, today: date) -> Sure:
    """Whether the day is part of it."""
    begin, end = span.begins(today), span.ends(today)
    if not begin[0] <= day <= end[1]:
        return Sure.NO
    return Sure.YES if begin[1] <= day <= end[0] else Sure.PERHAPS


def order(span: Span) -> tuple[date, date]:
    """Earliest first; what nobody knows the beginning of, first of all."""
    return (
        span.start.first if span.start else date.min,
        span.end.last if span.end else date.max,
    )
