"""Are two listings one? Plain values only; a guess that a human settles, never a decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import floor

from alongside.directory.rules import positions, words

NEAR_KM = 0.15
LATE = 5  # minutes by which two clocks may differ
ALIKE = 0.75
LEAST = 70  # per cent from which on somebody is asked
USUAL = frozenset(
    {
        "group", "grp", "meeting", "aa", "na", "the", "of", "a", "and", "in",
        "on", "at", "for", "to", "grupo", "groupe", "de", "la", "le", "el", "los",
        "inc", "llc", "center", "centre", "program", "programme", "services", "service"
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a listing tells whether it is another one. Texts are folded, `phone` is digits;
    a service has no `minute` of the week. `door` is the street and town without the suite or
    floor, which the same place often says in two ways."""

    name: str
    owner: str = ""
    minute: int | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    link: str = ""
    door: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    percent: int
    same_name: bool
    same_time: bool
    same_place: bool
    same_phone: bool


def sketch(
    name: str,
    *,
    owner: str = "",
    minute: int | None = None,
    address: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    phone: str = "",
    link: str = "",
    door: str = "",
) -> Sketch:
    """From what a listing says."""
    digits = "".join(sign for sign in phone if sign.isdigit())[-10:]
    return Sketch(
        words.fold(name),
        words.fold(owner),
        minute,
        words.fold(address),
        latitude,
        longitude,
        digits if len(digits) >= 7 else "",
        link.strip().lower().rstrip("/"),
        words.fold(door),
    )


def alike(one: str, other: str) -> float:
    """How alike two folded names are, from 0 to 1: the same whichever comes first."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    first, second = (frozenset(name.split()) - USUAL or frozenset(name.split())
                     for name in (one, other))  # fmt: skip
    if first == second:
        return 0.95
    shared = len(first & second) / len(first | second)
    left, right = sorted((" ".join(sorted(first)), " ".join(sorted(second))))
    return max(shared, SequenceMatcher(None, left, right).ratio())


def likeness(one: Sketch, other: Sketch) -> Likeness | None:
    """How likely two listings are one; nothing where they hardly are."""
    name = alike(one.name, other.name)
    if name < ALIKE or _differs_in_numbers(one.name, other.name):
        return None
    place, phone = same_place(one, other), _both(one.phone, other.phone)
    if one.minute is None and other.minute is None:
        if (one.owner or other.owner) and alike(one.owner, other.owner) < ALIKE:
            return None
        time = False
        percent = round(50 * name + 30 * place + 20 * phone)
    else:
        time = same_time(one.minute, other.minute)
        if not time:
            return None
        place = place or _both(one.link, other.link)
        percent = round(45 * name + 25 + 25 * place + 5 * (phone or name == 1))
    if percent < LEAST or not (place or phone):
        return None
    return Likeness(percent, name >= 0.95, time, place, phone)


def _differs_in_numbers(one: str, other: str) -> bool:
    """'Step 1' and 'Step 2' are two."""
    first, second = ({word for word in name.split() if word.isdigit()} for name in (one, other))
    return bool(first and second and first != second)


def _both(one: str, other: str) -> bool:
    return bool(one) and one == other


def same_time(one: int | None, other: int | None) -> bool:
    if one is None or other is None:
        return False
    apart = abs(one - other)
    return min(apart, 7 * 24 * 60 - apart) <= LATE


def same_place(one: Sketch, other: Sketch) -> bool:
    if _both(one.address, other.address) or _both(one.door, other.door):
        return True
    at = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(value is None for value in at):
        return False
    return positions.distance_km(*at) <= NEAR_KM  # type: ignore[arg-type]


def blocks(one: Sketch) -> Iterator[tuple[object, ...]]:
    """Where to look for its twin: two that are alike share at least one of these."""
    if one.address:
        yield ("address", one.address)
    if one.door:
        yield ("door", one.door)
    if one.phone:
        yield ("phone", one.phone)
    if one.link:
        yield ("link", one.link)
    if one.latitude is not None and one.longitude is not None:
        for down in (0.0, 0.5):
            for right in (0.0, 0.5):
                yield ("cell", down, right, floor(one.latitude * 100 + down),
                       floor(one.longitude * 100 + right))  # fmt: skip
