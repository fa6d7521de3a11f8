"""One cell, as people write it: dates in any order, times, yes and no, words for one of ours."""

import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from alongside.support.rules import rough

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
SPLIT = re.compile(r"[;,|\n]+")
_NUMBERS = re.compile(r"(\d{1,4})[-/.\s](\d{1,2})[-/.\s](\d{1,4})")
_WORDED = re.compile(  # of a folded text
    r"(\d{1,4})(?:st|nd|rd|th|er|o)? (?:de )?([a-z]{3,}) (?:del? )?(\d{1,4})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,}) (\d{1,2})(?:st|nd|rd|th)? (\d{2,4})")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?\s*m?\.?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SOME_DAY = {"some day", "someday", "un jour", "algun dia"}
_MONTHS = (
    "jan ene", "feb fev", "mar", "apr avr abr", "may mai", "jun juin", "jul juil", "aug aou ago",
    "sep set", "oct", "nov", "dec dic",
)  # fmt: skip
MONTHS = {begin: n for n, words in enumerate(_MONTHS, start=1) for begin in words.split()}
YES = {"yes", "y", "1", "true", "x", "oui", "o", "vrai", "si", "s", "verdadero", "ok"}
NO = {"no", "n", "0", "false", "non", "faux", "falso"}
FIRST_YEAR, LAST_YEAR = 1900, 2100
NOON = time(12)


class Bad(ValueError):
    """The cell can't be taken; `reason` is a slug of `reasons.REASONS`, `slug` its field."""

    def __init__(self, reason: str, slug: str = "", cell: str = "") -> None:
        super().__init__(reason)
        self.reason, self.slug, self.cell = reason, slug, cell


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of a file are meant. `order` is empty while nobody has said it."""

    zone: str = "UTC"
    order: str = ""

    @property
    def place(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)


Reader = Callable[[str, Manner], Any]


def clean(text: str) -> str:
    """Without what nobody sees: control signs, and those that turn the writing around."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def folded(text: str) -> str:
    """For comparing: small letters without accents, single spaces, no signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(" " if not (c.isalnum() or unicodedata.combining(c)) else c for c in plain)
    return " ".join("".join(c for c in kept if not unicodedata.combining(c)).split())


def text(most: int) -> Reader:
    def read(cell: str, manner: Manner) -> str:
        if len(cell) > most:
            raise Bad("too-long")
        return cell

    return read


def one_of(known: Mapping[str, str]) -> Reader:
    """A slug of ours, by any word that people use for it; `known` is by folded words."""

    def read(cell: str, manner: Manner) -> str:
        found = known.get(folded(cell))
        if found is None:
            raise Bad("unknown-word")
        return found

    return read


def some_of(known: Mapping[str, str]) -> Reader:
    """Several, with a comma, a semicolon or a line between them. Each is known, or none is
    taken."""
    one = one_of(known)

    def read(cell: str, manner: Manner) -> list[str]:
        found = [one(part, manner) for part in SPLIT.split(cell) if part.strip()]
        return list(dict.fromkeys(found))

    return read


def vocabulary(said: Mapping[str, str]) -> dict[str, str]:
    """From `slug: 'word, other word'` to what `one_of` reads; a slug is a word for itself."""
    found = {folded(word): slug for slug, words in said.items() for word in words.split(",")}
    return found | {folded(slug): slug for slug in said}


def yes_or_no(cell: str, manner: Manner) -> bool:
    word = folded(cell)
    if word not in YES | NO:
        raise Bad("unknown-word")
    return word in YES


def number(least: int, most: int) -> Reader:
    def read(cell: str, manner: Manner) -> int:
        try:
            found = round(float(cell.replace(",", ".")))
        except (ValueError, OverflowError):
            raise Bad("not-a-number") from None
        if not least <= found <= most:
            raise Bad("not-a-number")
        return found

    return read


def minutes(cell: str, manner: Manner) -> int:
    """'45', '45 min', '1:30', '1 h 30', '0.5 h'."""
    said = folded(cell.replace(":", " h ")) if ":" in cell else cell.casefold().strip()
    hours = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*h[a-z]*\s*(\d{1,2})?[a-z ]*", said)
    if hours:
        total = float(hours[1].replace(",", ".")) * 60 + int(hours[2] or 0)
        return int(number(1, 1440)(str(total), manner))
    return int(number(1, 1440)(re.sub(r"\s*m(in)?[a-zé]*\.?$", "", said), manner))


def day(cell: str, manner: Manner) -> date:
    """A date in any of the ways people write it. Bad('two-ways') where it can be read in two
    and nobody said which."""
    said = folded(cell) if re.search("[^\\d\\s/.-]", cell) else ""
    if match := _NUMBERS.fullmatch(cell.strip()):
        order = DAY_FIRST if "." in cell else manner.order  # points are only written so
        return _numbers(match[1], match[2], match[3], order)
    if said and (match := _WORDED.fullmatch(said)):
        first, month, last = match.groups()
        year, number_ = (first, last) if len(first) == 4 else (last, first)
        return _made(int(year), _month(month), int(number_))
    if said and (match := _MONTH_FIRST.fullmatch(said)):
        return _made(int(match[3]), _month(match[1]), int(match[2]))
    if re.fullmatch(r"\d{8}", cell.strip()):
        return _made(int(cell[:4]), int(cell[4:6]), int(cell[6:8]))
    raise Bad("not-a-date")


def _numbers(one: str, two: str, three: str, order: str) -> date:
    if len(one) > 2:
        return _made(int(one), int(two), int(three))
    first, second, year = int(one), int(two), int(three)
    fits = {
        order for order, month in ((DAY_FIRST, second), (MONTH_FIRST, first)) if 1 <= month <= 12
    }
    if first == second:
        return _made(year, second, first)
    if order:
        if order not in fits:
            raise Bad("not-a-date")
        fits = {order}
    if len(fits) != 1:
        raise Bad("two-ways" if fits else "not-a-date")
    return _made(year, *((second, first) if DAY_FIRST in fits else (first, second)))


def orders(cell: str) -> set[str]:
    """In which orders day and month can stand in it; none where that is no question."""
    match = _NUMBERS.match(cell.strip())
    if not match or len(match[1]) > 2 or match[1] == match[2] or "." in match[0]:
        return set()
    first, second = int(match[1]), int(match[2])
    return {o for o, month in ((DAY_FIRST, second), (MONTH_FIRST, first)) if 1 <= month <= 12}


def _month(word: str) -> int:
    for length in (4, 3):
        if found := MONTHS.get(word[:length]):
            return found
    raise Bad("not-a-date")


def _made(year: int, month: int, number_: int) -> date:
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        found = date(year, month, number_)
    except ValueError:
        raise Bad("not-a-date") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Bad("not-a-date")
    return found


def clock_time(cell: str, manner: Manner) -> time:
    """'14:30', '2.30 pm', '14h30', '9 am'."""
    match = _TIME.fullmatch(cell.casefold().strip())
    if not match or not (match[2] or match[4]):
        raise Bad("not-a-time")
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            raise Bad("not-a-time")
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Bad("not-a-time")
    return time(hour, minute)


def moment(cell: str, manner: Manner) -> datetime:
    """A date with a time, or a date alone: then it was at noon. Where the file says no zone it is
    that of the organisation."""
    said = cell.strip()
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        found = None
    if found is not None and len(said) > 10:
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise Bad("not-a-date")
        return (found if found.tzinfo else found.replace(tzinfo=manner.place)).astimezone(UTC)
    found_day, at = _parted(said, manner)
    return datetime.combine(found_day, at, manner.place).astimezone(UTC)


def _parted(said: str, manner: Manner) -> tuple[date, time]:
    try:
        return day(said, manner), NOON
    except Bad as bad:
        if bad.reason == "two-ways":
            raise
        parts = re.fullmatch(
            r"(.*?\d)(?:,|\s+at|\s+à|\s+a las)?\s+(\d{1,2}\s*[:h.].*|\d{1,2}\s*[ap]\.?m\.?)", said
        )
        if parts is None:
            raise
        return day(parts[1], manner), clock_time(parts[2], manner)


def rough_day(cell: str, manner: Manner) -> str:
    """A day, a month, a season or a year, as `rough` keeps it; or some day."""
    said = folded(cell)
    if said in SOME_DAY:
        return rough.SOMEDAY
    try:
        return cell if rough.read(cell) else ""
    except ValueError:
        pass
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{4})", cell):
        return _month_of(match[2], int(match[1]))
    if match := re.fullmatch(r"([a-z]{3,})(?: de)? (\d{4})", said):
        return _month_of(match[2], _month(match[1]))
    return day(cell, manner).isoformat()


def _month_of(year: str, month: int) -> str:
    return _made(int(year), month, 1).isoformat()[:7]


def midnight(found: date, manner: Manner) -> datetime:
    return datetime.combine(found, time(0), manner.place).astimezone(UTC)


def order_of(cells: Iterable[str]) -> set[str] | None:
    """In which order the dates of one column stand: None where it is no question, one where a
    single date settles it for all, both where nobody can tell or they contradict each other."""
    settled: set[str] = set()
    asked = False
    for cell in cells:
        found = orders(cell)
        asked = asked or bool(found)
        if len(found) == 1:
            settled |= found
    if not asked:
        return None
    return settled if len(settled) == 1 else {DAY_FIRST, MONTH_FIRST}
