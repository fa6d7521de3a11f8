"""What is asked about a kit and a reversal, and how both are counted. Plain values only."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

ROUTES: Mapping[str, Words] = {
    "nasal": _("A spray for the nose"),
    "injectable": _("Ampoules to inject"),
}
ROUTES_USED: Mapping[str, Words] = {**ROUTES, "both": _("Both")}
# What is shown in two minutes; each can be ticked alone.
TAUGHT: Mapping[str, Words] = {
    "signs": _("How an overdose looks"),
    "call": _("Calling an ambulance, and what to say"),
    "breaths": _("Rescue breathing"),
    "give": _("Giving naloxone, and when to give more"),
    "stay": _("Staying until help is there, and the recovery position"),
}
REASONS: Mapping[str, Words] = {
    "first": _("Their first kit"),
    "used": _("The last one was used"),
    "lost": _("Lost"),
    "stolen": _("Stolen"),
    "taken": _("Taken away by police or others"),
    "expired": _("Past its date"),
    "shared": _("Given to somebody else"),
    "more": _("They want more at hand"),
}
WAYS_OUT: Mapping[str, Words] = {
    "hand": _("From hand to hand"),
    "bulk": _("Many at once, to be passed on"),
    "post": _("By post"),
    "box": _("Into a box or cupboard where people help themselves"),
}
WHO: Mapping[str, Words] = {
    "friend": _("A friend or somebody I know"),
    "family": _("Somebody of my family"),
    "stranger": _("Somebody I did not know"),
    "me": _("Me: somebody gave it to me"),
}
SETTINGS: Mapping[str, Words] = {
    "home": _("At home"),
    "street": _("In the street or a park"),
    "shelter": _("In a shelter or hotel"),
    "washroom": _("In a washroom"),
    "car": _("In a car"),
    "service": _("At a service or site"),
    "other": _("Somewhere else"),
}
YES_NO: Mapping[str, Words] = {"yes": _("Yes"), "no": _("No")}
AMBULANCE: Mapping[str, Words] = {"yes": _("Somebody called"), "no": _("Nobody called")}
WHY_NOT: Mapping[str, Words] = {
    "awake": _("They came round and did not want it"),
    "police": _("Fear of police, arrest or papers"),
    "home": _("Fear of losing a home or a place in a shelter"),
    "children": _("Fear for the children"),
    "before": _("How they were treated before"),
    "phone": _("No phone, or no signal"),
    "trained": _("There was somebody who knew what to do"),
    "cost": _("What an ambulance costs"),
}
OUTCOMES: Mapping[str, Words] = {
    "came-round": _("They came round"),
    "hospital": _("They were taken to hospital"),
    "died": _("They died"),
}

# As they are listed beside each other: the question, and what could be said.
QUESTIONS: Mapping[str, tuple[Words, Mapping[str, Words]]] = {
    "breaths": (_("Did somebody breathe for them?"), YES_NO),
    "ambulance": (_("Was an ambulance called?"), AMBULANCE),
    "why_not": (_("What kept people from calling?"), WHY_NOT),
    "stayed": (_("Did somebody stay with them?"), YES_NO),
    "outcome": (_("How did it end?"), OUTCOMES),
    "route": (_("What kind of naloxone was it?"), ROUTES_USED),
    "who": (_("Who was it?"), WHO),
    "setting": (_("What kind of place was it?"), SETTINGS),
}

LONGEST_WORDS = 2000
MOST_DOSES = 40
MOST_KITS = 9999
MOST_ASKED = 3  # kits in one envelope
TOO_OLD = timedelta(days=5 * 365)
MOST_SENT = 20  # requests or stories an hour from one network: a shelter shares one

BIDI = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def plain(said: str, longest: int) -> str:
    """Words as they were said, without signs that turn writing round or show nothing."""
    kept = (sign for sign in said.translate(BIDI) if sign.isprintable() or sign == "\n")
    return "".join(kept).strip()[:longest]


def folded(name: str) -> str:
    """How names are compared: 'Doña Ana County, NM' is 'dona ana county nm'."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(
        re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))
    )


# --- what was told ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A reversal as somebody tells it. Everything may be missing."""

    doses: int | None = None
    route: str = ""
    who: str = ""
    setting: str = ""
    breaths: str = ""
    ambulance: str = ""
    why_not: tuple[str, ...] = ()
    stayed: str = ""
    outcome: str = ""
    words: str = ""
    may_pass_on: bool = False


ANSWERS: Mapping[str, Collection[str]] = {
    "route": ROUTES_USED,
    "who": WHO,
    "setting": SETTINGS,
    "breaths": YES_NO,
    "ambulance": AMBULANCE,
    "stayed": YES_NO,
    "outcome": OUTCOMES,
}


def is_sense(told: Told) -> bool:
    """Only answers that the page offers, and as many doses as people carry."""
    known = all(getattr(told, name) in {"", *said} for name, said in ANSWERS.items())
    doses = told.doses is None or 0 <= told.doses <= MOST_DOSES
    return known and doses and set(told.why_not) <= set(WHY_NOT)


def is_time_of(happened_at: datetime | None, *, now: datetime) -> bool:
    """Not in the future (phones go wrong by minutes), and within living memory."""
    return happened_at is None or now - TOO_OLD <= happened_at <= now + timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Given:
    """Kits that go out of an item, and what was shown with them."""

    item: str
    kits: int = 1
    way: str = "hand"
    reason: str = ""
    people: int = 1
    taught: tuple[str, ...] = ()
    trained: int | None = None  # None: everybody there, if anything was shown

    @property
    def were_trained(self) -> int:
        if self.trained is not None:
            return self.trained
        return self.people if self.taught else 0


def can_be_given(given: Given) -> bool:
    known = given.way in WAYS_OUT and given.reason in {"", *REASONS}
    many = 1 <= given.kits <= MOST_KITS
    shown = set(given.taught) <= set(TAUGHT) and 0 <= given.were_trained <= given.people
    return known and many and shown and 1 <= given.people <= MOST_KITS


# --- by month -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Month:
    """`rate` is how many reversals were told for a hundred kits that went out in the same month;
    None where none went out."""

    on: date
    kits: int
    doses: int
    reversals: int

    @property
    def rate(self) -> float | None:
        return 100 * self.reversals / self.kits if self.kits else None


def months_before(today: date, many: int) -> list[date]:
    """First days of so many months, this one last."""
    number = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number - many + 1, number + 1)]


def by_month(
    months: Sequence[date], out: Iterable[tuple[date, int, int]], told: Iterable[date]
) -> list[Month]:
    """`out` are (day, kits, doses); what is of no month of these is left out."""
    kits: Counter[date] = Counter()
    doses: Counter[date] = Counter()
    for day, many, in_them in out:
        kits[day.replace(day=1)] += many
        doses[day.replace(day=1)] += in_them
    reversals = Counter(day.replace(day=1) for day in told)
    return [Month(month, kits[month], doses[month], reversals[month]) for month in months]


# --- by area ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reach:
    """Kits of a year in one area beside the deaths of a year there, where those are published.
    `for_each_death` is None where they are not: nothing is worked out from what was held back."""

    kits: int
    deaths_a_year: float | None

    @property
    def for_each_death(self) -> float | None:
        if not self.deaths_a_year:
            return None
        return self.kits / self.deaths_a_year

    @property
    def band(self) -> str:
        """How much, as a word for the map: none, little, some, much; or unknown."""
        each = self.for_each_death
        if not self.kits:
            return "none"
        if each is None:
            return "unknown"
        return next((word for most, word in BANDS if each < most), "much")


BANDS = ((1.0, "little"), (9.0, "some"))


def counted_answers(
    rows: Iterable[Mapping[str, Any]], names: Sequence[str]
) -> dict[str, Counter[str]]:
    """How often each answer was given; '' where the question was left open."""
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for row in rows:
        for name in names:
            said = row[name]
            for each in said if isinstance(said, list) else [said]:
                found[name][str(each)] += 1
    return found
