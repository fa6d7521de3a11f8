"""When an alert may be shown to everybody, and for how long. A false alarm makes the next true
one worth less, and a late one is no use: colleagues see it at once, everybody once it is
checked."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

LONGEST = timedelta(days=14)
TOLD_ONLY = timedelta(days=3)  # what nobody has measured
SHOWN_AS_WRONG = timedelta(days=2)  # so that who read it reads that it was wrong
ENOUGH = 2  # people who said so, each by themselves
KMS = (10, 25, 50, 100, 250)
MEASURED = frozenset({"checked", "lab"})
OF_OFFICE = frozenset({"health", "hospital"})
SOLD_AS, LOOKS, AREA, SOURCE, UNKNOWN, MORE = 60, 200, 120, 120, 400, 400

# What to do, by what is going round; then what always helps. Ours: not from any study.
ADVICE: Mapping[str, tuple[Words, ...]] = {
    "unexpected": (_("Have it checked where you can, also when you know who it is from."),),
    "stronger": (_("Start with much less than usual, and wait."),),
    "sedating": (
        _("Naloxone helps with the opioid in it, not with the rest: people may breathe again and "
          "not wake up. Breathing is what counts."),
        _("Give one dose, breathe for them, wait two or three minutes before the next."),
    ),
    "cluster": (_("Whatever you have: take it as unknown. Start with much less, and wait."),),
    "lookalike": (_("A pill that is not from a pharmacy can have anything in it."),),
    "wounds": (_("Look at your skin. Wounds can come where nobody injected; have them seen early, "
                 "and keep them covered and moist."),),
    "missing": (_("Your body gets used to less within days. What you took before may be too much "
                  "now."),),
}  # fmt: skip
ALWAYS: tuple[Words, ...] = (
    _("Try not to use alone. If you are alone, somebody on the phone can stay with you."),
    _("Carry naloxone, and show somebody where it is."),
    _("If somebody does not wake up: call for help, breathe for them, give naloxone, stay."),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What an alert says. `found` are slugs of `samples.SUBSTANCES`; a position is coarse."""

    kind: str
    sold_as: str
    source: str
    area: str
    unknown: str
    days: int = 3
    looks: str = ""
    found: Collection[str] = ()
    source_words: str = ""
    told_by: int = 0
    more: str = ""
    latitude: float | None = None
    longitude: float | None = None
    km: int = 50
    sample: uuid.UUID | None = None


class Lack(StrEnum):
    """What stands in the way of showing it to everybody."""

    OVER = "over"
    NO_AREA = "no-area"
    NO_UNKNOWN = "no-unknown"
    ONE_VOICE = "one-voice"
    SAME_EYES = "same-eyes"


LACKS: Mapping[Lack, Words] = {
    Lack.OVER: _("Its time is over, or it was ended."),
    Lack.NO_AREA: _("It says no place for which it is true."),
    Lack.NO_UNKNOWN: _("It does not say what isn’t known."),
    Lack.ONE_VOICE: _("Only one person said so, and nobody has measured it. Ask a second one."),
    Lack.SAME_EYES: _("Whoever wrote it can’t be the one who checks it."),
}


@dataclass(frozen=True, slots=True)
class Facts:
    source: str
    told_by: int
    area: str
    unknown: str
    expires_at: datetime
    is_ended: bool
    is_own: bool  # whoever asks wrote it


def lacks(facts: Facts, *, now: datetime) -> list[Lack]:
    """Empty where everybody may read it."""
    alone = facts.source == "people" and facts.told_by < ENOUGH
    said = (
        (Lack.OVER, facts.is_ended or facts.expires_at <= now),
        (Lack.NO_AREA, not facts.area.strip()),
        (Lack.NO_UNKNOWN, not facts.unknown.strip()),
        (Lack.ONE_VOICE, alone),
        (Lack.SAME_EYES, facts.is_own),
    )
    return [lack for lack, is_so in said if is_so]


def in_miles(km: int) -> int:
    """Beside it, for whoever thinks in miles."""
    return round(km * 0.621)


def longest(source: str) -> timedelta:
    return LONGEST if source in MEASURED | OF_OFFICE else TOLD_ONLY


def may_expire(expires_at: datetime, *, source: str, now: datetime) -> bool:
    return now < expires_at <= now + longest(source) + timedelta(minutes=5)


def how_sure(source: str) -> Words:
    """In a sentence that anybody reads."""
    if source in MEASURED:
        return _("It was measured. One sample is not all there is.")
    if source in OF_OFFICE:
        return _("It comes from people who see many, and was not measured by us.")
    return _("It was told, and not measured. It may be wrong.")
