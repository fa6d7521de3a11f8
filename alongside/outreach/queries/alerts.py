"""Alerts: for colleagues in the field, and for whoever looks for help near a place."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.core.privacy import Words
from alongside.directory import search
from alongside.directory.queries import beside, meant
from alongside.directory.rules import positions
from alongside.outreach import models, policy
from alongside.outreach.policy import signs
from alongside.outreach.queries import samples as checked
from alongside.outreach.rules import alerts as rules
from alongside.outreach.rules import samples

MOST = 100
FEW = 3


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

    @property
    def miles(self) -> int:
        return rules.in_miles(self.row.km)


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
    rows = signs.live_alerts(by, now=now)
    return [told(row) for row in rows.order_by("-recorded_at")[:MOST]]


def over(by: actors.Actor, *, now: datetime) -> list[Told]:
    rows = policy.alerts_for(by).order_by("-recorded_at")[: 2 * MOST]
    return [told(row) for row in rows if not row.is_live(now)][:MOST]


def one(by: actors.Actor, alert: uuid.UUID, *, now: datetime) -> Told:
    """With what still stands in the way of showing it to everybody."""
    row = policy.require_alert(by, P.FIELD_WORK, alert=alert)
    return told(row, rules.lacks(row.facts(by.person_id), now=now))


def said(*, place: str, **more: Any) -> rules.Said:
    """What was typed, with the position of its place; Problem where no place or several are
    called so."""
    spot = meant.spot(place)
    return rules.Said(
        area=meant.called(spot), latitude=spot.latitude, longitude=spot.longitude, **more
    )


def as_typed(row: models.Alert) -> dict[str, Any]:
    """For the form, to be said better."""
    names = ("version", "kind", "sold_as", "looks", "km", "source", "told_by", "source_words")
    again = {name: getattr(row, name) for name in (*names, "found", "unknown", "more")}
    days = max(1, round((row.expires_at - row.recorded_at).total_seconds() / 86400))
    return again | {"place": row.area, "days": days, "sample": row.sample_id}


def from_sample(one: checked.Checked) -> dict[str, Any]:
    """An alert about what a sample held, begun."""
    sedates = bool(samples.SEDATING & set(one.unexpected_slugs))
    return {
        "sample": one.row.pk,
        "kind": models.Alert.Kind.SEDATING if sedates else models.Alert.Kind.UNEXPECTED,
        "sold_as": one.expected,
        "looks": one.row.looks,
        "place": one.row.area,
        "source": models.Alert.Source.CHECKED,
        "found": one.slugs,
    }


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


def beside_a_place(spot: search.Spot, now: datetime) -> beside.Said | None:
    """For the finder: what is going round near a place."""
    found = near(spot.latitude, spot.longitude, now=now)[:FEW]
    return beside.Said("outreach/parts/beside.html", found) if found else None
