"""Which table this is, and which column means what: guessed from the headings, and from what was
said the last time."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.exchange.people import shapes, values

Memory = Mapping[str, Mapping[str, str]]  # kind → folded heading → field, empty: left out
LEAVE = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """`fields` has one slug a column; empty where it is left out."""

    kind: str
    fields: tuple[str, ...]


@functools.cache
def _known(kind: str) -> Mapping[str, str]:
    """Folded heading → field of this kind; the earlier field wins."""
    found: dict[str, str] = {}
    for each in shapes.KIND[kind].fields:
        for word in (each.slug, str(each.slug).replace("_", " "), *each.heads.split(",")):
            found.setdefault(values.folded(word), each.slug)
    return found


def columns(kind: str, headings: Sequence[str], memory: Memory) -> tuple[str, ...]:
    """A field for each column; none is meant twice."""
    before, known = memory.get(kind, {}), _known(kind)
    taken: set[str] = set()
    found = []
    for heading in headings:
        folded = values.folded(heading)
        slug = before[folded] if folded in before else known.get(folded, LEAVE)
        slug = LEAVE if slug in taken or shapes.KIND[kind].field(slug) is None else slug
        taken.add(slug)
        found.append(slug)
    return tuple(found)


def kind_of(name: str, headings: Sequence[str], memory: Memory) -> str:
    """The kind of which most is there; empty where too little is. Where a name says it, that
    counts for more than headings that several kinds have."""
    said = values.folded(name)
    best, score = "", 0.0
    for slug, kind in shapes.KIND.items():
        fields = set(columns(slug, headings, memory)) - {LEAVE}
        if any(each.needed and each.slug not in fields for each in kind.fields):
            continue
        named = said in {slug, *(values.folded(word) for word in kind.heads.split(","))}
        before = memory.get(slug, {}).keys() >= {values.folded(each) for each in headings}
        needed = sum(each.needed for each in kind.fields)
        found = len(fields) + 100 * named + 10 * before + max(0, needed - 1) / 2
        if found > score:
            best, score = slug, found
    return best if score >= 2 else ""


def guess(name: str, headings: Sequence[str], memory: Memory) -> Guess:
    kind = kind_of(name, headings, memory)
    return Guess(kind, columns(kind, headings, memory) if kind else ("",) * len(headings))
