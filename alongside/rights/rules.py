"""What law asks to be kept, when something is due, and by when who must be told. Plain values
only; a regime is what `REGIMES` says of it, and nothing of one is used for another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Then, Words

# Why a law may ask that something stays.
AGREEMENTS, ACCOUNTING, ACCESS, DEMANDS = "agreements", "accounting", "access", "demands"
GROUNDS: Mapping[str, Words] = {
    AGREEMENTS: _("what you agreed to, to show that it was done with your yes"),
    ACCOUNTING: _("the account of what left us, and to whom"),
    ACCESS: _("who could open your record, and when"),
    DEMANDS: _("what was demanded by law, and what was answered"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """Somebody must be told of an incident: `within` so many hours of finding it (0: at once),
    or with the yearly list (`yearly`, so many days into the next year). From `least` people on, and
    below `most`."""

    slug: str
    who: Words
    within: int = 0
    yearly: int = 0
    least: int = 0
    most: int = 10**9
    risky: bool = False  # only where it may harm people

    def applies(self, *, people: int, is_risky: bool) -> bool:
        return self.least <= people < self.most and (is_risky or not self.risky)

    def by(self, found_at: datetime) -> datetime:
        if self.yearly:
            return found_at.replace(
                year=found_at.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0
            ) + timedelta(days=self.yearly)
        return found_at + timedelta(hours=self.within)


@dataclass(frozen=True, slots=True)
class Regime:
    """What one regime asks of this floor: years by ground, each with the rule that says so;
    whether a subpoena without a court's order is refused; whom to tell of an incident; the
    agreement that a service needs before it is used."""

    slug: str
    name: Words
    holds: Mapping[str, tuple[int, str]]
    needs_order: bool
    clocks: tuple[Clock, ...]
    agreement: str


_PEOPLE = _("each person it is about")
_SECRETARY = _("the Secretary of Health and Human Services (HHS)")
_HIPAA_CLOCKS = (
    Clock("people", _PEOPLE, within=60 * 24),
    Clock("secretary", _SECRETARY, within=60 * 24, least=500),
    Clock("secretary-yearly", _SECRETARY, yearly=60, most=500, least=1),
    Clock("media", _("the media of the state or area"), within=60 * 24, least=501),
)
_SIX = {
    AGREEMENTS: (6, "45 CFR 164.530(j)"),
    ACCOUNTING: (6, "45 CFR 164.528"),
    ACCESS: (6, "45 CFR 164.316(b)(2)"),
    DEMANDS: (6, "45 CFR 164.530(j)"),
}
REGIMES: Mapping[str, Regime] = {
    regime.slug: regime
    for regime in (
        Regime(
            "us-part2",
            _("United States: 42 CFR Part 2"),
            _SIX | {ACCOUNTING: (6, "42 CFR 2.25; 45 CFR 164.528")},
            True,
            _HIPAA_CLOCKS,
            "qsoa",
        ),
        Regime("us-hipaa", _("United States: HIPAA"), _SIX, False, _HIPAA_CLOCKS, "baa"),
        Regime(
            "us-neither",
            _("United States: neither Part 2 nor HIPAA"),
            {},
            False,
            (Clock("people", _PEOPLE, within=60 * 24),),
            "contract",
        ),
        Regime(
            "uk-gdpr",
            _("United Kingdom: UK GDPR"),
            {
                AGREEMENTS: (6, "UK GDPR Art. 7(1), 17(3)(e); Limitation Act 1980 s. 5"),
                ACCOUNTING: (6, "UK GDPR Art. 5(2), 17(3)(e); Limitation Act 1980 s. 5"),
            },
            False,
            (
                Clock("authority", _("the Information Commissioner (ICO)"), within=72, risky=True),
                Clock("people", _PEOPLE, risky=True),
            ),
            "processor",
        ),
        Regime(
            "ca-phipa",
            _("Ontario: PHIPA"),
            {},
            False,
            (
                Clock("people", _PEOPLE),
                Clock("authority", _("the Information and Privacy Commissioner"), risky=True),
                Clock("yearly", _("the yearly statistics of the Commissioner"), yearly=59),
            ),
            "agent",
        ),
    )
}
AGREEMENTS_ASKED: Mapping[str, Words] = {
    "qsoa": _("a qualified service organization agreement (42 CFR 2.11), with a HIPAA one"),
    "baa": _("a business associate agreement (45 CFR 164.504(e))"),
    "contract": _("a contract that says what they may do with people’s data"),
    "processor": _("a processor agreement (UK GDPR Art. 28)"),
    "agent": _("an agreement with an agent or service provider (PHIPA s. 17, O. Reg. 329/04)"),
}
OF_COUNTRIES = {"US": "us-part2", "GB": "uk-gdpr", "CA": "ca-phipa"}


def regime_of_country(country: str) -> Regime:
    """While nobody has said which one it is: the strictest of the country. What is not known is
    treated as covered."""
    return REGIMES[OF_COUNTRIES.get(country.upper(), "us-part2")]


# --- erasing -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row. Sealed rows have a ground, its rule, and their last day."""

    then: Then
    ground: str = ""
    law: str = ""
    until: date | None = None


ERASED = Fate(Then.ERASE)


def fate(ground: str, regime: Regime, *, since: date, today: date) -> Fate:
    """Erased, unless the regime asks for it, and then only until its last day. `since` is when
    the row was made or ended."""
    years, law = regime.holds.get(ground, (0, ""))
    if not years:
        return ERASED
    until = years_after(since, years)
    return ERASED if until < today else Fate(Then.SEAL, ground, law, until)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, the day after where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def due_before(days: int, *, now: datetime) -> datetime:
    """What counts from before this moment is due: `days` of 365 to the year."""
    return now - timedelta(days=days)


def stops(holds_until: Collection[date], *, today: date) -> bool:
    """Whether one of the holds still stands. Its last day is the person's no longer than that."""
    return any(until >= today for until in holds_until)


# --- receipts ----------------------------------------------------------------------------

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another
GROUPS, EACH = 4, 4


def plain_code(text: str) -> str:
    """A code as it is compared: capital letters, without spaces or dashes."""
    return "".join(sign for sign in text.upper() if sign in LETTERS)


def shown_code(code: str) -> str:
    return "-".join(code[start : start + EACH] for start in range(0, len(code), EACH))


def is_code(text: str) -> bool:
    return len(plain_code(text)) == GROUPS * EACH


# --- demands by law ----------------------------------------------------------------------


def may_answer(kind: str, regime: Regime, *, has_order: bool) -> bool:
    """Whether anything may be given at all. Under Part 2 nothing is, neither on a subpoena nor
    on a warrant, without the court's order for it (42 CFR 2.61)."""
    if not regime.needs_order:
        return True
    return has_order


def may_tell(secret_until: date | None, *, today: date) -> bool:
    return secret_until is None or secret_until < today


# --- agreements --------------------------------------------------------------------------


def lives(signed_on: date, until_on: date | None, *, today: date) -> bool:
    return signed_on <= today and (until_on is None or today <= until_on)


# --- incidents ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody to tell of an incident: by when, and whether it is done."""

    slug: str
    who: Words
    by: datetime
    done_at: str
    is_late: bool


def tasks(
    regime: Regime,
    *,
    found_at: datetime,
    people: int,
    is_risky: bool,
    done: Mapping[str, str],
    now: datetime,
) -> list[Task]:
    """Whom to tell, the most pressing first."""
    found = [
        Task(
            clock.slug,
            clock.who,
            clock.by(found_at),
            done.get(clock.slug, ""),
            clock.slug not in done and now > clock.by(found_at),
        )
        for clock in regime.clocks
        if clock.applies(people=people, is_risky=is_risky)
    ]
    return sorted(found, key=lambda task: (bool(task.done_at), task.by))
