"""What is usually promised when something begins: which days that makes, and until when a gentle
reminder is there. Plain values only.

`data/ahead.toml` has examples in three languages.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent.parent / "data" / "ahead.toml"
MOST = 6  # lines of one
HOUR = time(10)  # of a promise, until somebody says another
REMINDED = timedelta(days=14)  # how long Today speaks of a line; then it is silent by itself
FURTHEST = timedelta(days=2 * 366)
# How long after it began: days, and months of the calendar.
AFTER: Mapping[str, tuple[int, int]] = {
    "1d": (1, 0),
    "2d": (2, 0),
    "3d": (3, 0),
    "1w": (7, 0),
    "2w": (14, 0),
    "3w": (21, 0),
    "1m": (0, 1),
    "6w": (42, 0),
    "2m": (0, 2),
    "3m": (0, 3),
    "6m": (0, 6),
    "1y": (0, 12),
}
PROMISES = frozenset({"call", "meeting"})  # the others are reminders
KINDS = PROMISES | {"checkin", "plan"}


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    after: str

    @property
    def is_promise(self) -> bool:
        return self.what in PROMISES


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line that they want: of a promise the moment, of a reminder the day."""

    what: str
    on: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Example:
    slug: str
    words: Mapping[str, str]
    lines: tuple[Line, ...]


EXAMPLES: Mapping[str, Example] = {
    slug: Example(slug, row["words"], tuple(Line(**line) for line in row["lines"]))
    for slug, row in tomllib.loads(DATA.read_text(encoding="utf-8")).items()
}


def is_whole(lines: list[Line]) -> bool:
    """One to six, each of a kind and a time that there is."""
    known = all(line.what in KINDS and line.after in AFTER for line in lines)
    return 0 < len(lines) <= MOST and known


def in_order(lines: list[Line]) -> list[Line]:
    """As they come, one after the other."""
    since = date(2001, 1, 1)
    return sorted(lines, key=lambda line: day_of(line, since))


def day_of(line: Line, since: date) -> date:
    """A month later is the same day, or the last one of a shorter month."""
    days, months = AFTER[line.after]
    if not months:
        return since + timedelta(days=days)
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(since.day, (following - timedelta(days=1)).day))


def moment_of(line: Line, since: date, zone: str) -> datetime:
    return datetime.combine(day_of(line, since), HOUR, ZoneInfo(zone)).astimezone(UTC)
