"""What people call things, in three languages: needs, for whom, how, when.

The words themselves are data (`data/senses.toml`). In the index a sense is the word '=slug'.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.directory.rules import words

FILE = Path(__file__).parent.parent / "data" / "senses.toml"


@dataclass(frozen=True, slots=True)
class Sense:
    """`typed` is what people say; `signs` show it in a listing's name or categories; `codes`
    are (taxonomy, prefix), `types` codes of meeting types."""

    typed: tuple[str, ...]
    signs: frozenset[str]
    codes: tuple[tuple[str, str], ...]
    types: tuple[str, ...]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", " ").split(",") if part.strip())


def _sense(said: dict[str, Any]) -> Sense:
    return Sense(
        tuple(words.plain(each) for each in _parts(said.get("typed", ""))),
        frozenset(words.plain(each) for each in _parts(said.get("signs", ""))),
        tuple((taxonomy, prefix) for taxonomy, prefix in said.get("codes", ())),
        _parts(said.get("types", "")),
    )


_DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))
NEEDS, WHO, HOW = (
    {slug: _sense(said) for slug, said in _DATA[group].items()} for group in ("needs", "who", "how")
)
SENSES: dict[str, Sense] = NEEDS | WHO | HOW
PHRASES: dict[str, str] = {}  # what somebody may type, plain: the word in the index
for _slug, _each in SENSES.items():
    for _phrase in _each.typed:
        PHRASES.setdefault(_phrase, f"={_slug}")
for _code, _named in _DATA["tongues"].items():
    for _phrase in _parts(_named):
        PHRASES.setdefault(words.plain(_phrase), f"={_code}")
WHENS = {words.plain(x): when for when, named in _DATA["whens"].items() for x in _parts(named)}
PARTS = {words.plain(x): part for part, named in _DATA["parts"].items() for x in _parts(named)}
LONGEST = max(phrase.count(" ") + 1 for phrase in (*PHRASES, *WHENS, *PARTS))
SINGLE = frozenset(phrase for phrase in (*PHRASES, *WHENS) if " " not in phrase)

_ONE = {slug: {sign for sign in each.signs if " " not in sign} for slug, each in SENSES.items()}
_MORE = {slug: {sign for sign in each.signs if " " in sign} for slug, each in SENSES.items()}
_OF_TYPE: dict[str, set[str]] = {}
for _slug, _each in SENSES.items():
    for _type in _each.types:
        _OF_TYPE.setdefault(_type, set()).add(_slug)


def senses_of(told: str, codes: Iterable[tuple[str, str]] = ()) -> set[str]:
    """What a listing is about, by its plain telling words and its (taxonomy, code) pairs."""
    single, padded = set(told.split()), f" {told} "
    found = {slug for slug, signs in _ONE.items() if not single.isdisjoint(signs)}
    for slug, signs in _MORE.items():
        if slug not in found and any(f" {sign} " in padded for sign in signs):
            found.add(slug)
    for taxonomy, code in codes:
        found |= {
            slug
            for slug, each in SENSES.items()
            if any(taxonomy == scheme and _within(code, prefix) for scheme, prefix in each.codes)
        }
    return found


def _within(code: str, prefix: str) -> bool:
    """'BD-1800' is within 'BD'; '1021' is within '102' of a taxonomy of bare numbers only when
    it is the same."""
    return code == prefix or code.startswith((f"{prefix}-", f"{prefix}."))


def senses_of_types(types: Iterable[str]) -> set[str]:
    return {slug for code in types for slug in _OF_TYPE.get(code, ())}
