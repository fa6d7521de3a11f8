"""Alerts: for colleagues in the field, and for whoever looks for help near a place."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core.privacy import Words
from alongside.directory.rules import positions
from alongside.outreach import models, policy
from alongside.outreach.rules import alerts as rules
from alongside.outreach.rules import samples

MOST = 100


@dataclass(frozen=True, slots=True)
class Told:
    """An alert as it is read: the template's sentences beside its own words."""

    row: models.Alert
    found: list[str]
    advice: list[Words]
    sure: Words
    lacks: list[Words]

    @property
    def is_checked(self) -> bool:
        return self.row.public_at is not None

    @property
    def was_wrong(self) -> bool:
        return self.row.ended == models.Alert.Ended.WRONG


def told(row: models.Alert, lacks: list[rules.Lack] | None = None) -> Told:
    return Told(
        row=row,
        found=[str(samples.SUBSTANCES[slug]) for slug in row.found if slug in samples.SUBSTANCES],
        advice=[*rules.ADVICE.get(row.kind, ()), *rules.ALWAYS],
        sure=rules.how_sure(row.source),
        lacks=[rules.LACKS[lack] for lack in lacks or ()],
    )


def for_field(by: actors.Actor, *, now: datetime) -> list[Told]:
    """What colleagues out there should know today, also what nobody has checked. One query."""
    rows = policy.alerts_for(by).filter(ended_at=None, expires_at__gt=now)
    return [told(row) for row in rows.order_by("-recorded_at")[:MOST]]


def over(by: actors.Actor, *, now: datetime) -> list[Told]:
    rows = policy.alerts_for(by).order_by("-recorded_at")[: 2 * MOST]
    return [told(row) for row in rows if not row.is_live(now)][:MOST]


def one(by: actors.Actor, alert: uuid.UUID, *, now: datetime) -> Told:
    """With what still stands in the way of showing it to everybody."""
    row = policy.require_alert(by, P.FIELD_WORK, alert=alert)
    return told(row, rules.lacks(row.facts(by.person_id), now=now))


def may_check(by: actors.Actor) -> bool:
    return access.can(by, P.FIELD_KEEP)


def public(*, now: datetime) -> list[Told]:
    """Of everywhere, the newest first; what turned out wrong is said for two days. One query."""
    rows = policy.public_alerts(now=now).select_related("organisation").order_by("-public_at")
    return [told(row) for row in rows[:MOST]]


def near(latitude: float, longitude: float, *, now: datetime) -> list[Told]:
    """Those whose area reaches here. What has no position is for the page of all. One query."""
    live = policy.public_alerts(now=now).filter(ended_at=None, latitude__isnull=False)
    return [
        told(row)
        for row in live.order_by("-public_at")[: 10 * MOST]
        if row.latitude is not None
        and row.longitude is not None
        and positions.distance_km(latitude, longitude, row.latitude, row.longitude) <= row.km
    ]
