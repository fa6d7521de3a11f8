"""What the Team page needs. Five queries, however large the team."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from alongside.accounts import actors
from alongside.core import clock
from alongside.insights import policy, rules
from alongside.insights.queries import labels
from alongside.referrals.models import Referral

WEEKS = 4


@dataclass(slots=True)
class Teammate:
    """One peer of the team: whom they walk with, and what waits. No rank, no score."""

    person_id: uuid.UUID
    name: str
    capacity: int
    needs: Counter[str] = field(default_factory=Counter)
    contacts: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    unanswered: int = 0

    @property
    def walks_with(self) -> int:
        return self.needs.total()

    @property
    def free(self) -> int:
        return max(self.capacity - self.walks_with, 0)

    @property
    def is_over(self) -> bool:
        return self.walks_with > self.capacity

    @property
    def is_waiting(self) -> bool:
        return bool(self.needs[rules.NEW] or self.needs[rules.QUIET] or self.unanswered)


def team(by: actors.Actor) -> list[Teammate]:
    """The reader's team, by name."""
    people = {hat.person_id: hat.person for hat in policy.team_of(by).select_related("person")}
    profiles = policy.profiles_in(by).filter(person__in=people)
    capacity = dict(profiles.values_list("person_id", "capacity"))
    needs, contacts, waiting = _needs(by), _contacts(by), _unanswered(by)
    mates = []
    for person_id, person in people.items():
        counted = contacts.get(person_id, {})
        mates.append(
            Teammate(
                person_id,
                person.name,
                capacity.get(person_id, 0),
                needs[person_id],
                counted.get("all", 0),
                {kind: counted.get(kind, 0) for kind in labels.KINDS},
                waiting.get(person_id, 0),
            )
        )
    return sorted(mates, key=lambda mate: mate.name.casefold())


def _needs(by: actors.Actor) -> defaultdict[uuid.UUID, Counter[str]]:
    now = clock.now()
    found: defaultdict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    pairings = policy.open_pairings_of(by)
    for peer, last, quiet in pairings.values_list("peer_id", "last_contact_at", "quiet_after_days"):
        found[peer][rules.need(last, quiet, now=now)] += 1
    return found


def _contacts(by: actors.Actor) -> dict[uuid.UUID, dict[str, int]]:
    since = clock.now() - timedelta(weeks=WEEKS)
    sums = {kind: Count("pk", filter=Q(**{kind: True})) for kind in labels.KINDS}
    counted: Any = (
        policy.contacts_in(by)
        .filter(peer__in=policy.team_of(by).values("person_id"), happened_at__gte=since)
        .order_by()
        .values("peer_id")
        .annotate(all=Count("pk"), **sums)
    )
    return {row["peer_id"]: row for row in counted}


def _unanswered(by: actors.Actor) -> dict[uuid.UUID, int]:
    """Referrals the partner has not answered, by who sent them."""
    waiting = (
        policy.referrals_in(by)
        .filter(state=Referral.State.SENT, sent_by__in=policy.team_of(by).values("person_id"))
        .order_by()
        .values("sent_by_id")
        .annotate(all=Count("pk"))
    )
    return {row["sent_by_id"]: row["all"] for row in waiting}
