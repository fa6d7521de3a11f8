"""What was seen lately, and what is still needed where."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.accounts import actors
from alongside.outreach import models, policy, rules

OPEN_FOR = timedelta(days=14)  # then it is asked again, out there
MOST = 60


@dataclass(frozen=True, slots=True)
class Look:
    """One look, in words."""

    row: models.Seen
    saw: list[str]
    needs: list[tuple[str, int]]
    may_take_back: bool


def lately(by: actors.Actor, *, now: datetime, days: int = 7) -> list[Look]:
    rows = policy.seen_for(by).filter(happened_at__gt=now - timedelta(days=days))
    found = rows.select_related("person", "met_by").order_by("-happened_at")[:MOST]
    return [_look(by, row, now) for row in found]


def still_needed(by: actors.Actor, *, now: datetime) -> list[Look]:
    """Of the last two weeks, what nobody has brought yet."""
    rows = policy.seen_for(by).filter(met_at=None, happened_at__gt=now - OPEN_FOR)
    found = rows.exclude(needs={}).select_related("person", "met_by").order_by("-happened_at")
    return [_look(by, row, now) for row in found[:MOST]]


def to_bring(looks: list[Look]) -> list[tuple[str, int]]:
    """What to pack, added up, most first."""
    total: Counter[str] = Counter()
    for look in looks:
        total.update(look.row.needs)
    return [(str(rules.NEEDS[slug]), n) for slug, n in total.most_common() if slug in rules.NEEDS]


def _look(by: actors.Actor, row: models.Seen, now: datetime) -> Look:
    return Look(
        row=row,
        saw=[str(rules.SAW[slug]) for slug in row.saw if slug in rules.SAW],
        needs=[(str(rules.NEEDS[slug]), n) for slug, n in row.needs.items() if slug in rules.NEEDS],
        may_take_back=row.person_id == by.person_id
        and now - row.recorded_at < timedelta(days=1)
        and row.met_at is None,
    )
