"""What people call things, in three languages: needs, for whom, how, when.

The words themselves are data (`data/senses.toml`). In the index a sense is the word '=slug'.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.directory.rules import words

NOTHING: frozenset[str] = frozenset()
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
SPOKEN = {code: frozenset(words.fold(x) for x in _parts(w)) for code, w in _DATA["spoken"].items()}
LONGEST = max(phrase.count(" ") + 1 for phrase in (*PHRASES, *WHENS, *PARTS))
SINGLE = frozenset(phrase for phrase in (*PHRASES, *WHENS) if " " not in phrase)

_OF_WORD: dict[str, set[str]] = {}  # signs of one word
_OF_WORDS: dict[str, list[tuple[str, str]]] = {}  # of several, by the first
_OF_TYPE: dict[str, set[str]] = {}
for _slug, _each in SENSES.items():
    for _sign in _each.signs:
        if " " in _sign:
            _OF_WORDS.setdefault(_sign.split()[0], []).append((_slug, f" {_sign} "))
        else:
            _OF_WORD.setdefault(_sign, set()).add(_slug)
    for _type in _each.types:
        _OF_TYPE.setdefault(_type, set()).add(_slug)


def senses_of(told: str, codes: Iterable[tuple[str, str]] = ()) -> set[str]:
    """What a listing is about, by its plain telling words and its (taxonomy, code) pairs."""
    found: set[str] = set()
    padded = f" {told} "
    for word in set(told.split()):
        found |= _OF_WORD.get(word, NOTHING)
        found |= {slug for slug, sign in _OF_WORDS.get(word, ()) if sign in padded}
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
