"""What can be handed out: the list that comes with the house, and what an organisation says
differently or adds. The list is data, `data/items.toml`, in three languages."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

FILE = Path(__file__).parent.parent / "data" / "items.toml"
LANGUAGES = ("en", "fr", "es")
ROUTES = ("nasal", "injectable")
NALOXONE = "naloxone"
OWN = "own-"  # how slugs of an organisation's own things begin
MOST_DOSES, MOST_USUAL = 100, 1000

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of thing. `usual` is what one tap hands out; `doses` are in one unit of it."""

    slug: str
    kind: str
    unit: str
    names: Words
    usual: int = 1
    doses: int = 0
    route: str = ""
    strength: str = ""
    lots: bool = False  # the number and the date on the box are kept
    back: bool = False  # used ones come back
    hidden: bool = False  # not offered here any more; what was handed out keeps its name

    def called(self, language: str) -> str:
        return self.names.get(language[:2]) or self.names.get("en") or self.slug

    @property
    def is_naloxone(self) -> bool:
        return self.kind == NALOXONE


class Own(Protocol):
    """What an organisation says of a thing; empty where it is as on the list."""

    slug: str
    name: str
    name_fr: str
    name_es: str
    kind: str
    unit: str
    usual: int | None
    doses: int | None
    route: str
    strength: str
    keeps_lots: bool | None
    comes_back: bool | None
    is_hidden: bool


def load(text: str) -> tuple[Mapping[str, Item], Mapping[str, Words], Mapping[str, Words]]:
    """Items, kinds and units by slug. ValueError where the list can't be right."""
    said = tomllib.loads(text)
    kinds, units = said["kinds"], said["units"]
    items = {slug: _item(slug, row, kinds, units) for slug, row in said["items"].items()}
    for words in [*kinds.values(), *units.values()]:
        _require_names(words)
    return items, kinds, units


def _item(slug: str, row: Mapping[str, Any], kinds: Any, units: Any) -> Item:
    item = Item(slug=slug, **row)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,39}", slug) or slug.startswith(OWN):
        raise ValueError(f"{slug}: not a name for a thing")
    if item.kind not in kinds or item.unit not in units:
        raise ValueError(f"{slug}: of no kind, or in no unit")
    if item.route not in ("", *ROUTES) or not 0 <= item.doses <= MOST_DOSES:
        raise ValueError(f"{slug}: no such route, or too many doses")
    if not 1 <= item.usual <= MOST_USUAL:
        raise ValueError(f"{slug}: nobody usually takes that many")
    if item.is_naloxone and not (item.doses and item.route and item.lots):
        raise ValueError(f"{slug}: naloxone says its doses and its route, and keeps its lots")
    _require_names(item.names)
    return item


def _require_names(words: Words) -> None:
    if missing := [language for language in LANGUAGES if not words.get(language)]:
        raise ValueError(f"{words}: says nothing in {missing}")


SHIPPED, KINDS, UNITS = load(FILE.read_text(encoding="utf-8"))


def catalogue(own: Iterable[Own]) -> Mapping[str, Item]:
    """By slug, in the order of the list, with what the organisation says of each, and its own
    at the end by name."""
    said = {row.slug: row for row in own}
    found = {
        slug: _as_said(item, said[slug]) if slug in said else item for slug, item in SHIPPED.items()
    }
    theirs = [_as_said(_blank(row), row) for slug, row in said.items() if slug not in SHIPPED]
    for item in sorted(theirs, key=lambda item: item.called("en").casefold()):
        found[item.slug] = item
    order = {kind: place for place, kind in enumerate(KINDS)}
    return dict(sorted(found.items(), key=lambda pair: order.get(pair[1].kind, len(order))))


def _blank(row: Own) -> Item:
    return Item(slug=row.slug, kind="other", unit="piece", names={"en": row.slug})


def _as_said(item: Item, row: Own) -> Item:
    said = {"en": row.name, "fr": row.name_fr, "es": row.name_es}
    own_names = {language: name for language, name in said.items() if name}
    base = {} if row.name and item.slug.startswith(OWN) else dict(item.names)
    return replace(
        item,
        names=base | own_names,
        kind=row.kind if row.kind in KINDS else item.kind,
        unit=row.unit if row.unit in UNITS else item.unit,
        usual=row.usual or item.usual,
        doses=item.doses if row.doses is None else row.doses,
        route=row.route or item.route,
        strength=row.strength or item.strength,
        lots=item.lots if row.keeps_lots is None else row.keeps_lots,
        back=item.back if row.comes_back is None else row.comes_back,
        hidden=row.is_hidden,
    )


def kind_called(kind: str, language: str) -> str:
    words = KINDS.get(kind, {})
    return words.get(language[:2]) or words.get("en") or kind


def unit_called(unit: str, language: str) -> str:
    words = UNITS.get(unit, {})
    return words.get(language[:2]) or words.get("en") or unit


def amount(thing: Sequence[Any], language: str) -> str:
    """So many of a thing, as a person's own record keeps it: slug, count, and its name then."""
    slug, count, name = thing
    return f"{count} × {SHIPPED[slug].called(language) if slug in SHIPPED else name}"
