"""What each law asks, read from data: `data/regimes.toml` and the words all share,
`data/sharing.toml`. Plain values only."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"

SHARED = "shared"  # an ordinary yes; the other kinds must stand apart from it
TPO = "tpo"  # treatment, payment and operations, as one


@dataclass(frozen=True, slots=True)
class Category:
    """Something that can leave. `identifies`: says by itself who it is about."""

    slug: str
    identifies: bool = False
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """A kind of recipient. `coerces`: has power over the person."""

    slug: str
    coerces: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Purpose:
    """`least` serves it and is offered first; nothing outside `most` ever goes."""

    slug: str
    least: tuple[str, ...]
    most: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of yes, and what it may be for."""

    slug: str
    purposes: tuple[str, ...]
    elements: tuple[str, ...] = ()
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Exemption:
    """What may leave without a yes: once its facts are written down, for so many hours."""

    slug: str
    purposes: tuple[str, ...]
    recipients: tuple[str, ...]
    categories: tuple[str, ...]
    facts: tuple[str, ...]
    hours: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Who hears of a breach: within so many `hours` of finding it (0: without delay), or
    `yearly` together, that many days after the year. It runs from, or below, so many people;
    `risky`: only where it may harm them."""

    slug: str
    to: str
    hours: int = 0
    yearly: int = 0
    from_people: int = 0
    below_people: int = 10**9
    risky: bool = False

    def applies(self, *, people: int, is_risky: bool) -> bool:
        counts = self.from_people <= people < self.below_people
        return counts and (is_risky or not self.risky)

    def by(self, found_at: datetime) -> datetime:
        if not self.yearly:
            return found_at + timedelta(hours=self.hours)
        midnight = found_at.replace(hour=0, minute=0, second=0, microsecond=0)
        next_year = midnight.replace(year=found_at.year + 1, month=1, day=1)
        return next_year + timedelta(days=self.yearly)


@dataclass(frozen=True, slots=True)
class Regime:
    slug: str
    country: str
    basis: tuple[str, ...]
    ways: tuple[str, ...]
    recipients: tuple[str, ...]
    elements: tuple[str, ...]
    kinds: Mapping[str, Kind]
    exceptions: Mapping[str, Exemption]
    statement: str
    scope: bool
    account_years: int
    adult: int
    below: str
    clocks: tuple[Clock, ...]
    agreement: str
    needs_order: bool
    holds: Mapping[str, tuple[int, str]]

    def asks(self, kind: str) -> tuple[str, ...]:
        """Every element that a yes of this kind must hold."""
        return tuple(dict.fromkeys(self.elements + self.kinds[kind].elements))

    def kind_for(self, purpose: str, categories: tuple[str, ...]) -> str:
        """The kind of yes that this takes, by itself; empty where there is none."""
        apart = {CATEGORIES[slug].apart for slug in categories if slug in CATEGORIES}
        if purpose == TPO or apart == {""}:
            ordinary = purpose in self.kinds[SHARED].purposes
            kind = SHARED if ordinary else purpose
            return kind if kind in self.kinds else ""
        kind = apart.pop() if len(apart) == 1 else ""
        return kind if kind in self.kinds and purpose in self.kinds[kind].purposes else ""


def _read(slug: str, said: Mapping[str, Any]) -> Regime:
    def rows(name: str, make: Any) -> dict[str, Any]:
        return {key: make(slug=key, **_frozen(row)) for key, row in said.get(name, {}).items()}

    plain = {name: tuple(said[name]) for name in ("basis", "ways", "recipients", "elements")}
    return Regime(
        slug=slug,
        country=said["country"],
        kinds=rows("kinds", Kind),
        exceptions=rows("exceptions", Exemption),
        statement=said["statement"],
        scope=said["scope"],
        account_years=said["account_years"],
        adult=said["minors"]["adult"],
        below=said["minors"]["below"],
        clocks=tuple(Clock(**row) for row in said["clocks"]),
        agreement=said["agreement"],
        needs_order=said.get("needs_order", False),
        holds={ground: (years, law) for ground, (years, law) in said.get("holds", {}).items()},
        **plain,
    )


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(one) if isinstance(one, list) else one for key, one in row.items()}


def _words(name: str, make: Any) -> dict[str, Any]:
    return {slug: make(slug=slug, **_frozen(row)) for slug, row in _SHARING[name].items()}


_SHARING = tomllib.loads((DATA / "sharing.toml").read_text(encoding="utf-8"))
CATEGORIES: Mapping[str, Category] = _words("categories", Category)
ASKERS: Mapping[str, Asker] = _words("recipients", Asker)
PURPOSES: Mapping[str, Purpose] = _words("purposes", Purpose)
REGIMES: Mapping[str, Regime] = {
    slug: _read(slug, said)
    for slug, said in tomllib.loads((DATA / "regimes.toml").read_text(encoding="utf-8")).items()
}
# While nobody has said which: the strictest of the country. What is not known counts as covered.
STRICTEST = {"US": "us-part2", "GB": "uk-gdpr", "CA": "ca-phipa"}
COERCING = tuple(slug for slug, asker in ASKERS.items() if asker.coerces)


def of(slug: str) -> Regime | None:
    """None where no regime was chosen, or one we do not know: then nothing leaves."""
    return REGIMES.get(slug)


def of_country(country: str) -> Regime:
    """For what is kept and who is told, which can't wait until one is chosen."""
    return REGIMES[STRICTEST.get(country.upper(), "us-part2")]


def serving(purpose: str, categories: tuple[str, ...]) -> tuple[str, ...]:
    """Of what is asked for, what may serve the purpose at all, in one order."""
    found = PURPOSES.get(purpose)
    most = found.most if found else ()
    return tuple(slug for slug in CATEGORIES if slug in most and slug in categories)
