"""What waits for somebody who works here, from the floors below: people at the desk, calls from
those who are out, alerts, what a phone brought, who asked for naloxone. Seldom there, so that one
question asks for all of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.capture import policy as phones
from alongside.capture import queries as captured
from alongside.core import kept
from alongside.followups import queries as followups
from alongside.measures import policy as own
from alongside.outreach import models, queries
from alongside.outreach.policy import signs
from alongside.outreach.queries import alerts
from alongside.peers import policy as peers
from alongside.supplies.policy import naloxone
from alongside.welcome import policy as desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """By name, which of them there are."""

    found: dict[str, bool] = field(default_factory=dict)

    def has(self, sign: str) -> bool:
        return self.found.get(sign, False)


@dataclass(frozen=True, slots=True)
class OutThere:
    """Whom to call now, what is going round, the shift one is out on, how much that came from
    phones needs an answer; whether somebody waits for naloxone, or to hear from us."""

    calls: list[models.Call]
    alerts: list[alerts.Told]
    shift: queries.Out | None
    held: int
    kits: bool
    after: bool
    shown: bool  # a colleague shows how the work is for them


def waiting(by: actors.Actor, *, now: datetime) -> Waiting:
    """One query, of the hat that is worn."""
    found = {name: bool(there) for row in _waiting(by, now) for name, there in row.items()}
    return Waiting(found)


@kept.question
def _waiting(by: actors.Actor, now: datetime) -> QuerySet[Any, Any]:
    what: dict[str, QuerySet[Any]] = {
        "talks": desk.talks_waiting(by),
        **signs.signs(by, now=now),
        "after": followups.due(by, now=now),
        "stepped_back": peers.shown_step_backs(by, now=now),
        "shown": own.shown_to(by, now=now),
        "held": phones.holds_for(by).filter(settled_at=None),
    }
    if access.can(by, P.FIELD_KEEP):
        what["kits"] = naloxone.requests_waiting(by)
    hat = accounts.memberships_in(by.tenant).filter(pk=by.membership_id or actors.NOWHERE)
    return hat.values(**{name: Exists(rows) for name, rows in what.items()})


def of(by: actors.Actor, there: Waiting, *, now: datetime) -> OutThere:
    """Asked only for what is there."""
    return OutThere(
        calls=queries.calls_to(by) if there.has("calls") else [],
        alerts=alerts.for_field(by, now=now) if there.has("alerts") else [],
        shift=queries.own_shift(by, now=now) if there.has("own_out") else None,
        held=captured.how_many_wait(by) if there.has("held") else 0,
        kits=there.has("kits"),
        after=there.has("after"),
        shown=there.has("shown"),
    )


def now(by: actors.Actor, *, now: datetime) -> OutThere:
    return of(by, waiting(by, now=now), now=now)
