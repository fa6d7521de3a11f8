"""What the Team page needs. Seven queries, however large the team."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from alongside.accounts import actors
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.insights import policy
from alongside.insights.queries import labels
from alongside.referrals.models import Referral
from alongside.support import rules as support

WEEKS = 4
NEW, QUIET, WELL = "new", "quiet", "well"


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
    def new(self) -> int:
        return self.needs[NEW]

    @property
    def quiet(self) -> int:
        return self.needs[QUIET]

    @property
    def is_waiting(self) -> bool:
        return bool(self.new or self.quiet or self.unanswered)

    @property
    def people(self) -> list[str]:
        """One word for each of the people they walk with and each free place, for the picture."""
        kinds = [kind for kind in (NEW, QUIET, WELL) for _ in range(self.needs[kind])]
        return kinds + ["free"] * self.free

    @property
    def contacts_by_kind(self) -> list[tuple[Words, int]]:
        return [(label, self.kinds[kind]) for kind, label in labels.KINDS.items()]


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
    """Per peer, how many people are new, gone quiet as they wished it noticed, or well: by the
    same rule by which the peer's own Today page names them."""
    now, zone = clock.now(), policy.zone_of(by)
    recorded = set(policy.recorded_in(by).values_list("participant_id", flat=True))
    found: defaultdict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for pairing in policy.open_pairings_of(by):
        walk = support.Walk(
            since=pairing.from_at,
            last_contact_at=pairing.last_contact_at,
            quiet_after_days=pairing.quiet_after_days,
            recorded=pairing.participant_id in recorded,
        )
        reasons = support.reasons(walk, now=now, zone=zone)
        found[pairing.peer_id][reasons[0].kind if reasons else WELL] += 1
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
