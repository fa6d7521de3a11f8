"""What was handed out, came back and was lost in a time: plain rows for returns, as they are.
Whoever publishes them hides the small ones. What was put right is taken off in the time in which
the wrong thing was said to have happened.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count as Lines
from django.db.models import Q, Sum

from alongside.accounts import actors
from alongside.supplies import models, policy
from alongside.supplies.rules import catalogue

What = models.Entry.What


@dataclass(frozen=True, slots=True)
class Count:
    """So many of a thing: `count` in its unit, `doses` in all of them. `what` is `out`, `in`,
    `back`, `cleaned`, `lost`, `expired` or `returned`."""

    place: uuid.UUID
    place_name: str
    programme: uuid.UUID | None
    item: str
    kind: str
    route: str
    what: str
    funder: str
    bulk_to: str
    was_expired: bool
    count: int
    doses: int


@dataclass(frozen=True, slots=True)
class HandOuts:
    """How often something was handed out, to how many who stood there, and for how many others.
    Somebody who came twice was there twice; `named` are those written in a person's record."""

    place: uuid.UUID
    place_name: str
    programme: uuid.UUID | None
    bulk_to: str
    times: int
    people: int
    for_others: int
    named: int


def counts(by: actors.Actor, since: datetime, until: datetime) -> list[Count]:
    """One query, and one for the list. `until` is the first moment that is not in it."""
    things = catalogue.catalogue(policy.items_for(by))
    lines = policy.in_book(by, models.Movement).filter(
        happened_at__gte=since, happened_at__lt=until
    )
    sums = (
        lines.exclude(what__in=[What.COUNTED, What.MOVED])
        .order_by()
        .values(
            "place_id",
            "place__name",
            "entry__programme_id",
            "item",
            "what",
            "lot__funder",
            "entry__bulk_to",
            "was_expired",
        )
        .annotate(n=Sum("count"), in_doses=Sum("doses"))
    )
    rows = [_count(row, things.get(row["item"])) for row in sums]
    return sorted(rows, key=lambda row: (row.place_name, row.kind, row.item, row.what, row.funder))


def _count(row: Mapping[str, Any], item: catalogue.Item | None) -> Count:
    return Count(
        place=row["place_id"],
        place_name=row["place__name"],
        programme=row["entry__programme_id"],
        item=row["item"],
        kind=item.kind if item else "other",
        route=item.route if item else "",
        what=row["what"],
        funder=row["lot__funder"] or "",
        bulk_to=row["entry__bulk_to"],
        was_expired=row["was_expired"],
        count=row["n"],
        doses=row["in_doses"],
    )


def hand_outs(by: actors.Actor, since: datetime, until: datetime) -> list[HandOuts]:
    out = Q(what=What.OUT)
    back = Q(what=What.RIGHTED, rights__what=What.OUT)
    entries = policy.entries_for(by).filter(
        out | back, happened_at__gte=since, happened_at__lt=until
    )
    sums = (
        entries.order_by()
        .values("place_id", "place__name", "programme_id", "bulk_to")
        .annotate(
            went=Lines("pk", filter=out, distinct=True),
            taken_back=Lines("pk", filter=back, distinct=True),
            stood=Sum("people"),
            others=Sum("for_others"),
            known=Lines("given", distinct=True),
        )
    )
    return [
        HandOuts(
            place=row["place_id"],
            place_name=row["place__name"],
            programme=row["programme_id"],
            bulk_to=row["bulk_to"],
            times=row["went"] - row["taken_back"],
            people=row["stood"],
            for_others=row["others"],
            named=row["known"],
        )
        for row in sums
    ]


def known_people(by: actors.Actor, since: datetime, until: datetime) -> int:
    """How many different people, among those who are written down: others can't be told apart."""
    rows = policy.given_in(by).filter(happened_at__gte=since, happened_at__lt=until)
    return rows.values("participant_id").distinct().count()
