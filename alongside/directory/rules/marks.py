"""What a search may ask of a listing, one bit each: asking for several is one comparison.

The order is part of what is stored: new ones go to the end, and then `manage.py reindex`.
"""

from collections.abc import Iterable

NAMES = (
    # how one takes part
    "here", "online", "phone", "appointment", "exact", "dated",
    # when, for meetings without a certain day
    "morning", "afternoon", "evening", "night",
    # pathways
    "12-step", "secular", "faith", "culture", "harm-reduction", "family", "professional",
    # for whom
    "youth", "women", "men", "indigenous", "lgbtq", "for-family", "deaf", "seniors", "colour",
    # what helps one to take part
    "wheelchair", "childcare",
    # what a service says of itself, or people who went
    "medication", "no-papers", "no-appointment", "no-fee", "no-abstinence", "evenings",
    "culturally-safe", "peer-run", "naloxone", "supplies",
    # languages
    "en", "es", "fr", "ase", "ar", "zh", "pl", "pt", "ru", "vi",
    "newcomers", "open",
)  # fmt: skip
BITS = {name: 1 << place for place, name in enumerate(NAMES)}
assert len(NAMES) < 63  # what every database has room for


def mask(names: Iterable[str]) -> int:
    """The bits of all names that there are."""
    bits = 0
    for name in names:
        bits |= BITS.get(name, 0)
    return bits


def names(bits: int) -> set[str]:
    return {name for name, bit in BITS.items() if bits & bit}
