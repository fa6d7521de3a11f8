"""Ideas to begin a goal from, what may stand in the way, and what a journey is told with: data, in
three languages.

`data/plans.toml`, `data/barriers.toml` and `data/journey.toml`. Plain values only; the language is
passed in.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.directory.rules import words as plainly

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("en", "fr", "es")
LINES = ("stage", "setting", "treatment", "moment")


@dataclass(frozen=True, slots=True)
class Idea:
    slug: str
    dimension: str
    words: Mapping[str, str]
    steps: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Barrier:
    """`signs` tell of it in somebody's own words; `what` is what to look for in the finder."""

    slug: str
    words: Mapping[str, str]
    signs: frozenset[str]
    what: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """`away`: it may take somebody from home."""

    slug: str
    words: Mapping[str, str]
    away: bool = False


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _kinds(rows: Mapping[str, Any]) -> dict[str, Kind]:
    return {
        slug: Kind(slug, {each: row[each] for each in LANGUAGES}, row.get("away", False))
        for slug, row in rows.items()
    }


IDEAS: Mapping[str, Idea] = {
    slug: Idea(
        slug,
        row["dimension"],
        row["words"],
        {language: tuple(steps) for language, steps in row["steps"].items()},
    )
    for slug, row in _load("plans.toml").items()
}


def _plain(text: str) -> str:
    """By words as they stand behind an apostrophe, too: 'l’argent'."""
    return plainly.plain(text.replace("’", " ").replace("'", " "))


BARRIERS: Mapping[str, Barrier] = {
    slug: Barrier(
        slug,
        row["words"],
        frozenset(_plain(sign) for sign in row["signs"].split(",")),
        row["what"],
    )
    for slug, row in _load("barriers.toml").items()
}
MOST_BARRIERS = 4
_JOURNEY = _load("journey.toml")
KINDS: Mapping[str, Mapping[str, Kind]] = {
    "stage": _kinds(_JOURNEY["stages"]),
    "setting": _kinds(_JOURNEY["settings"]),
    "treatment": _kinds(_JOURNEY["treatments"]),
    "moment": _kinds(_JOURNEY["moments"]),
}
PHASES: Mapping[str, Kind] = _kinds(_JOURNEY["phases"])


def spoken(words: Mapping[str, Any], language: str) -> Any:
    """In that language ('fr-ca' is French), else in English."""
    return words.get(language[:2].lower(), words["en"])


def barriers(text: str) -> list[Barrier]:
    """Those that somebody's own words tell of, in the order in which they say so."""
    told = f" {_plain(text)} "
    places = {
        slug: min((at for sign in each.signs if (at := told.find(f" {sign} ")) >= 0), default=-1)
        for slug, each in BARRIERS.items()
    }
    found = sorted((at, slug) for slug, at in places.items() if at >= 0)
    return [BARRIERS[slug] for _at, slug in found[:MOST_BARRIERS]]


def called(line: str, what: str, language: str) -> str:
    """What an entry of the journey is called; its own slug where the data lost it."""
    kind = KINDS.get(line, {}).get(what)
    return str(spoken(kind.words, language)) if kind else what


def phase_called(slug: str, language: str) -> str:
    kind = PHASES.get(slug)
    return str(spoken(kind.words, language)) if kind else slug


def takes_away(line: str, what: str) -> bool:
    kind = KINDS.get(line, {}).get(what)
    return kind is not None and kind.away
