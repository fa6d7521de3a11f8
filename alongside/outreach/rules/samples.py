"""What is in something: how each method knows, what it can't say, and what nobody expected."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

SUBSTANCES: Mapping[str, Words] = {
    "fentanyl": _("fentanyl"),
    "fluorofentanyl": _("fluorofentanyl"),
    "carfentanil": _("carfentanil"),
    "nitazenes": _("nitazenes"),
    "heroin": _("heroin"),
    "morphine": _("morphine"),
    "oxycodone": _("oxycodone"),
    "hydromorphone": _("hydromorphone"),
    "methadone": _("methadone"),
    "other-opioid": _("another opioid"),
    "xylazine": _("xylazine"),
    "medetomidine": _("medetomidine"),
    "bromazolam": _("bromazolam"),
    "etizolam": _("etizolam"),
    "alprazolam": _("alprazolam"),
    "other-benzo": _("another benzodiazepine"),
    "cocaine": _("cocaine"),
    "crack": _("crack"),
    "methamphetamine": _("methamphetamine"),
    "amphetamine": _("amphetamine"),
    "mdma": _("MDMA"),
    "cathinones": _("cathinones"),
    "ketamine": _("ketamine"),
    "ghb": _("GHB or GBL"),
    "lsd": _("LSD"),
    "pcp": _("PCP"),
    "cannabinoids": _("synthetic cannabinoids"),
    "btmps": _("BTMPS, an additive of plastic"),
    "local-anaesthetic": _("a local anaesthetic"),
    "levamisole": _("levamisole"),
    "caffeine": _("caffeine"),
    "paracetamol": _("paracetamol (acetaminophen)"),
    "sugars": _("sugars"),
    "filler": _("something to fill it up"),
    "unknown": _("something we can’t name"),
}
OPIOIDS = frozenset(
    {
        "fentanyl",
        "fluorofentanyl",
        "carfentanil",
        "nitazenes",
        "heroin",
        "morphine",
        "oxycodone",
        "hydromorphone",
        "methadone",
        "other-opioid",
    }
)
BENZOS = frozenset({"bromazolam", "etizolam", "alprazolam", "other-benzo"})
SEDATING = BENZOS | {"xylazine", "medetomidine", "ghb"}
HARMLESS = frozenset({"caffeine", "paracetamol", "sugars", "filler"})
# What a strip looks for, and what a finding by it says: a family, never which one.
LOOKS_FOR: Mapping[str, tuple[str, ...]] = {
    "fentanyl-strip": ("fentanyl", "fluorofentanyl", "carfentanil"),
    "benzo-strip": tuple(sorted(BENZOS)),
    "xylazine-strip": ("xylazine",),
    "nitazene-strip": ("nitazenes",),
}
STRIP_FINDS: Mapping[str, str] = {
    "fentanyl-strip": "fentanyl",
    "benzo-strip": "other-benzo",
    "xylazine-strip": "xylazine",
    "nitazene-strip": "nitazenes",
}
LIMITS: Mapping[str, Words] = {
    "ftir": _(
        "Sees the four to six things there is most of. Less than about 5% of something it can "
        "miss, and that can be a deadly amount of fentanyl."
    ),
    "fentanyl-strip": _(
        "Says yes or no, not how much. It can miss some relatives of fentanyl, and too little "
        "water can make it say yes where there is none."
    ),
    "benzo-strip": _("Says yes or no, not which one or how much. It misses some."),
    "xylazine-strip": _("Says yes or no, not how much. It does not see medetomidine."),
    "nitazene-strip": _("Says yes or no, not how much. It misses some nitazenes."),
    "reagent": _("A colour points to a family of drugs. It can’t say how much, or what else."),
    "lab": _("The surest way we have. It takes days, and speaks of this sample alone."),
}
MOST_FOUND = 12
SIGNS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none that is taken for another
LENGTH = 8


@dataclass(frozen=True, slots=True)
class Told:
    """One method's answer: `found` are slugs with a percentage, or None for an unknown part."""

    method: str
    outcome: str
    found: tuple[tuple[str, int | None], ...] = ()


def written(number: str) -> str:
    """'ACDE-FGHJ', as it stands on the slip."""
    return f"{number[:4]}-{number[4:]}"


def heard(said: str) -> str:
    """A number as somebody types it: without what stands between its signs; or nothing."""
    plain = "".join(sign for sign in said[:40].upper() if sign.isalnum())
    fits = len(plain) == LENGTH and all(sign in SIGNS for sign in plain)
    return written(plain) if fits else ""


def parts(said: Iterable[Any]) -> list[list[Any]] | None:
    """What was found, once each, the largest part first; None where it can't be true: not of our
    list, a part of nothing, more than the whole."""
    found: dict[str, int | None] = {}
    for slug, share in said:
        whole = share is None or (isinstance(share, int) and not isinstance(share, bool))
        if slug not in SUBSTANCES or slug in found or not whole:
            return None
        if share is not None and not 1 <= share <= 100:
            return None
        found[slug] = share
    if len(found) > MOST_FOUND or sum(share or 0 for share in found.values()) > 100:
        return None
    return [list(pair) for pair in sorted(found.items(), key=lambda pair: -(pair[1] or 0))]


def found_in(told: Iterable[Told]) -> list[tuple[str, int | None]]:
    """All that was found by any method. The larger known part wins; what a laboratory said comes
    last, so that its parts stand."""
    found: dict[str, int | None] = {}
    for one in sorted(told, key=lambda one: one.method == "lab"):
        if one.outcome != "found":
            continue
        seen = one.found or (((slug, None),) if (slug := STRIP_FINDS.get(one.method)) else ())
        for what, share in seen:
            if one.method == "lab" or found.get(what) is None:
                found[what] = share if share is not None else found.get(what)
    named = BENZOS & found.keys() - {"other-benzo"}
    if named and found.get("other-benzo", 0) is None:
        del found["other-benzo"]  # the strip saw the one that has a name
    return sorted(found.items(), key=lambda pair: -(pair[1] or 0))


def unexpected(expected: str, found: Collection[str]) -> list[str]:
    """What is in it that nobody thought of, the fillers apart. Where nobody said what they
    expected, nothing can be unexpected."""
    if not expected or expected == "unknown":
        return []
    return [slug for slug in found if slug != expected and slug not in HARMLESS]


def is_missing(expected: str, told: Collection[Told], found: Collection[str]) -> bool:
    """Whether what was expected was looked for in the whole, and not seen."""
    whole = any(one.method in {"ftir", "lab"} and one.outcome == "found" for one in told)
    return whole and bool(expected) and expected != "unknown" and expected not in found


def not_looked_for(told: Iterable[Told]) -> list[str]:
    """Strips that nobody dipped: what is not known."""
    methods = {one.method for one in told if one.outcome != "unclear"}
    return [] if "lab" in methods else [slug for slug in STRIP_FINDS if slug not in methods]
