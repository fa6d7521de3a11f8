"""What the pages of the work out there read. The same few queries however many are out."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from alongside.accounts import access, actors, roles
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.jobs import actions as jobs
from alongside.outreach import models, policy
from alongside.outreach.policy import called as reached
from alongside.outreach.policy import signs
from alongside.outreach.queries.counts import counts as counts
from alongside.outreach.rules import shifts as rules

RECENT = timedelta(hours=18)
MOST = 50
OUTCOMES = models.Call.Outcome.choices


@dataclass(frozen=True, slots=True)
class Out:
    """One shift as a page shows it: who goes, where they are, how it stands."""

    shift: models.Shift
    walkers: list[models.Walker]
    stops: list[models.Stop]
    call: models.Call | None
    standing: rules.Standing
    is_mine: bool
    is_buddy: bool

    @property
    def names(self) -> list[str]:
        return [row.person.name for row in self.walkers]

    @property
    def here(self) -> models.Stop | None:
        """Where they said they are."""
        there = [stop for stop in self.stops if stop.came_at and not stop.left_at]
        return there[-1] if there else None

    @property
    def is_alone(self) -> bool:
        return len(self.walkers) == 1


@dataclass(slots=True)
class Day:
    """Who is out, who goes soon, who came back; and whom somebody should call now."""

    out: list[Out] = field(default_factory=list)
    coming: list[Out] = field(default_factory=list)
    back: list[Out] = field(default_factory=list)

    @property
    def calls(self) -> list[Out]:
        return [one for one in self.out if one.call]


def day(by: actors.Actor, *, now: datetime) -> Day:
    """Four queries."""
    these = policy.shifts_for(by).filter(dropped_at=None)
    out = Q(begun_at__isnull=False, ended_at=None)
    planned = Q(begun_at=None, until_at__gt=now - timedelta(hours=2))
    back = Q(ended_at__gt=now - RECENT)
    found = Day()
    for one in _told(by, these.filter(out | planned | back).order_by("from_at")[:MOST], now=now):
        kept = {"out": found.out, "planned": found.coming}.get(one.shift.state, found.back)
        kept.append(one)
    found.out.sort(key=lambda one: (one.call is None, not one.is_mine))
    return found


def one_shift(by: actors.Actor, shift: uuid.UUID, *, now: datetime) -> Out:
    found = _told(by, policy.shifts_for(by).filter(pk=shift), now=now)
    if not found:
        raise errors.Missing(access.NOTHING)
    return found[0]


def own_shift(by: actors.Actor, *, now: datetime) -> Out | None:
    """The one that this worker is out on, else the next of today that is theirs."""
    mine = policy.shifts_for(by).filter(
        walkers__person_id=by.person_id, ended_at=None, dropped_at=None
    )
    near = Q(begun_at__isnull=False) | Q(from_at__lt=now + RECENT, until_at__gt=now)
    rows = _told(by, mine.filter(near).order_by("from_at")[:5], now=now)
    rows.sort(key=lambda one: one.shift.state != "out")
    return rows[0] if rows else None


def calls_to(by: actors.Actor) -> list[models.Call]:
    """Whom this worker should call now. One query."""
    rows = signs.calls_to(by).select_related("shift", "taken_by")
    return list(rows.order_by("called_at")[:MOST])


def call(by: actors.Actor, pk: uuid.UUID) -> models.Call:
    return policy.require_call(by, P.FIELD_WORK, call=pk)


def colleagues(by: actors.Actor) -> list[tuple[uuid.UUID, str]]:
    """Who works in the field here, by name."""
    out = [slug for slug, role in roles.ROLES.items() if P.FIELD_WORK in role.permissions]
    hats = accounts.memberships_for(by).filter(role__in=out, until_at=None)
    names = {hat.person_id: hat.person.name for hat in hats.select_related("person")}
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def _told(by: actors.Actor, rows: QuerySet[models.Shift], *, now: datetime) -> list[Out]:
    these = list(rows.select_related("buddy"))
    if not these:
        return []
    pks = [row.pk for row in these]
    mine = {"organisation_id": by.tenant, "shift__in": pks}
    walkers: dict[uuid.UUID, list[models.Walker]] = defaultdict(list)
    stops: dict[uuid.UUID, list[models.Stop]] = defaultdict(list)
    for walker in policy.rows_of(by, models.Walker).filter(**mine).select_related("person"):
        walkers[walker.shift_id].append(walker)
    for stop in policy.rows_of(by, models.Stop).filter(**mine).order_by("position", "pk"):
        stops[stop.shift_id].append(stop)
    open_calls = policy.calls_for(by).filter(shift__in=pks, ended_at=None)
    calls = {call.shift_id: call for call in open_calls.select_related("taken_by")}
    return [
        Out(
            shift=row,
            walkers=sorted(walkers[row.pk], key=lambda each: each.person.name.casefold()),
            stops=stops[row.pk],
            call=calls.get(row.pk),
            standing=rules.standing(row.due_at, now=now),
            is_mine=any(each.person_id == by.person_id for each in walkers[row.pk]),
            is_buddy=row.buddy_id == by.person_id,
        )
        for row in these
    ]


# --- how one is called -----------------------------------------------------------------------


def own_number(by: actors.Actor) -> str:
    """For text messages; empty where they get an e-mail."""
    row = reached.own(by).first()
    return str(row.number) if row else ""


def can_text(by: actors.Actor) -> bool:
    return jobs.can_text(by.tenant)


def way_to(shift: models.Shift) -> str:
    """How whoever looks after it is called beside their page: text, email or nothing."""
    if shift.buddy is None:
        return ""
    if reached.texts_to(shift.organisation_id, shift.buddy.pk):
        return "text"
    return "email" if shift.buddy.email else ""
