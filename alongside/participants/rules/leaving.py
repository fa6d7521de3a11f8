"""May this leave? Only under a live yes that covers recipient, purpose, every category and the
moment, with all that the law asks of a yes; or under an exception of its closed list."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alongside.participants.rules import regimes

NAMED, BY_KIND, NETWORK = "named", "kind", "network"
NOTES = "counselling-notes"
ALIAS, OWN_NAME = "alias", "name"
SCREEN, PAPER, SPOKEN = "screen", "paper", "spoken"
# What a yes may end on, when not on a day.
EVENTS = ("referral-closed", "support-ends", "study-ends", "proceedings-end")
BOTH = "both"  # how a law says that minors and their representative sign together
TOLD = ("study-ends", "proceedings-end")  # nothing here knows of it by itself
STATEMENTS = ("right-to-withdraw", "cannot-undo", "refusing", "redisclosure", "opt-out")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would hold it: a name, and a slug of `regimes.ASKERS`."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody who may sign for another: verified, for some kinds, from then until then."""

    verified_at: datetime | None
    kinds: tuple[str, ...]
    from_at: datetime
    until_at: datetime | None = None
    refused_at: datetime | None = None

    def holds(self, kind: str, *, at: datetime) -> bool:
        ended = (self.until_at, self.refused_at)
        return (
            self.verified_at is not None
            and self.verified_at <= at
            and kind in self.kinds
            and self.from_at <= at
            and all(end is None or at < end for end in ended)
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """A yes, as it was given. `kept` says that what proves it is there: the tap, the scan, or
    who heard it. `age` is None for an adult; `both` says that they signed themselves beside whoever
    stands in for them."""

    id: uuid.UUID
    kind: str
    regime: str
    name: str
    discloser: str
    categories: tuple[str, ...]
    how: str
    recipient: str
    recipient_kind: str
    purpose: str
    from_at: datetime | None
    until_at: datetime | None
    way: str
    signed_at: datetime | None
    members: tuple[str, ...] = ()
    until_event: str = ""
    event_at: datetime | None = None
    signed_as: str = ALIAS
    kept: bool = True
    statements: frozenset[str] = frozenset()
    withdrawn_at: datetime | None = None
    age: int | None = None
    stand: Stand | None = None
    both: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """An exception somebody calls on, with the facts they wrote down first."""

    slug: str
    facts: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """`why` is `consent`, the slug of an exception, or what stands in the way; `missing` says
    what the nearest yes lacks."""

    allowed: bool
    why: str
    categories: tuple[str, ...] = ()
    consent_id: uuid.UUID | None = None
    statement: str = ""
    scope: bool = False
    missing: tuple[str, ...] = field(default=())


def may_disclose(
    consents: Sequence[Agreement],
    exceptions: Sequence[Claim],
    *,
    regime: str,
    recipient: Recipient,
    purpose: str,
    categories: Sequence[str],
    at: datetime,
    minors_from: int | None = None,
) -> Decision:
    """One yes, or one exception, must cover all of it: two halves make no whole."""
    law = regimes.of(regime)
    if law is None:
        return Decision(False, "no-regime")
    asked = tuple(dict.fromkeys(categories))
    if (
        not asked
        or asked != regimes.serving(purpose, asked)
        or recipient.kind not in regimes.ASKERS
    ):
        return Decision(False, "not-served")
    nearest: tuple[str, ...] | None = None
    for each in consents:
        lacks = lacking(each, law, recipient, purpose, asked, at=at, minors_from=minors_from)
        if not lacks:
            scope = law.scope
            return Decision(True, "consent", asked, each.id, law.statement, scope)
        nearest = lacks if nearest is None or len(lacks) < len(nearest) else nearest
    for claim in exceptions:
        if claimed(claim, law, recipient, purpose, asked, at=at):
            return Decision(True, claim.slug, asked, None, law.statement)
    return Decision(
        False, "no-consent" if nearest is None else "not-covered", missing=nearest or ()
    )


def lacking(
    given: Agreement,
    law: regimes.Regime,
    recipient: Recipient,
    purpose: str,
    categories: Sequence[str],
    *,
    at: datetime,
    minors_from: int | None = None,
) -> tuple[str, ...]:
    """What a yes lacks to cover this; empty where it covers it."""
    if given.regime != law.slug or given.kind not in law.kinds:
        return ("regime",)
    checks = {
        "live": lives(given, at=at),
        "recipient-fits": reaches(given, recipient),
        "purpose-fits": serves(given, law, purpose),
        "categories-fit": set(categories) <= set(given.categories),
        "apart": stands_apart(given, categories),
        "own-name": not hides(given, categories),
        "age": may_sign(given, law, at=at, minors_from=minors_from),
        "both": not lacks_one(given, law, minors_from=minors_from),
    }
    return incomplete(given, law) + tuple(slug for slug, holds in checks.items() if not holds)


def incomplete(given: Agreement, law: regimes.Regime) -> tuple[str, ...]:
    """The elements that the law asks for and the yes does not hold."""
    kind = law.kinds[given.kind]
    ends = given.until_at is not None or given.until_event in EVENTS
    known = {
        "name": bool(given.name.strip()),
        "discloser": bool(given.discloser.strip()),
        "categories": bool(given.categories) and set(given.categories) <= set(regimes.CATEGORIES),
        "recipient": names(given, law),
        "purpose": bool(given.purpose),
        "from": given.from_at is not None,
        "expiry": ends or kind.open_ended,
        "signature": given.way in law.ways and given.kept,
        "date": given.signed_at is not None,
    }
    heard = {slug: slug in given.statements for slug in STATEMENTS}
    holds = known | heard
    return tuple(slug for slug in law.asks(given.kind) if not holds.get(slug, False))


def names(given: Agreement, law: regimes.Regime) -> bool:
    """Whether it says to whom. Who has power over the person is always named."""
    asker = regimes.ASKERS.get(given.recipient_kind)
    if asker is None or given.how not in law.recipients:
        return False
    if given.how == BY_KIND:
        return not asker.named
    if given.how == NETWORK:
        return bool(given.recipient.strip() and given.members) and not asker.named
    return bool(given.recipient.strip())


def lives(given: Agreement, *, at: datetime) -> bool:
    """From its first moment until it ends; the second of withdrawal is out."""
    begins = (given.from_at, given.signed_at)
    ends = (given.until_at, given.event_at, given.withdrawn_at)
    return all(start is not None and start <= at for start in begins) and all(
        end is None or at < end for end in ends
    )


def reaches(given: Agreement, recipient: Recipient) -> bool:
    if given.recipient_kind != recipient.kind:
        return False
    if given.how == BY_KIND:
        return True
    if given.how == NETWORK:
        known = {_said(one) for one in given.members}
        return _said(recipient.name) in known
    return bool(_said(recipient.name)) and _said(given.recipient) == _said(recipient.name)


def serves(given: Agreement, law: regimes.Regime, purpose: str) -> bool:
    """Treatment, payment and operations go as one where the law lets them; else just the one
    that was agreed to."""
    together = given.kind == given.purpose == regimes.TPO
    return purpose in law.kinds[given.kind].purposes and (together or given.purpose == purpose)


def stands_apart(given: Agreement, categories: Sequence[str]) -> bool:
    """What must be agreed to by itself is under such a yes, and nothing else is with it."""
    known = [regimes.CATEGORIES.get(slug) for slug in (*given.categories, *categories)]
    kinds = {one.apart for one in known if one is not None}
    return kinds == {NOTES if given.kind == NOTES else ""}


def hides(given: Agreement, categories: Sequence[str]) -> bool:
    """Under an alias nothing leaves that says who somebody is: they carry a slip."""
    tells = any(regimes.CATEGORIES[slug].identifies for slug in categories)
    return tells and given.signed_as != OWN_NAME


def may_sign(
    given: Agreement, law: regimes.Regime, *, at: datetime, minors_from: int | None
) -> bool:
    """Adults sign alone, and so do minors from the age that the programme chose. A stand-in
    must hold now, too, and for this kind."""
    stands = given.stand is not None and given.stand.holds(given.kind, at=at)
    if given.stand is not None and not stands:
        return False
    if given.age is None or given.age >= law.adult:
        return True
    if minors_from is not None and given.age >= minors_from:
        return True
    return stands


def lacks_one(given: Agreement, law: regimes.Regime, *, minors_from: int | None) -> bool:
    """Where a minor and whoever stands in for them sign together, one of the two alone is none."""
    alone = minors_from is not None and given.age is not None and given.age >= minors_from
    minor = given.age is not None and given.age < law.adult and not alone
    return law.below == BOTH and minor and not given.both


def claimed(
    claim: Claim,
    law: regimes.Regime,
    recipient: Recipient,
    purpose: str,
    categories: Sequence[str],
    *,
    at: datetime,
) -> bool:
    """An exception of this law's own list, with every fact written down, while it holds."""
    found = law.exceptions.get(claim.slug)
    return (
        found is not None
        and purpose in found.purposes
        and recipient.kind in found.recipients
        and bool(recipient.name.strip())
        and set(categories) <= set(found.categories)
        and all(str(claim.facts.get(fact, "")).strip() for fact in found.facts)
        and claim.at <= at < claim.at + timedelta(hours=found.hours)
    )


def _said(name: str) -> str:
    return " ".join(name.split()).casefold()
