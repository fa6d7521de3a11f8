"""What people offer, the way of this organisation, and one's own calendar."""

import functools
from pathlib import Path

from alongside.accounts import actors
from alongside.groups import models, policy, rules

SHIPPED = Path(__file__).parents[1] / "data" / "way.toml"
MOST = 200


def way(by: actors.Actor) -> list[rules.Step]:
    """The steps as this organisation has them, else those that come with Alongside."""
    return rules.read_way(way_text(by)[0])


def way_text(by: actors.Actor) -> tuple[str, int]:
    """As it is written, and its version; 0 for the one that comes with Alongside."""
    own = policy.way_of(by).first()
    return (own.toml, own.version) if own else (shipped(), 0)


@functools.cache
def shipped() -> str:
    return SHIPPED.read_text(encoding="utf-8")


def standing(by: actors.Actor) -> models.Standing | None:
    return policy.standing_of(by).first() if by.is_participant else None


def offers(by: actors.Actor) -> list[models.Offer]:
    """One's own, newest first."""
    rows = policy.mine_of_offers(by).select_related("group")
    return list(rows.order_by("-offered_at")[:MOST])


def offers_seen(by: actors.Actor) -> list[models.Offer]:
    """Those that one may answer: the waiting ones first."""
    rows = policy.offers_seen(by).select_related("group").order_by("-offered_at")[:MOST]
    return sorted(rows, key=lambda row: row.state != models.Offer.State.OFFERED)


def calendar(by: actors.Actor) -> models.Calendar | None:
    return policy.calendars_for(by).first()
