"""What several tests do: have somebody agree that something may leave."""

from datetime import date
from typing import Any

from alongside.core import clock, ids
from alongside.participants import actions
from alongside.participants.models import Consent
from alongside.participants.rules import agreeing, leaving, regimes
from tests.cast import Cast, Character

CLINIC = "Rapid access clinic"
HEARD = (*agreeing.ALWAYS, "redisclosure")


def today() -> date:
    """Where the cast is: it may be yesterday still."""
    return clock.today("America/New_York")


def yes(**changes: Any) -> agreeing.Yes:
    """To a clinic, for a referral, a name and a few words."""
    said: dict[str, Any] = {
        "purpose": "referral",
        "categories": ("name", "words"),
        "recipient": CLINIC,
        "recipient_kind": "service",
        "until_at": clock.now() + agreeing.USUAL,
        "words": "I want my methadone closer to home",
        "name": "Sam",
        "statements": HEARD,
        "said": "You can take this back.",
    }
    return agreeing.Yes(**said | changes)


def signed(who: Character, **changes: Any) -> Consent:
    """Signed by themselves, through the action."""
    return actions.share(by=who.by, id=ids.new(), participant=who.id, yes=yes(**changes))


def row(cast: Cast, **changes: Any) -> Consent:
    """Straight into the database, for pages that only read."""
    values: dict[str, Any] = {
        "organisation": cast.riverbend,
        "participant_id": cast.sam.id,
        "kind": regimes.SHARED,
        "regime": "us-part2",
        "discloser": "Riverbend Recovery",
        "categories": ["name", "words"],
        "recipient_how": leaving.NAMED,
        "recipient_kind": "service",
        "recipient": CLINIC,
        "purpose": "referral",
        "until_event": "referral-closed",
        "signed_name": "Sam",
        "statements": list(HEARD),
    }
    return Consent.objects.create(**values | changes)
