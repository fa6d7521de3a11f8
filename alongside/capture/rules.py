"""Decisions about what comes from a phone, on plain values."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

MOST_CAPTURES = 50  # in one request
MOST_BYTES = 512 * 1024
MOST_SEALED = 64 * 1024  # signs of one capture
MOST_PHONES = 20  # of one person at a time
SEAL_AFTER_HOURS = 24
TOLERATED = timedelta(minutes=2)
EARLIEST_YEAR = 2000
OF_SUPPLIES = {"hand-out", "kit"}


def put_right(said: datetime, *, phone_now: datetime | None, server_now: datetime) -> datetime:
    """When it happened, by our clock: a phone whose clock is off by more than two minutes now is
    taken to have been off by as much then."""
    if phone_now is None:
        return said
    off = server_now - phone_now
    if abs(off) <= TOLERATED:
        return said
    try:
        return said + off
    except OverflowError:
        return said


def is_future(at: datetime, *, now: datetime) -> bool:
    return at > now + TOLERATED


def is_a_time(at: datetime) -> bool:
    return EARLIEST_YEAR <= at.year < 9999


Part = Mapping[str, Any]  # what a phone says: a capture, or a part of a sheet


def put_together(said: Part, mend: Callable[[Part], Part]) -> dict[str, Any]:
    """What somebody decided about it, of a sheet wherever in it that is said."""
    if said.get("kind") != "sheet":
        return dict(mend(said))
    parts = [dict(mend(part)) for part in said["body"].get("parts", [])]
    return {**said, "body": {**said["body"], "parts": parts}}


def with_more(said: Part, more: Mapping[str, Any]) -> Part:
    """With what is known now of supplies that went out."""
    if said.get("kind") not in OF_SUPPLIES:
        return said
    return {**said, "body": {**said.get("body", {}), **more}}


def with_lot(said: Part, wrong: str, right: str | None) -> Part:
    """Another lot in place of that one; none is known where `right` is None."""
    body = said.get("body", {})
    lines = [_other(line, "lot", wrong, right) for line in body.get("lines", [])]
    body = _other(body, "lot", wrong, right) | ({"lines": lines} if lines else {})
    return {**said, "body": body} if said.get("kind") in OF_SUPPLIES else said


def out_of(said: Part, wrong: str, right: str | None) -> Part:
    """Out of, or back into, another stock than that one."""
    return _other(said, "place", wrong, right)


def _other(said: Part, name: str, wrong: str, right: str | None) -> dict[str, Any]:
    return {**said, name: right} if said.get(name) == wrong else dict(said)


def part_id(sheet: uuid.UUID, kind: str) -> uuid.UUID:
    """Of one part of a sheet that was typed: the same however often it is sent."""
    return uuid.uuid5(sheet, kind)


def short(name: str) -> str:
    """What a phone keeps of a name: one word as it is, of several the first signs."""
    words = name.split()
    if len(words) == 1 and len(name) <= 16:
        return words[0]
    return " ".join(f"{word[0].upper()}." for word in words[:3])


def told_apart(names: Iterable[str]) -> list[str]:
    """The same, where two would be called alike: the second one gets a 2."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        called = short(name)
        seen[called] = seen.get(called, 0) + 1
        found.append(called if seen[called] == 1 else f"{called} {seen[called]}")
    return found
