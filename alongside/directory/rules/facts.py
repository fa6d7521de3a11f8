"""Which facts are asked about a place, in which order, and how voices stand side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# The five imperatives of a support somebody can use; then safer use; then what it is.
IMPERATIVES: Mapping[str, tuple[str, ...]] = {
    "barriers": ("no-papers", "no-appointment", "no-fee", "no-abstinence"),
    "hours": ("evenings",),
    "safe": ("culturally-safe",),
    "near": ("transit", "comes-to-you", "fare", "wheelchair", "children"),
    "people": ("peer-run", "knows", "kind"),
}
SAFER = ("medication", "naloxone", "supplies")
DIMENSIONS = ("stage", "support", "setting")
OF_A_MEETING = ("medication", "culturally-safe", "transit", "wheelchair", "children", "kind")
OF_A_SERVICE = (*(kind for kinds in IMPERATIVES.values() for kind in kinds), *SAFER)
GROUPS = (*IMPERATIVES, "safer", *DIMENSIONS)
RANK = ("editor", "people", "listing")


def group_of(kind: str) -> str:
    """Under which heading a fact stands."""
    if kind in SAFER:
        return "safer"
    return next((name for name, kinds in IMPERATIVES.items() if kind in kinds), kind)


@dataclass(slots=True)
class Said:
    """One thing, with every voice on it."""

    kind: str
    value: str
    voices: list[Any] = field(default_factory=list)

    @property
    def is_disputed(self) -> bool:
        return len({voice.is_so for voice in self.voices}) > 1

    @property
    def is_so(self) -> bool:
        """Somebody says so, and nobody says that it is not."""
        return all(voice.is_so for voice in self.voices)


@dataclass(slots=True)
class Together:
    """Things that the same voices say on the same day: they are said once for all of them."""

    lines: list[Said]

    @property
    def voices(self) -> list[Any]:
        return self.lines[0].voices


def together(lines: Iterable[Said]) -> list[Together]:
    found: dict[Any, list[Said]] = {}
    for each in lines:
        sounds = tuple(
            (fact.says, fact.is_so, fact.voices, fact.said_at and fact.said_at.date())
            for fact in each.voices
        )
        found.setdefault(sounds, []).append(each)
    return [Together(said) for said in found.values()]


def side_by_side(facts: Iterable[Any]) -> dict[str, list[Together]]:
    """Facts by heading in a fixed order, each with its voices, the nearest to the door first:
    never averaged, none left out."""
    said: dict[tuple[str, str], Said] = {}
    for fact in facts:
        key = (fact.kind, fact.value)
        said.setdefault(key, Said(*key)).voices.append(fact)
    groups: dict[str, list[Said]] = {name: [] for name in GROUPS}
    for each in said.values():
        each.voices.sort(key=lambda fact: (RANK.index(fact.says), not fact.is_so))
        groups.setdefault(group_of(each.kind), []).append(each)
    order = {kind: at for at, kind in enumerate((*OF_A_SERVICE, *DIMENSIONS))}
    for lines in groups.values():
        lines.sort(key=lambda each: (order.get(each.kind, 99), each.value))
    return {name: together(lines) for name, lines in groups.items() if lines}


def settled(voices: Iterable[tuple[bool, str]]) -> tuple[str, str]:
    """One answer of voices (is so, who says): yes or no, empty where they differ; and in whose
    name. What editors say settles it."""
    heard = list(voices)
    answers = {is_so for is_so, says in heard if says == "editor"} or {is_so for is_so, _ in heard}
    told = {says for _, says in heard}
    name = next(says for says in RANK if says in told)
    return "" if len(answers) > 1 else ("yes" if True in answers else "no"), name
