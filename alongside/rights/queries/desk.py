"""What the privacy lead's desk reads, and what a participant reads of it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import localtime

from alongside.accounts import access, actors
from alongside.core import clock, errors, keyring
from alongside.core.privacy import Words
from alongside.participants.models import Participant
from alongside.participants.rules import regimes, sentences
from alongside.rights import models, policy, rules
from alongside.rights.queries import plans
from alongside.rights.record import places, words

LATEST = 30
State = models.Erasure.State


@dataclass(frozen=True)
class Desk:
    """What waits, in numbers and short lists; nobody's record."""

    wishes: list[models.Erasure]
    demands: list[models.Demand]
    incidents: list["Told"]
    holds: list[models.Hold]
    last_round: models.Round | None
    closed: list[Words]  # ways of sending that wait for an agreement


def desk(by: actors.Actor, *, now: datetime) -> Desk:
    mine = policy.in_organisation
    return Desk(
        wishes=list(wishes(by)),
        demands=list(_most_pressing(demands(by).filter(answer=models.Demand.Answer.WAITING))),
        incidents=sorted(
            (told(row, now=now) for row in incidents(by).filter(closed_at=None)),
            key=lambda one: (one.next is None, one.next.by if one.next else one.row.found_at),
        ),
        holds=list(policy.open_holds(by.tenant).select_related("placed_by").order_by("until_on")),
        last_round=mine(by, models.Round).order_by("-ran_at").first(),
        closed=[row.label for row in services(by) if not row.is_open],
    )


def _most_pressing(rows: QuerySet[models.Demand]) -> QuerySet[models.Demand]:
    return rows.order_by(F("answer_by").asc(nulls_last=True), "came_on", "pk")


def one(by: actors.Actor, model: Any, pk: uuid.UUID) -> Any:
    """A row of the desk, by its id. Missing in another organisation."""
    found = policy.in_organisation(by, model).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


# --- wishes and receipts -----------------------------------------------------------------


def wishes(by: actors.Actor) -> QuerySet[models.Erasure]:
    """Spoken wishes that wait, the oldest first."""
    rows: QuerySet[models.Erasure] = policy.in_organisation(by, models.Erasure)
    return rows.filter(state=State.ASKED).select_related("told_by").order_by("asked_at")


@dataclass(frozen=True)
class Wish:
    """A wish that waits, and what carrying it out would do."""

    row: models.Erasure
    person: Participant
    is_own: bool  # whoever looks wrote it down themselves, so somebody else must do it
    hold: models.Hold | None
    erased: list[plans.Line]
    kept: list[plans.Line]


def wish(by: actors.Actor, pk: uuid.UUID) -> Wish:
    row = wishes(by).filter(pk=pk).first()
    person = policy.named(by, row.participant_id) if row and row.participant_id else None
    if row is None or person is None:
        raise errors.Missing(access.NOTHING)
    erased, kept = planned(person)
    return Wish(row, person, row.told_by_id == by.person_id, hold_on(person), erased, kept)


def planned(person: Participant) -> tuple[list[plans.Line], list[plans.Line]]:
    plan = plans.plan_of(person)
    return plans.lines(plan.erased, plan.kept)


def wish_of(person: Participant) -> models.Erasure | None:
    """The wish of somebody that waits. The caller has asked."""
    return person.erasures.filter(state=State.ASKED).first()


def hold_on(person: Participant) -> models.Hold | None:
    holds = policy.open_holds(person.organisation_id).filter(participant=person)
    return holds.first()


@dataclass(frozen=True)
class Receipt:
    """What became of a wish, for whoever holds its code: it names nobody."""

    organisation: str
    done_at: datetime
    regime: Words
    erased: list[plans.Line]
    kept: list[plans.Line]


def receipt(code: str) -> Receipt | None:
    if not rules.is_code(code):
        return None
    row = policy.receipt(keyring.digest(rules.plain_code(code), use="receipt"))
    return None if row is None else of_receipt(row)


def of_receipt(row: models.Erasure) -> Receipt:
    erased, kept = plans.lines(row.erased, row.kept)
    kept = [line for line in kept if line.until and line.until >= clock.now().date()]
    name = sentences.law(row.regime)
    assert row.done_at is not None
    return Receipt(row.organisation.name, row.done_at, name, erased, kept)


# --- nightly rounds ----------------------------------------------------------------------


@dataclass(frozen=True)
class Night:
    row: models.Round
    lines: list[tuple[str, dict[str, int]]]  # a kind, and what became of how many

    @property
    def is_quiet(self) -> bool:
        return not self.lines


def rounds(by: actors.Actor) -> list[Night]:
    """The last ones, newest first."""
    titles = {model._meta.label: words.kind_called(model) for model in places.dated()}
    titles |= {place.label: words.kind_called(place.model) for place in places.places()}
    rows = policy.in_organisation(by, models.Round).order_by("-ran_at")[:LATEST]
    return [
        Night(row, [(titles.get(kind, kind), said) for kind, said in row.counts.items()])
        for row in rows
    ]


# --- demands -----------------------------------------------------------------------------


def demands(by: actors.Actor) -> QuerySet[models.Demand]:
    rows: QuerySet[models.Demand] = policy.in_organisation(by, models.Demand)
    return rows.select_related("decided_by").order_by("-came_on", "-pk")


def demands_told(person: Participant) -> list[models.Demand]:
    """Those that the person may know of. The caller has asked."""
    today = clock.now().date()
    open_to_tell = Q(secret_until=None) | Q(secret_until__lt=today)
    return list(person.demands.filter(open_to_tell).order_by("-came_on"))


def regime_for(by: actors.Actor, demand: models.Demand) -> regimes.Regime:
    person = policy.named(by, demand.participant_id) if demand.participant_id else None
    return plans.regime_of(person) if person else plans.regime_in(by.tenant)


# --- incidents ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """An incident, and whom to tell by when."""

    row: models.Incident
    regime: Words
    tasks: list[rules.Task]
    notices: int = 0
    read: int = 0
    outside: int = 0  # told by the way they chose that there is something

    @property
    def next(self) -> rules.Task | None:
        return next((task for task in self.tasks if not task.done_at), None)

    @property
    def is_late(self) -> bool:
        return any(task.is_late for task in self.tasks)


def incidents(by: actors.Actor) -> QuerySet[models.Incident]:
    rows: QuerySet[models.Incident] = policy.in_organisation(by, models.Incident)
    counted = rows.annotate(
        noticed=Count("notices"), seen=Count("notices", filter=Q(notices__read_at__isnull=False))
    )
    return counted.order_by("-found_at", "-pk")


def told(row: Any, *, now: datetime) -> Told:
    regime = regimes.of(row.regime) or regimes.of_country("")
    found = rules.tasks(
        regime,
        found_at=localtime(row.found_at),  # days and years are those of the house
        people=row.people,
        is_risky=row.is_risky,
        done=row.done,
        now=now,
    )
    return Told(
        row, sentences.law(regime.slug), found, getattr(row, "noticed", 0), getattr(row, "seen", 0)
    )


def incident(by: actors.Actor, pk: uuid.UUID, *, now: datetime) -> Told:
    row = incidents(by).filter(pk=pk).first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    notices = policy.in_organisation(by, models.Notice).filter(incident=row)
    outside = policy.told_outside(by, notices).count()
    return replace(told(row, now=now), outside=outside)


def notices_of(person: Participant) -> list[models.Notice]:
    return list(person.notices.select_related("incident").order_by("-made_at"))


# --- agreements --------------------------------------------------------------------------


@dataclass(frozen=True)
class Service:
    """One way of sending or storing, and the agreement that opens it."""

    slug: str
    label: Words
    asked: Words
    row: models.Agreement | None
    is_own: bool  # the organisation does it itself
    is_open: bool


def services(by: actors.Actor) -> list[Service]:
    today = clock.now().date()
    asked = rules.AGREEMENTS_ASKED[plans.regime_in(by.tenant).agreement]
    rows = policy.in_organisation(by, models.Agreement).filter(ended_at=None)
    found = {row.service: row for row in rows}
    own = {"hosting"} if policy.hosts_itself(by) else set()
    return [
        Service(slug, label, asked, row, slug in own, slug in own or _opens(row, today))
        for slug, label in models.Agreement.Service.choices
        for row in (found.get(slug),)
    ]


def _opens(row: models.Agreement | None, today: date) -> bool:
    return row is not None and _lives(row, today)


def _lives(row: models.Agreement, today: date) -> bool:
    return rules.lives(row.signed_on, row.until_on, today=today)


def held_in(organisation_id: uuid.UUID | None) -> list[uuid.UUID]:
    """Participants of whom nothing may be taken out now, also no history."""
    if organisation_id is None:
        return []
    holds = policy.open_holds(organisation_id)
    return list(holds.values_list("participant_id", flat=True))


def may_host(organisation_id: uuid.UUID) -> bool:
    """Whether the agreement with whoever hosts for them is recorded, and lives."""
    return may_use(models.Agreement.Service.HOSTING, organisation_id)


def may_use(service: str, organisation_id: uuid.UUID) -> bool:
    """Whether what the law asks for is signed with whoever does this for them, and lives."""
    by = actors.system("asking for an agreement", organisation_id=organisation_id)
    rows = policy.in_organisation(by, models.Agreement).filter(service=service, ended_at=None)
    return any(_lives(row, clock.now().date()) for row in rows)
