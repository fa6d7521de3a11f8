"""A value of HSDS as ours, and ours as HSDS. What can't be read is None, with the reason."""

import math
import re
from datetime import date, datetime
from typing import Any

from alongside.directory.rules import times, words
from alongside.exchange.hsds.shapes import DAYS, PLACES, STATUS, Field
from alongside.exchange.ohana import cells

_ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
_RULE_DAY = re.compile(r"^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$")
SMALL, LARGE = 32_767, 2_147_483_647
Value = tuple[Any, str]  # and why it could not be read


def text(said: Any, limit: int = 0) -> str:
    """Plain text that stays as it is when it is read again."""
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    before, found = None, said
    for _ in range(6):
        if found == before:
            break
        before, found = found, words.clean(found, limit=limit)
    return str(found or "").encode("utf-8", "ignore").decode().strip()


def read(spec: Field, said: Any) -> Value:
    """The value for a column, and the reason where something was said that can't be it."""
    if said is None or said == "" or said == [] or said == {}:
        return None, ""
    if isinstance(said, dict | list | bool):
        return None, "is not a value"
    if spec.kind == "text":
        return _text(spec, said)
    found = _READ[spec.kind](spec, said)
    shown = text(said)[:40]
    return found, "" if found is not None else f"{shown} can't be read as a {_NAMES[spec.kind]}"


def _text(spec: Field, said: Any) -> Value:
    found = text(said, spec.limit)
    short = bool(spec.limit) and len(found) < len(text(said))
    return found or None, f"is longer than {spec.limit} signs; cut there" if short else ""


def _mail(_: Field, said: Any) -> str | None:
    return cells.mail(text(said)) or None


def _link(_: Field, said: Any) -> str | None:
    return words.link(text(said)) or None


def _number(_: Field, said: Any) -> float | None:
    try:
        found = float(said)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) < 1e15 else None


def _whole(spec: Field, said: Any) -> int | None:
    found = _number(spec, said)
    if found is None and spec.column == "year_incorporated":  # a day, in 1.1 and 2.0
        day = _day(spec, said)
        found = float(day.year) if day else None
    most = LARGE if spec.column == "count" else SMALL
    return int(found) if found is not None and found.is_integer() and 0 <= found <= most else None


def _day(_: Field, said: Any) -> date | None:
    words_ = text(said)
    moment = times.moment_of(words_)
    found = cells.day(words_[:10]) or cells.day(words_)
    return found or (moment.date() if moment else None)


def _moment(_: Field, said: Any) -> datetime | None:
    return times.moment_of(text(said))


def _clock(_: Field, said: Any) -> int | None:
    return times.minute_of(_ZONE.sub("", text(said)))


def _choice(spec: Field, said: Any) -> str | None:
    word = text(said).lower()
    if spec.name == "status":
        return STATUS.get(word)
    return word if word in PLACES else None


_READ = {"mail": _mail, "link": _link, "number": _number, "whole": _whole, "day": _day,
         "moment": _moment, "clock": _clock, "choice": _choice}  # fmt: skip
_NAMES = {"mail": "mail address", "link": "web address", "number": "number",
          "whole": "whole number", "day": "date", "moment": "date and time",
          "clock": "time of day", "choice": "known kind"}  # fmt: skip


def rule_days(said: str) -> tuple[list[tuple[int, int | None]], list[str]]:
    """'MO,1TU,-1FR': (weekday, which of the month or none), and what could not be read. Also
    names of days, as older tables have them."""
    found, odd = [], []
    for part in filter(None, (part.strip() for part in said.replace(";", ",").split(","))):
        match = _RULE_DAY.match(part.upper())
        if match:
            found.append((DAYS.index(match[2]), int(match[1]) if match[1] else None))
            continue
        named, _ = times.days_of(part)
        found += [(day, None) for day in named]
        odd += [] if named else [part]
    return found, odd


def rule_numbers(said: str) -> tuple[list[int], list[str]]:
    """'2,3,-1': days of a month or year, or weeks."""
    found, odd = [], []
    for part in filter(None, (part.strip() for part in said.replace(";", ",").split(","))):
        try:
            number = int(part)
        except ValueError:
            number = 0
        if 0 < abs(number) <= 366:
            found.append(number)
        else:
            odd.append(part)
    return found, odd


def written(spec: Field, value: Any) -> Any:
    """Our value as HSDS says it, or None for nothing."""
    if value is None or value == "":
        return None
    if spec.kind == "number":
        return int(value) if float(value).is_integer() else value
    if spec.kind == "day":
        return value.isoformat()
    if spec.kind == "moment":
        return value.isoformat().replace("+00:00", "Z")
    if spec.kind == "clock":
        return f"{value // 60:02}:{value % 60:02}"
    if spec.name == "status":
        return next(name for name, ours in STATUS.items() if ours == value)
    return value
