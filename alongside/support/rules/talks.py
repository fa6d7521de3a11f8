"""Guides for a talk: one structured conversation, as data in three languages.

`data/protocols/<slug>.toml`, one file a guide. A guide that is not whole says what is missing and
where, when it is read. Plain values only; the language is passed in.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.support.rules.ideas import DATA, LANGUAGES

KINDS = ("say", "one", "many", "scale", "words")
CHOOSING = frozenset({"one", "many"})
SCALE = range(11)
LONGEST = 500  # signs of an answer in words

Answer = str | int | list[str]
In = Mapping[str, str]  # a text, by language


class NotWhole(ValueError):
    """A guide lacks something, or has something nobody knows: which file, where, what."""


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    words: In


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a talk. `say` is what the peer may say, `ask` what is chosen from or written,
    `tip` is for the peer alone."""

    slug: str
    kind: str
    title: In
    say: In
    ask: In
    tip: In
    choices: tuple[Choice, ...]

    @property
    def asks(self) -> bool:
        return self.kind != "say"

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(choice.slug for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Study:
    """What was found, and what was not. `cite` is empty where there is none to name."""

    cite: str
    found: In
    not_found: In


@dataclass(frozen=True, slots=True)
class Protocol:
    slug: str
    version: int
    order: int
    minutes: int
    look_back_days: int
    title: In
    lead: In
    aim: In
    ours: In
    studies: tuple[Study, ...]
    steps: tuple[Step, ...]

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)


def read(slug: str, text: str) -> Protocol:
    """A guide from its file. NotWhole where it is not one."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotWhole(f"{slug}: {error}") from error
    steps = tuple(_step(f"{slug}, step {n}", row) for n, row in enumerate(said.get("steps", ()), 1))
    if not steps:
        raise NotWhole(f"{slug}: no steps")
    if len({step.slug for step in steps}) != len(steps):
        raise NotWhole(f"{slug}: two steps have one slug")
    studies = tuple(_study(slug, row) for row in said.get("studies", ()))
    if not studies:
        raise NotWhole(f"{slug}: say what studies found, or that there are none")
    return Protocol(
        slug=slug,
        version=_number(slug, said, "version"),
        order=_number(slug, said, "order"),
        minutes=_number(slug, said, "minutes"),
        look_back_days=_number(slug, said, "look_back_days"),
        title=_in(slug, said, "title"),
        lead=_in(slug, said, "lead"),
        aim=_in(slug, said, "aim"),
        ours=_in(slug, said, "ours"),
        studies=studies,
        steps=steps,
    )


def _study(where: str, row: Mapping[str, Any]) -> Study:
    cite = row.get("cite")
    if not isinstance(cite, str):
        raise NotWhole(f"{where}: a study without `cite`; leave it empty where there is none")
    return Study(cite, _in(where, row, "found"), _in(where, row, "not_found"))


def _step(where: str, row: Mapping[str, Any]) -> Step:
    slug, kind = str(row.get("slug", "")), str(row.get("kind", ""))
    if not slug or kind not in KINDS:
        raise NotWhole(f"{where}: needs a slug, and a kind of {', '.join(KINDS)}")
    choices = tuple(
        Choice(str(one.get("slug", "")), _languages(f"{where}, choice {n}", one))
        for n, one in enumerate(row.get("choices", ()), 1)
    )
    if (kind in CHOOSING) != bool(choices) or not all(one.slug for one in choices):
        raise NotWhole(f"{where}: choices, each with a slug, where one or many are chosen")
    return Step(
        slug,
        kind,
        _in(where, row, "title"),
        _in(where, row, "say"),
        _in(where, row, "ask") if kind != "say" else {},
        _in(where, row, "tip") if "tip" in row else {},
        choices,
    )


def _number(where: str, row: Mapping[str, Any], name: str) -> int:
    value = row.get(name)
    if not isinstance(value, int) or value < 1:
        raise NotWhole(f"{where}: {name} must be a whole number above 0")
    return value


def _in(where: str, row: Mapping[str, Any], name: str) -> In:
    value = row.get(name)
    if not isinstance(value, Mapping):
        raise NotWhole(f"{where}: {name} is missing")
    return _languages(f"{where}, {name}", value)


def _languages(where: str, row: Mapping[str, Any]) -> In:
    lost = [code for code in LANGUAGES if not str(row.get(code, "")).strip()]
    if lost:
        raise NotWhole(f"{where}: nothing in {', '.join(lost)}")
    return {code: str(row[code]) for code in LANGUAGES}


def _load(folder: Path) -> dict[str, Protocol]:
    found = [read(path.stem, path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]
    return {one.slug: one for one in sorted(found, key=lambda one: (one.order, one.slug))}


PROTOCOLS: Mapping[str, Protocol] = _load(DATA / "protocols")


def kept(protocol: Protocol, answers: Mapping[str, Any]) -> dict[str, Answer] | None:
    """The answers as they are kept, without what was left out; None where one is none of the
    guide's."""
    found: dict[str, Answer] = {}
    for slug, value in answers.items():
        step = protocol.step(slug)
        if value in (None, "", [], ()):
            continue
        answer = _answer(step, value) if step is not None else None
        if answer is None:
            return None
        found[slug] = answer
    return found


def _answer(step: Step, value: Any) -> Answer | None:
    if step.kind == "words" and isinstance(value, str):
        return value.strip() if len(value) <= LONGEST else None
    if step.kind == "one" and isinstance(value, str):
        return value if value in step.slugs else None
    if step.kind == "scale" and isinstance(value, int) and not isinstance(value, bool):
        return value if value in SCALE else None
    if step.kind == "many" and isinstance(value, Collection) and not isinstance(value, str):
        chosen = [slug for slug in step.slugs if slug in value]
        return chosen if set(value) <= set(chosen) else None
    return None
