"""Time as some funders want it counted: read from `data/units.toml`. Plain values only."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "units.toml"


@dataclass(frozen=True, slots=True)
class Unit:
    """`rounds_from`: so many minutes of a begun one make one."""

    slug: str
    minutes: int
    rounds_from: int
    words: Mapping[str, str]

    def said(self, language: str) -> str:
        return self.words.get(language.partition("-")[0]) or self.words["en"]

    def of(self, minutes: int) -> int:
        """How many, of the minutes of a whole day."""
        return (minutes + self.minutes - self.rounds_from) // self.minutes


@functools.cache
def known() -> Mapping[str, Unit]:
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["unit"]
    return {
        row["slug"]: Unit(
            row["slug"],
            int(row["minutes"]),
            int(row["rounds_from"]),
            {one: str(row[one]) for one in ("en", "es", "fr")},
        )
        for row in rows
    }


def month_of(text: str, *, today: date) -> date:
    """The first day of '2026-11'; of this month, where it says none."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def next_month(first: date) -> date:
    return date(first.year + 1, 1, 1) if first.month == 12 else date(first.year, first.month + 1, 1)


def month_before(first: date) -> date:
    return date(first.year - 1, 12, 1) if first.month == 1 else date(first.year, first.month - 1, 1)
