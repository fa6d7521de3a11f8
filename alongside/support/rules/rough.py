"""Dates as people remember them: a day, a month, a season, a year. And as they hope: some day.

Kept as a few signs of the Extended Date/Time Format (ISO 8601-2): '2021', '2021-05',
'2021-05-17'. A season is '2021-25' to '2021-28' north of the equator, '2021-29' to '2021-32' south
of it, each from spring to winter. One that begins in December reaches into the next year.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

SOMEDAY = "some-day"
SEASONS = ("spring", "summer", "autumn", "winter")
MONTHS = tuple(str(month) for month in range(1, 13))
EARLIEST, LATEST = 1900, 2100
SOUTH = frozenset({"AR", "AU", "BO", "BR", "CL", "NZ", "PY", "UY", "ZA"})
_NORTH_CODE, _SOUTH_CODE = 25, 29
_BEGINS = {25: 3, 26: 6, 27: 9, 28: 12, 29: 9, 30: 12, 31: 3, 32: 6}  # code → first month
_SHAPE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")


@dataclass(frozen=True, slots=True)
class Rough:
    """Some day from `first` to `last`, nobody needs to say which."""

    text: str
    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        return self.first == self.last


def read(text: str) -> Rough | None:
    """None for nothing and for some day; ValueError for what is no date."""
    if text in {"", SOMEDAY}:
        return None
    found = _SHAPE.match(text)
    if not found:
        raise ValueError(text)
    year, part, day = (int(each) if each else None for each in found.groups())
    assert year is not None
    if not EARLIEST <= year <= LATEST:
        raise ValueError(text)
    if part is None:
        return Rough(text, date(year, 1, 1), date(year, 12, 31))
    if part in _BEGINS and day is None:
        return Rough(text, *_season(year, _BEGINS[part]))
    if day is not None:
        return Rough(text, date(year, part, day), date(year, part, day))
    return Rough(text, date(year, part, 1), date(year, part, _days(year, part)))


def _season(year: int, begins: int) -> tuple[date, date]:
    ends_year, ends = (year + 1, 2) if begins == 12 else (year, begins + 2)
    return date(year, begins, 1), date(ends_year, ends, _days(ends_year, ends))


def _days(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return monthrange(year, month)[1]


def made(year: int | None, part: str, day: int | None, *, south: bool = False) -> str:
    """The signs for what was chosen; '' for nothing. ValueError where it is no date: a day without
    a month, a month without a year."""
    if part == SOMEDAY and year is None and day is None:
        return SOMEDAY
    if year is None:
        if part or day is not None:
            raise ValueError("no year")
        return ""
    if not part and day is None:
        text = f"{year:04}"
    elif part in SEASONS and day is None:
        code = (_SOUTH_CODE if south else _NORTH_CODE) + SEASONS.index(part)
        text = f"{year:04}-{code}"
    elif part in MONTHS:
        text = f"{year:04}-{int(part):02}" + (f"-{day:02}" if day is not None else "")
    else:
        raise ValueError(part)
    read(text)
    return text


def parts(text: str) -> tuple[int | None, str, int | None]:
    """What `made` was given."""
    if text == SOMEDAY:
        return None, SOMEDAY, None
    if not text:
        return None, "", None
    pieces = [int(each) for each in text.split("-")]
    if len(pieces) == 1:
        return pieces[0], "", None
    part = SEASONS[(pieces[1] - _NORTH_CODE) % 4] if pieces[1] in _BEGINS else str(pieces[1])
    return pieces[0], part, pieces[2] if len(pieces) > 2 else None


def crosses_years(text: str) -> bool:
    """A season from December on is called after both its years."""
    found = read(text)
    return found is not None and found.first.year != found.last.year


def due_on(text: str) -> date | None:
    """The last day that is meant."""
    found = read(text)
    return found.last if found else None
