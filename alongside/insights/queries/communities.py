"""A number about a community, for a caller who has asked its stewards (`show_use`). Small ones are
hidden, and so is one from which the number of all others could be worked out."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from alongside.accounts import actors
from alongside.core import clock
from alongside.insights import policy, rules


@dataclass(frozen=True, slots=True)
class Figure:
    """`people`: with at least one contact in the quarter; None is 'too few to show'."""

    period: rules.Period
    people: int | None
    floor: int


def figure(by: actors.Actor, community: uuid.UUID) -> Figure:
    """This quarter, until yesterday: what grows while somebody looks would tell of one person."""
    zone = ZoneInfo(policy.zone_of(by))
    today = clock.today(zone.key)
    quarter = rules.quarter_of(today)
    start, end = (datetime.combine(day, time(), zone) for day in (quarter.start, today))
    span = {"happened_at__gte": start, "happened_at__lt": end}
    here = policy.contacts_of_community(by, community).filter(**span)
    everybody = policy.contacts_in(by).filter(**span)
    people, total = (
        rows.order_by().values("participant_id").distinct().count() for rows in (here, everybody)
    )
    floor = settings.SMALL_NUMBER
    few = 0 < people < floor or 0 < total - people < floor
    return Figure(quarter, None if few else people, floor)
