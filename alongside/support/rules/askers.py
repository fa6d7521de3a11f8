"""Work that belongs to other professions, and who asks peers for it: read from
`data/not_mine.toml`. Plain values only."""

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
DEFAULT = "en"
WEEKS = 13  # how far back Team counts


@functools.cache
def _lists() -> Mapping[str, list[dict[str, str]]]:
    return tomllib.loads((DATA / "not_mine.toml").read_text(encoding="utf-8"))


def tasks(language: str = DEFAULT) -> dict[str, str]:
    """Slug → words, in the order of the file."""
    return _said("task", language)


def askers(language: str = DEFAULT) -> dict[str, str]:
    return _said("asker", language)


@functools.cache
def _said(kind: str, language: str) -> dict[str, str]:
    code = language.partition("-")[0]
    return {one["slug"]: one.get(code) or one[DEFAULT] for one in _lists()[kind]}
