"""Words that put the person first: read from data, found in a text, explained, never imposed.

`data/wording.toml` has a list for each language. Plain values only.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
LONGEST = 20_000  # of a text that is looked at


@dataclass(frozen=True, slots=True)
class Kinder:
    """Words that can hurt, what could stand there instead, and why."""

    words: tuple[str, ...]
    instead: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Hint:
    """`said` stands in the text as it was typed."""

    said: str
    instead: tuple[str, ...]
    why: str


@functools.cache
def kinder(language: str) -> tuple[Kinder, ...]:
    """The list of a language ('es-MX' has that of 'es'); empty where there is none."""
    lists = tomllib.loads((DATA / "wording.toml").read_text(encoding="utf-8"))
    found = lists.get(language.partition("-")[0], [])
    return tuple(
        Kinder(tuple(one["words"]), tuple(one["instead"]), str(one["why"])) for one in found
    )


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    words = [re.escape(word) for one in kinder(language) for word in one.words]
    if not words:
        return None
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def hints(text: str, language: str) -> list[Hint]:
    """One for each kind of word that stands in the text, in the order of the text."""
    pattern = _pattern(language)
    if pattern is None:
        return []
    known = {word.casefold(): one for one in kinder(language) for word in one.words}
    found: dict[Kinder, Hint] = {}
    for match in pattern.finditer(text[:LONGEST]):
        one = known.get(match.group(0).casefold())
        if one is not None and one not in found:
            found[one] = Hint(match.group(0), one.instead, one.why)
    return list(found.values())
