"""A stretch of what was found, as a list shows it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from alongside.core.privacy import Words
from alongside.directory import search
from alongside.directory.models import choices
from alongside.directory.rules import marks, positions

FEW, PAGE = 6, 25
MOST_TAGS = 3
Tag = tuple[str, Words]  # the slug of a fact, and its name


@dataclass(slots=True)
class Shown:
    """One line of a list: the listing and how it was found."""

    listing: Any
    hit: search.Hit
    unit: str = "km"
    zone: str = ""
    tags: list[Tag] = field(default_factory=list)

    @property
    def elsewhere(self) -> str:
        """The city whose clock it goes by, where the reader's is another one."""
        zone = self.listing.time_zone
        return "" if zone in {"", self.zone} else zone.rpartition("/")[2].replace("_", " ")

    @property
    def distance(self) -> float | None:
        if self.hit.km is None:
            return None
        return self.hit.km / positions.MILE_KM if self.unit == "mi" else self.hit.km

    @property
    def walk(self) -> int | None:
        """Minutes on foot, where that is a way to go and the door is known."""
        return (
            positions.walk(self.hit.km) if self.hit.km is not None and self.hit.is_exact else None
        )


@dataclass(slots=True)
class Lines:
    """One page of lines, and how many there are in all."""

    lines: list[Shown] = field(default_factory=list)
    total: int = 0
    page: int = 1
    size: int = PAGE

    @property
    def many(self) -> int:
        """More than so many, which are not counted; 0 where the total is exact."""
        return search.COUNTED if self.total > search.COUNTED else 0

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1 if self.page * self.size < self.total else 0


def listed(
    hits: search.Hits, page: int, size: int, unit: str, zone: str = "", asked: int = 0
) -> Lines:
    """`asked` are the marks that were asked for: they are told first."""
    lines = [Shown(hit.row, hit, unit, zone, tags(hit.marks, asked)) for hit in hits.here]
    return Lines(lines, hits.total, page, size)


_TAGS = [(marks.BITS[slug], (slug, name)) for slug, name in choices.TAGS.items()]
_ALL_TAGS = marks.mask(choices.TAGS)


def tags(bits: int, asked: int = 0) -> list[Tag]:
    """What was asked for and is so, then what decides whether to set out."""
    so = _tags(bits & _ALL_TAGS)
    if bits & asked:
        so = sorted(so, key=lambda each: not each[0] & asked)
    return [tag for _, tag in so[:MOST_TAGS]]


@lru_cache(4096)  # of listings, whatever was asked for
def _tags(bits: int) -> list[tuple[int, Tag]]:
    return [each for each in _TAGS if bits & each[0]]
