"""What the Team page needs. Six queries, however large the team."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from alongside.accounts import actors
from alongside.core import clock
from alongside.core.privacy import Words
from alongside.insights import policy
from alongside.insights.queries import labels
from alongside.referrals.models import Referral
from alongside.support import rules as support

WEEKS = 4
ON_A_PAGE = 20
SIGNS = 40  # people drawn beside a name
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
    def people(self) -> list[tuple[str, int]]:
        """The people they walk with and the free places, for the picture: who waits first, and
        no more signs than an eye takes in. The words beside it say the numbers."""
        kinds = [(kind, self.needs[kind]) for kind in (NEW, QUIET, WELL)] + [("free", self.free)]
        left, drawn = SIGNS, []
        for kind, count in kinds:
            drawn.append((kind, min(count, left)))
            left -= drawn[-1][1]
        return [(kind, count) for kind, count in drawn if count]

    @property
    def contacts_by_kind(self) -> list[tuple[Words, int]]:
        return [(label, self.kinds[kind]) for kind, label in labels.KINDS.items()]


@dataclass(frozen=True, slots=True)
class Team:
    """A page of the reader's team, by name. `waiting` and `size` count the whole of it."""

    mates: list[Teammate]
    page: "Page[tuple[uuid.UUID, str]]"
    size: int
    waiting: int
    is_only_waiting: bool


def team(by: actors.Actor, *, page: str = "", only_waiting: bool = False) -> Team:
    hats = policy.team_of(by).order_by()
    names = dict(hats.values_list("person_id", "person__name"))
    needs, unanswered = _needs(by), _unanswered(by)
    waiting = {one for one in names if needs[one][NEW] or needs[one][QUIET] or one in unanswered}
    shown = [(pk, name) for pk, name in names.items() if pk in waiting or not only_waiting]
    shown.sort(key=lambda mate: mate[1].casefold())
    found = Paginator(shown, ON_A_PAGE).get_page(page)
    here = [pk for pk, _name in found]
    profiles = policy.profiles_in(by).filter(person__in=here)
    capacity = dict(profiles.values_list("person_id", "capacity"))
    contacts = _contacts(by, here)
    mates = []
    for person_id, name in found:
        counted = contacts.get(person_id, {})
        mates.append(
            Teammate(
                person_id,
                name,
                capacity.get(person_id, 0),
                needs[person_id],
                counted.get("all", 0),
                {kind: counted.get(kind, 0) for kind in labels.KINDS},
                unanswered.get(person_id, 0),
            )
        )
    return Team(mates, found, len(names), len(waiting), only_waiting)


def _needs(by: actors.Actor) -> defaultdict[uuid.UUID, Counter[str]]:
    """Per peer, how many people are new, gone quiet as they wished it noticed, or well: by the
    same rule by which the peer's own Today page names them, said to the database."""
    now, zone = clock.now(), policy.zone_of(by)

    def ago(days: int) -> datetime:
        return support.days_ago(days, now=now, zone=zone)

    is_new = Q(recorded=True) | Q(from_at__gte=ago(support.NEW_DAYS))
    wishes = [days for days in support.QUIET_DAYS if days]
    is_quiet = Q()
    for days in wishes:
        is_quiet |= Q(quiet_after_days=days, last_contact_at__lt=ago(days))
    counted = (
        policy.open_pairings_of(by)
        .order_by()
        .values("peer_id")
        .annotate(
            all=Count("participant_id"),
            new=Count("participant_id", filter=Q(last_contact_at=None) & is_new),
            quiet=Count("participant_id", filter=is_quiet & Q(recorded=True)),
        )
    )
    found: defaultdict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for row in counted:
        well = row["all"] - row["new"] - row["quiet"]
        found[row["peer_id"]] = Counter({NEW: row["new"], QUIET: row["quiet"], WELL: well})
    return found


def _contacts(by: actors.Actor, people: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, int]]:
    since = clock.now() - timedelta(weeks=WEEKS)
    sums = {kind: Count("peer_id", filter=Q(**{kind: True})) for kind in labels.KINDS}
    counted: Any = (
        policy.contacts_in(by)
        .filter(peer__in=people, happened_at__gte=since)
        .order_by()
        .values("peer_id")
        .annotate(all=Count("peer_id"), **sums)
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
