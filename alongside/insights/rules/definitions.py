"""What a funder wants, as data: the definition of a return, read from a file and checked.

A definition names lines; each line names a measure, what of it is counted, which of it (`only`)
and how it is split (`by`). It holds no figure and no code. Everything that is wrong with a file
is said at once, by line, in words. Plain values only.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.insights.rules.measures import Measure, Measures

DATA = Path(__file__).resolve().parent.parent / "data" / "returns"
LANGUAGES = ("en", "fr", "es")
MONTH, QUARTER = "month", "quarter"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 100_000  # bytes of a file; ours have a tenth of it
Words = Mapping[str, str]  # by language


class Broken(Exception):
    """A file that is no definition, and everything that is wrong with it."""

    def __init__(self, name: str, wrong: list[str]) -> None:
        self.name, self.wrong = name, wrong
        super().__init__(f"{name}: " + "; ".join(wrong))


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a return, or one and its split. `only`: the values it is about, by split."""

    slug: str
    words: Words
    measure: str
    asks: str
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: str = ""
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Part:
    words: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NotAsked:
    """What the funder's form asks and we do not, and why not."""

    words: Words
    why: Words


@dataclass(frozen=True, slots=True)
class Return:
    slug: str
    version: str
    country: str
    every: str
    title: Words
    about: Words
    parts: tuple[Part, ...]
    not_asked: tuple[NotAsked, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    def line(self, slug: str) -> Line | None:
        return next((line for line in self.lines if line.slug == slug), None)


def spoken(words: Words, language: str) -> str:
    """In that language ('fr-ca' is French), else in English."""
    return words.get(language[:2].lower()) or words["en"]


def read(name: str, text: str, measures: Measures) -> Return:
    """The definition in a file `name`.toml. Raises Broken, with all that is wrong."""
    if len(text) > LONGEST:
        raise Broken(name, [f"longer than {LONGEST} characters"])
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise Broken(name, [f"not TOML: {problem}"]) from problem
    wrong = list(_wrong(name, said, measures))
    if wrong:
        raise Broken(name, wrong)
    return _made(name, said)


def read_all(folder: Path, measures: Measures) -> tuple[dict[str, Return], list[Broken]]:
    """Every definition of a folder, by slug in order, and the files that are none."""
    found: dict[str, Return] = {}
    broken = []
    for path in sorted(folder.glob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8")
            found[path.stem] = read(path.stem, text, measures)
        except (OSError, UnicodeDecodeError) as problem:
            broken.append(Broken(path.stem, [f"can’t be read: {problem}"]))
        except Broken as problem:
            broken.append(problem)
    return found, broken


# --- what may be wrong -----------------------------------------------------------------

TOP = {"version", "country", "every", "title", "about", "parts", "not_asked"}
LINE = {"slug", "words", "measure", "asks", "only", "by", "note"}


def _wrong(name: str, said: Mapping[str, Any], measures: Measures) -> Iterator[str]:
    if not SLUG.fullmatch(name):
        yield "its name is not small letters, digits and hyphens"
    yield from _strange("the definition", said, TOP)
    if not (isinstance(said.get("version"), str) and said["version"]):
        yield "version is missing: it is printed, so that both sides know what was counted"
    country = said.get("country")
    if not (isinstance(country, str) and re.fullmatch("[A-Z]{2}", country)):
        yield "country is not two capital letters"
    if said.get("every") not in (MONTH, QUARTER):
        yield f"every is neither {MONTH} nor {QUARTER}"
    yield from _unsaid("title", said.get("title"))
    yield from _unsaid("about", said.get("about"))
    parts: Any = said.get("parts")
    if not _rows(parts):
        yield "it has no parts"
        return
    slugs: list[str] = []
    for at, part in enumerate(parts, start=1):
        yield from _wrong_part(at, part, slugs, measures)
    yield from (f"line {slug!r} stands there twice" for slug in _twice(slugs))
    yield from _wrong_not_asked(said.get("not_asked", []))


def _wrong_part(
    at: int, part: Mapping[str, Any], slugs: list[str], measures: Measures
) -> Iterator[str]:
    where = f"part {at}"
    yield from _strange(where, part, {"words", "lines"})
    yield from _unsaid(f"{where}: words", part.get("words"))
    lines: Any = part.get("lines")
    if not _rows(lines):
        yield f"{where} has no lines"
        return
    for line in lines:
        slug = line.get("slug")
        if not (isinstance(slug, str) and SLUG.fullmatch(slug)):
            yield f"{where}: a line has no slug of small letters, digits and hyphens"
            continue
        slugs.append(slug)
        yield from _wrong_line(f"line {slug!r}", line, measures)


def _wrong_line(where: str, line: Mapping[str, Any], measures: Measures) -> Iterator[str]:
    yield from _strange(where, line, LINE)
    yield from _unsaid(f"{where}: words", line.get("words"))
    if "note" in line:
        yield from _unsaid(f"{where}: note", line["note"])
    measure = measures.get(str(line.get("measure")))
    if measure is None:
        yield f"{where} asks for {line.get('measure')!r}, which nobody counts; known: " + ", ".join(
            sorted(measures)
        )
        return
    if line.get("asks") not in measure.asks:
        yield f"{where} asks for {line.get('asks')!r} of {line['measure']}; known: " + ", ".join(
            measure.asks
        )
    if "by" in line and str(line["by"]) not in measure.splits:
        yield f"{where} splits by {line['by']!r}; {line['measure']} knows: " + _named(measure)
    yield from _wrong_only(where, line, measure)


def _wrong_only(where: str, line: Mapping[str, Any], measure: Measure) -> Iterator[str]:
    only = line.get("only", {})
    if not isinstance(only, Mapping):
        yield f"{where}: only is no table"
        return
    for axis, values in only.items():
        split = measure.splits.get(axis)
        if split is None:
            yield f"{where} is only about some {axis!r}; {line['measure']} knows: " + _named(
                measure
            )
        elif not (isinstance(values, list) and values):
            yield f"{where}: only.{axis} is no list of values"
        else:
            strange = [str(value) for value in values if str(value) not in split.values]
            if strange:
                yield f"{where}: {axis} is never {', '.join(strange)}; known: " + ", ".join(
                    split.values
                )
    if str(line.get("by")) in only:
        yield f"{where} is split by what it is only about"


def _wrong_not_asked(rows: Any) -> Iterator[str]:
    if rows and not _rows(rows):
        yield "not_asked is no list of tables"
        return
    for at, row in enumerate(rows, start=1):
        yield from _strange(f"not_asked {at}", row, {"words", "why"})
        yield from _unsaid(f"not_asked {at}: words", row.get("words"))
        yield from _unsaid(f"not_asked {at}: why", row.get("why"))


def _rows(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(row, dict) for row in found)


def _strange(where: str, said: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    strange = sorted(set(said) - known)
    if strange:
        yield f"{where} says {', '.join(strange)}; known: {', '.join(sorted(known))}"


def _unsaid(where: str, words: Any) -> Iterator[str]:
    if not isinstance(words, Mapping):
        yield f"{where} is missing"
        return
    missing = [each for each in LANGUAGES if not (isinstance(words.get(each), str) and words[each])]
    if missing:
        yield f"{where} is not said in {', '.join(missing)}"


def _twice(slugs: list[str]) -> list[str]:
    return sorted({slug for slug in slugs if slugs.count(slug) > 1})


def _named(measure: Measure) -> str:
    return ", ".join(measure.splits) or "no split"


# --- made ------------------------------------------------------------------------------


def _made(name: str, said: Mapping[str, Any]) -> Return:
    return Return(
        slug=name,
        version=said["version"],
        country=said["country"],
        every=said["every"],
        title=said["title"],
        about=said["about"],
        parts=tuple(
            Part(part["words"], tuple(_line(line) for line in part["lines"]))
            for part in said["parts"]
        ),
        not_asked=tuple(NotAsked(row["words"], row["why"]) for row in said.get("not_asked", [])),
    )


def _line(said: Mapping[str, Any]) -> Line:
    only = said.get("only", {})
    return Line(
        slug=said["slug"],
        words=said["words"],
        measure=said["measure"],
        asks=said["asks"],
        only=tuple((axis, tuple(sorted(set(only[axis])))) for axis in sorted(only)),
        by=said.get("by", ""),
        note=said.get("note"),
    )
