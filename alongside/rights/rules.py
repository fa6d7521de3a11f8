"""What law asks to be kept, when something is due, and by when who must be told. Plain values
only; what a regime asks is data (`participants/data/regimes.toml`)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Then, Words
from alongside.participants.rules import regimes

# Why a law may ask that something stays.
AGREEMENTS, ACCOUNTING, ACCESS, DEMANDS = "agreements", "accounting", "access", "demands"
GROUNDS: Mapping[str, Words] = {
    AGREEMENTS: _("what you agreed to, to show that it was done with your yes"),
    ACCOUNTING: _("the account of what left us, and to whom"),
    ACCESS: _("who could open your record, and when"),
    DEMANDS: _("what was demanded by law, and what was answered"),
}


WHO: Mapping[str, Words] = {
    "person": _("each person it is about"),
    "hhs": _("the Secretary of Health and Human Services (HHS)"),
    "media": _("the media of the state or area"),
    "ico": _("the Information Commissioner (ICO)"),
    "ipc": _("the Information and Privacy Commissioner"),
    "ipc-yearly": _("the yearly statistics of the Commissioner"),
    "authority": _("the authority that watches over privacy where you are"),
}
AGREEMENTS_ASKED: Mapping[str, Words] = {
    "qsoa": _("a qualified service organization agreement (42 CFR 2.11), with a HIPAA one"),
    "baa": _("a business associate agreement (45 CFR 164.504(e))"),
    "contract": _("a contract that says what they may do with people’s data"),
    "processor": _("a processor agreement (UK GDPR Art. 28)"),
    "agent": _("an agreement with an agent or service provider (PHIPA s. 17, O. Reg. 329/04)"),
}
# --- erasing -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one row. Sealed rows have a ground, its rule, and their last day."""

    then: Then
    ground: str = ""
    law: str = ""
    until: date | None = None


ERASED = Fate(Then.ERASE)


def fate(ground: str, regime: regimes.Regime, *, since: date, today: date) -> Fate:
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


# --- putting together, taking apart ------------------------------------------------------------

UNDO_DAYS = 30


def may_undo(made_at: datetime, *, now: datetime) -> bool:
    """Thirty days to the second."""
    return now - made_at < timedelta(days=UNDO_DAYS)


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


def may_answer(kind: str, regime: regimes.Regime, *, has_order: bool) -> bool:
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
    regime: regimes.Regime,
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
            WHO[clock.to],
            clock.by(found_at),
            done.get(clock.slug, ""),
            clock.slug not in done and now > clock.by(found_at),
        )
        for clock in regime.clocks
        if clock.applies(people=people, is_risky=is_risky)
    ]
    return sorted(found, key=lambda task: (bool(task.done_at), task.by))
