"""What the pages for writing down read: who is likely meant, what a form begins with, and what
was written down just now."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.core import clock, errors, kept
from alongside.participants import models as records
from alongside.participants.rules import RECORDED
from alongside.support import models, policy
from alongside.support.queries import beside
from alongside.support.rules import logging as rules

LATEST = 8  # of what was written down in the last day

# Who is at the place now: the floor that keeps the door answers, when it is ready.
here: list[Callable[[actors.Actor], Collection[uuid.UUID]]] = []


def likely(by: actors.Actor, *, only_recorded: bool = False) -> list[rules.Likely]:
    """The people whom a peer walks with, those they may just have been with first. Of each
    record only the name is opened."""
    now = clock.now()
    rows = policy.walks_of(by, kind=RECORDED).order_by()
    soon = _promised(by, now)
    at_door = {pk for asked in here for pk in asked(by)}
    nameless = str(records.Participant())
    columns = ("participant_id", "last_contact_at", "recorded")
    found = [
        rules.Likely(person, alias or nameless, met, soon.get(person), person in at_door, recorded)
        for person, met, recorded, alias in rows.values_list(*columns, "participant__alias")
        if recorded or not only_recorded
    ]
    return rules.by_likelihood(found, now=now)


def recorded(by: actors.Actor) -> set[uuid.UUID]:
    """Of the people whom a peer walks with, those who agree to it being written down."""
    return {pk for pk, agrees in _recorded(by, clock.now()) if agrees}


@kept.question
def _recorded(by: actors.Actor, now: datetime) -> QuerySet[models.Pairing, Any]:
    rows: QuerySet[Any] = policy.walks_of(by, kind=RECORDED, at=now).order_by()
    return rows.values_list("participant_id", "recorded")


def _promised(by: actors.Actor, now: datetime) -> dict[uuid.UUID, datetime]:
    """The nearest open promise of each person, within half a day either way."""
    near = policy.promises_by(by).filter(
        kept_at=None,
        called_off_at=None,
        at__gte=now - 6 * rules.NEAR,
        at__lte=now + 6 * rules.NEAR,
    )
    return dict(near.order_by().values_list("participant_id").annotate(Min("at")))


def usual_way(
    by: actors.Actor,
    participant_id: uuid.UUID | None,
    *,
    site_id: uuid.UUID | None,
    programme_id: uuid.UUID | None = None,
) -> rules.Way:
    """What a new form begins with: what is known of this person, this shift and this hour."""
    now = clock.now()
    mine = policy.contacts_by(by).defer("note").order_by("-happened_at", "-pk")
    last = mine.first()
    if participant_id is None:
        with_them = None
    elif last is not None and last.participant_id == participant_id:
        with_them = last
    else:
        with_them = mine.filter(participant_id=participant_id).first() if last else None
    return rules.usual(
        rules.Known(
            last_with=_way(with_them),
            last_of_peer=_way(last),
            last_at=last.happened_at if last else None,
            promise=_promise(by, participant_id, now) if participant_id else "",
            site_id=site_id,
            programme_id=programme_id,
        ),
        now=now,
    )


def _way(row: models.Contact | None) -> rules.Way | None:
    if row is None:
        return None
    return rules.Way(row.form, row.setting, row.minutes, row.site_id, row.stage, row.programme_id)


def _promise(by: actors.Actor, participant_id: uuid.UUID, now: datetime) -> str:
    near = policy.promises_by(by).filter(
        participant_id=participant_id,
        kept_at=None,
        called_off_at=None,
        at__gte=now - rules.NEAR,
        at__lte=now + rules.NEAR,
    )
    return near.order_by("at").values_list("what", flat=True).first() or ""


def programmes(by: actors.Actor) -> list[tuple[str, str]]:
    """The organisation's programmes, for a form."""
    found = accounts.organisations().filter(pk=by.tenant, programmes__isnull=False)
    rows = found.values_list("programmes__pk", "programmes__name").order_by("programmes__name")
    return [(str(pk), name) for pk, name in rows]


# --- what was written down just now ---------------------------------------------------------


@dataclass(frozen=True)
class Just:
    """What somebody has just written down, and may take away again: one of these."""

    contact: models.Contact | None = None
    goals: list[tuple[models.Goal, bool]] = field(default_factory=list)  # was it about them?
    work: models.Work | None = None
    attempt: models.Attempt | None = None
    shift: uuid.UUID | None = None
    lines: int = 0  # of the shift
    offers: list[beside.Offer] = field(default_factory=list)  # what may be added to it

    @property
    def id(self) -> uuid.UUID | None:
        row = self.contact or self.work or self.attempt
        return uuid.UUID(str(row.pk)) if row else self.shift


def just(by: actors.Actor, kind: str, pk: uuid.UUID | None) -> Just | None:
    """What the address of Today names, if it is the reader's own."""
    if pk is None:
        return None
    if kind == "logged":
        row = _contacts(by).filter(pk=pk).first()
        if row is None:
            return None
        return Just(contact=row, goals=goals_about(by, row), offers=beside.offers(by, [row]))
    if kind == "work":
        work = policy.work_by(by).filter(pk=pk).first()
        return Just(work=work) if work else None
    if kind == "tried":
        tried = _attempts(by).filter(pk=pk).first()
        return Just(attempt=tried) if tried else None
    if kind == "shift":
        times = list(_contacts(by).filter(shift=pk))
        lines = len(times) + policy.work_by(by).filter(shift=pk).count()
        return Just(shift=pk, lines=lines, offers=beside.offers(by, times)) if lines else None
    return None


def goals_about(by: actors.Actor, row: models.Contact) -> list[tuple[models.Goal, bool]]:
    """Their goals that are open, and what else it was about."""
    about = {touch.goal_id: touch.goal for touch in policy.touches().filter(contact=row)}
    theirs = policy.goals_of(by, row.participant_id).filter(state=models.Goal.State.OPEN)
    open_ones = list(theirs.order_by("set_at", "pk"))
    known = {goal.pk for goal in open_ones}
    others = [goal for pk, goal in about.items() if goal and pk not in known]
    return [(goal, goal.pk in about) for goal in [*open_ones, *others]]


def of_today(by: actors.Actor) -> list[Just]:
    """What somebody wrote down within a day, newest first: each can still be undone, and
    what came from a phone meanwhile stands there, too."""
    since = clock.now() - rules.UNDO
    fresh = Q(recorded_at__gte=since)
    contacts = list(_contacts(by).filter(fresh).order_by("-recorded_at", "-pk")[:LATEST])
    work = list(policy.work_by(by).filter(fresh).order_by("-recorded_at", "-pk")[:LATEST])
    tried = list(_attempts(by).filter(fresh).order_by("-recorded_at", "-pk")[:LATEST])
    offers: dict[uuid.UUID, list[beside.Offer]] = {}
    for offer in beside.offers(by, contacts):
        offers.setdefault(offer.contact.pk, []).append(offer)
    found = [
        *((row.recorded_at, Just(row, offers=offers.get(row.pk, []))) for row in contacts),
        *((row.recorded_at, Just(work=row)) for row in work),
        *((row.recorded_at, Just(attempt=row)) for row in tried),
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [one for _at, one in found[:LATEST]]


def _contacts(by: actors.Actor) -> QuerySet[models.Contact]:
    mine = policy.contacts_for(by).filter(peer_id=by.person_id)
    return mine.select_related("participant", "site")


def _attempts(by: actors.Actor) -> QuerySet[models.Attempt]:
    return policy.attempts_by(by).select_related("participant")


def attempts(by: actors.Actor, participant_id: uuid.UUID) -> list[models.Attempt]:
    """The latest with one person. The caller has asked."""
    rows = policy.attempts_of(by, participant_id).select_related("peer")
    rows = rows.defer("peer__username", "peer__email")
    return list(rows.order_by("-happened_at", "-pk")[:LATEST])


def work(by: actors.Actor, work_id: uuid.UUID) -> models.Work:
    """One's own, to correct."""
    found = policy.work_by(by).filter(pk=work_id).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found
