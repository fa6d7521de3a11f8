"""What was asked, as plain values. A word that FHIR or we don't know is left out and said, unless
the asker wants no answer then; one that we know and can't read is refused."""

import math
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.core import ids
from alongside.directory.rules import positions, times
from alongside.exchange.fhir.names import LOCATION, ORGANISATION, SERVICE
from alongside.exchange.hsds import looking

USUAL, MOST = 50, 200  # on a page
NEAR = 25.0  # kilometres, where no distance is said
FARTHEST = looking.FARTHEST / 1000
LONGEST, LONGEST_IDS = looking.LONGEST, 8_000  # signs
Pairs = Iterable[tuple[str, str]]

EVERYWHERE = {"_id": "token", "_lastUpdated": "date", "name": "string"}
PARAMETERS: dict[str, dict[str, str]] = {
    SERVICE: {
        **EVERYWHERE, "active": "token", "organization": "reference", "location": "reference",
        "service-category": "token", "service-type": "token",
    },
    LOCATION: {
        **EVERYWHERE, "status": "token", "organization": "reference", "near": "special",
        "address-city": "string", "address-state": "string", "address-postalcode": "string",
        "address-country": "string",
    },
    ORGANISATION: {**EVERYWHERE, "active": "token"},
}  # fmt: skip
MODIFIERS = {"string": {"", "contains", "exact"}}
SHAPING = {"_count", "_page", "_format", "_pretty", "lang"}


@dataclass(frozen=True, slots=True)
class Wish:
    """One parameter: any of the values is enough."""

    name: str
    values: tuple[str, ...]
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    kind: str
    wishes: tuple[Wish, ...] = ()
    size: int = USUAL
    page: int = 1
    said: tuple[tuple[str, str], ...] = ()  # what was understood, for links
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """'code', 'system|code', '|code' (of no list) or 'system|' (anything in it)."""

    code: str
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class When:
    """How a moment has to stand to a stretch of time."""

    how: str
    begin: datetime
    end: datetime


def unclear(name: str) -> looking.Unclear:
    """Which word is wrong, never what was in it."""
    return looking.Unclear(
        _("We can’t read what was given as %(name)s.") % {"name": name},
        todo=_("Look at /fhir/metadata for what it may be."),
    )


def question(request: HttpRequest, kind: str) -> Question:
    """From the address and, by POST, a form. Raises Unclear."""
    said = [(name, value) for name, values in request.GET.lists() for value in values]
    if request.method == "POST":
        said += [(name, value) for name, values in request.POST.lists() for value in values]
    wishes = list(_wishes(said, kind))
    known = PARAMETERS[kind].keys() | SHAPING
    unread = {name for name, value in said if value and name.partition(":")[0] not in known}
    shape = {name: value for name, value in said if name in ("_count", "_page")}
    count = _number("_count", shape.get("_count", ""), USUAL, least=0)
    kept = ((name, value) for name, value in said if name.partition(":")[0] in PARAMETERS[kind])
    return Question(
        kind,
        tuple(wishes),
        min(count, MOST),
        _number("_page", shape.get("_page", ""), 1, least=1),
        tuple((name, value) for name, value in kept if value.strip()),
        tuple(sorted(name for name in unread if name.isprintable() and len(name) <= 60)),
    )


def _wishes(said: Pairs, kind: str) -> Iterator[Wish]:
    for title, given in said:
        name, _colon, modifier = title.partition(":")
        sort, text = PARAMETERS[kind].get(name), given.strip()
        if sort is None or not text:
            continue
        longest = LONGEST_IDS if name == "_id" else LONGEST
        if modifier not in MODIFIERS.get(sort, {""}) or len(text) > longest or _is_broken(text):
            raise unclear(name)
        values = tuple(filter(None, (value.strip() for value in parts(text))))
        if values:
            yield Wish(name, values, modifier)


def parts(text: str) -> list[str]:
    """What commas part, but for those behind a backslash."""
    found = re.split(r"(?<!\\),", text)
    return [re.sub(r"\\([,|$\\])", r"\1", part) for part in found]


def _is_broken(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text)


def _number(name: str, text: str, usual: int, *, least: int) -> int:
    if not text.strip():
        return usual
    if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) or int(text) < least:
        raise unclear(name)
    return int(text)


def keys(wish: Wish) -> list[uuid.UUID]:
    """The ids that can be ours: others are of nothing that is here."""
    return [key for key in map(ids.parse, wish.values) if key]


def references(wish: Wish, kind: str) -> list[uuid.UUID]:
    """'id', 'Organization/id', or that at the end of an address."""
    found = []
    for value in wish.values:
        before, _slash, key = value.rpartition("/")
        if not before or before.rpartition("/")[2] == kind:
            found.append(ids.parse(key))
    return [key for key in found if key]


def tokens(wish: Wish) -> list[Token]:
    found = []
    for value in wish.values:
        system, bar, code = value.partition("|")
        found.append(Token(code, system) if bar else Token(value))
    return found


def yes(wish: Wish, right: str, wrong: set[str]) -> bool:
    """Of a list of codes in which only one is ever so here."""
    said = {token.code for token in tokens(wish)}
    if said - wrong - {right}:
        raise unclear(wish.name)
    return right in said


KM = {"km": 1.0, "m": 0.001, "mi": positions.MILE_KM, "[mi_i]": positions.MILE_KM,
      "[mi_us]": 1609.347 / 1000}  # fmt: skip


def near(wish: Wish) -> Near:
    """'latitude|longitude|distance|unit'; the last two may be left out."""
    said = [*wish.values[0].split("|"), "", "", ""]
    latitude, longitude, distance = map(_float, said[:3])
    unit = KM.get(said[3].strip() or "km")
    given = said[2].strip()
    if len(wish.values) > 1 or len(said) > 7 or unit is None or latitude is None:
        raise unclear(wish.name)
    km = NEAR if not given else (distance or 0) * unit
    if longitude is None or abs(latitude) > 90 or abs(longitude) > 180 or km <= 0:
        raise unclear(wish.name)
    return Near(latitude, longitude, min(km, FARTHEST))


def _float(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


DATED = re.compile(
    r"(eq|ne|gt|lt|ge|le|sa|eb)?((\d{4})(?:-(\d{2})(?:-(\d{2})(T.{4,})?)?)?)", re.ASCII
)


def whens(wish: Wish) -> list[When]:
    """'gt2026-06-01', '2026-06', 'ge2026-06-01T09:00:00Z'."""
    return [_when(wish.name, value) for value in wish.values]


def _when(name: str, text: str) -> When:
    found = DATED.fullmatch(text.replace(" ", "+"))  # a plus in an address is a space
    if found is None:
        raise unclear(name)
    how, said, year, month, day, clock = found.groups()
    if clock:
        at = times.moment_of(said)
        if at is None:
            raise unclear(name)
        return When(how or "eq", at, at + timedelta(microseconds=1))
    try:
        begin = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
        end = begin + timedelta(days=1) if day else _next(begin, bool(month))
    except (ValueError, OverflowError) as error:
        raise unclear(name) from error
    if begin.year == 1:  # on another clock it may be no date at all
        raise unclear(name)
    return When(how or "eq", begin, end)


def _next(begin: datetime, is_month: bool) -> datetime:
    """The first moment after this month or year."""
    if is_month:
        return (begin + timedelta(days=31)).replace(day=1)
    return begin.replace(year=begin.year + 1)
