"""What the pages about walking together read."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Model,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    prefetch_related_objects,
)
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Person, Site
from alongside.core import clock, errors
from alongside.participants import models as records
from alongside.participants import policy as reach
from alongside.participants.rules import RECORDED
from alongside.support import models, policy, rules
from alongside.support.policy import ahead as further
from alongside.support.policy import plans as planned

ON_A_PAGE = 20
LATEST = 3
Row = TypeVar("Row", bound=Model)


def zone_of(by: actors.Actor) -> str:
    """The time zone of the actor's organisation."""
    found = accounts.organisations().filter(pk=by.tenant).values_list("time_zone", flat=True)
    return found.first() or "UTC"


def _with_peer(rows: QuerySet[Row]) -> QuerySet[Row]:
    """With the peer's name; what else is sealed about them is not opened."""
    return rows.select_related("peer").defer("peer__username", "peer__email")


# --- who walks with whom ---------------------------------------------------------------


def open_pairings(by: actors.Actor) -> QuerySet[models.Pairing]:
    """Who walks with whom now, as far as the actor may know, newest first."""
    return (
        policy.pairings_for(by)
        .filter(until_at=None)
        .select_related("participant", "peer")
        .order_by("-from_at")
    )


def peers_of(participant_id: uuid.UUID) -> list[Person]:
    """The peers who walk with a participant now. The caller has asked who may know."""
    return [
        row.peer
        for row in policy.pairings_of(participant_id)
        .filter(until_at=None)
        .select_related("peer")
        .order_by("from_at")
    ]


def pairing_with(by: actors.Actor, participant_id: uuid.UUID) -> models.Pairing | None:
    """The peer's own open pairing with somebody."""
    return (
        policy.pairings_for(by)
        .filter(until_at=None, participant_id=participant_id, peer_id=by.person_id)
        .first()
    )


def pairing(by: actors.Actor, pairing_id: uuid.UUID) -> models.Pairing:
    """One open pairing, to be ended. Missing where there is none to know of."""
    row = open_pairings(by).filter(pk=pairing_id).first()
    if row is None:
        require_seen(by, P.PAIRING_END, models.Pairing, pairing_id)
        raise errors.Missing(access.NOTHING)
    return row


def walking_since(by: actors.Actor, participant_id: uuid.UUID) -> datetime | None:
    row = pairing_with(by, participant_id)
    return row.from_at if row else None


# --- Today -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Walking:
    """One person whom the peer walks with, and why they need them today (perhaps not)."""

    participant_id: uuid.UUID
    name: str
    since: datetime
    last_contact_at: datetime | None
    recorded: bool
    promises: tuple[rules.Promise, ...]  # the earliest first
    reasons: list[rules.Reason]
    due: bool = False  # a day in their plan has gone by
    planned: str | None = None  # what is gently called to mind for these days
    place: uuid.UUID | None = None  # where the two met last, as far as it was asked for

    @property
    def wrote(self) -> bool:
        return any(why.kind == "wrote" for why in self.reasons)

    @property
    def next_promise(self) -> rules.Promise | None:
        return self.promises[0] if self.promises else None


def walking(
    by: actors.Actor,
    *,
    now: datetime,
    zone: str,
    wrote: Subquery | None = None,
    place: Subquery | None = None,
) -> list[Walking]:
    """All the people a peer walks with, by name. Two queries for any number of them; of each
    record only the name is opened. `wrote` and `place` are asked of each pairing."""
    open_ones = _still_open(policy.promises_by(by)).values_list("participant_id", "what", "at")
    promises: dict[uuid.UUID, list[rules.Promise]] = defaultdict(list)
    for whose, what, at in open_ones:
        promises[whose].append(rules.Promise(what, at))
    columns = (
        "participant_id",
        "from_at",
        "last_contact_at",
        "quiet_after_days",
        "recorded",
        "asked_at",
        "wrote_at",
        "quiet_how",
        "due",
        "planned",
        "place",
    )
    since_when = {"asked_at": policy.asked(), "wrote_at": wrote or Value(None, DateTimeField())}
    more = further.gently(today=rules.day_of(now, zone)) | since_when
    more["place"] = place or Value(None, UUIDField())
    rows = policy.walks_of(by, kind=RECORDED).annotate(**more).order_by()
    found, nameless = list[Walking](), str(records.Participant())
    for alias, person, *row, due, plan, site in rows.values_list("participant__alias", *columns):
        since, met, wish, recorded, asked, wrote_at, how = row
        promised = tuple(promises.get(person, ()))
        walk = rules.Walk(since, met, wish, recorded, promised, asked, wrote_at, how)
        why = rules.reasons(walk, now=now, zone=zone)
        name = alias or nameless
        found.append(Walking(person, name, since, met, recorded, promised, why, due, plan, site))
    return sorted(found, key=lambda one: (one.name.casefold(), one.since))


def needing(walks: list[Walking]) -> list[Walking]:
    """Of these, those who need the peer today, most pressing first."""
    return sorted((w for w in walks if w.reasons), key=lambda w: w.reasons[0].need)


def _still_open(promises: QuerySet[models.Appointment]) -> QuerySet[models.Appointment]:
    """What was promised and is neither kept nor called off, earliest first."""
    return promises.filter(kept_at=None, called_off_at=None).order_by("at", "pk")


def next_promise(
    by: actors.Actor, participant_id: uuid.UUID, *, now: datetime
) -> models.Appointment | None:
    """What somebody can look forward to next. The caller has asked."""
    promises = _still_open(policy.appointments_of(by, participant_id)).filter(at__gte=now)
    return _with_peer(promises).first()


# --- one person ------------------------------------------------------------------------


@dataclass(frozen=True)
class Together:
    """What a person's page shows about walking with them."""

    pairings: list[models.Pairing]
    promises: list[models.Appointment]
    goals: list[tuple[models.Goal, models.Step | None]]  # open ones, each with its next step
    contacts: list[models.Contact]
    mine: models.Pairing | None
    strengths: str  # as their plan says it


def together(by: actors.Actor, participant_id: uuid.UUID) -> Together:
    """The caller has asked whether the record opens."""
    walks = policy.pairings_of(participant_id).filter(until_at=None).order_by("from_at")
    pairings = list(_with_peer(walks))
    wanted = goals(by, participant_id)
    return Together(
        pairings=pairings,
        promises=list(_with_peer(_still_open(policy.appointments_of(by, participant_id)))),
        goals=[
            (goal, next((s for s in goal.steps.all() if not (s.done_at or s.let_go_at)), None))
            for goal in wanted
            if goal.state == models.Goal.State.OPEN
        ],
        contacts=_with_goals(contacts(by, participant_id)[:LATEST]),
        mine=next((row for row in pairings if row.peer_id == by.person_id), None),
        strengths=_strengths(by, participant_id, wanted),
    )


def _strengths(by: actors.Actor, participant_id: uuid.UUID, wanted: list[models.Goal]) -> str:
    """Goals bring it along; a plan without any is asked itself."""
    if wanted:
        return str(wanted[0].strengths)  # type: ignore[attr-defined]
    found = planned.plans_of(by, participant_id).values_list("strengths", flat=True).first()
    return str(found or "")


# --- contacts --------------------------------------------------------------------------


def contacts(by: actors.Actor, participant_id: uuid.UUID) -> QuerySet[models.Contact]:
    """Times together with one person, newest first. The caller has asked."""
    rows = policy.contacts_of(by, participant_id).select_related("site")
    about = Exists(policy.touches().order_by().filter(contact=OuterRef("pk")))
    rows = rows.annotate(is_about=about)
    return _with_peer(rows).order_by("-happened_at", "-pk")


def _with_goals(rows: Iterable[models.Contact]) -> list[models.Contact]:
    """Where any of them is about goals, with these: one query for all, and none for none."""
    found = list(rows)
    about = [row for row in found if row.is_about]  # type: ignore[attr-defined]
    prefetch_related_objects(about, Prefetch("touches", policy.touches()))
    return found


def goals_touched(row: models.Contact) -> list[uuid.UUID]:
    """What it was about. The caller has asked."""
    return list(policy.touches().filter(contact=row).values_list("goal_id", flat=True))


def own_contacts(by: actors.Actor) -> QuerySet[models.Contact]:
    """A participant's own, newest first."""
    return policy.contacts_for(by).order_by("-happened_at", "-pk")


def with_replies(rows: QuerySet[models.Contact]) -> QuerySet[models.Contact]:
    """With what the participant said to each, and what each said before: two queries more."""
    replies = Prefetch("replies", policy.replies().order_by("happened_at", "pk"))
    wordings = Prefetch("wordings", policy.wordings().order_by("replaced_at", "pk"))
    return rows.prefetch_related(replies, wordings)


def contact_to_answer(
    by: actors.Actor, contact_id: uuid.UUID, permission: P = P.NOTE_ANSWER
) -> models.Contact:
    """One of the participant's own, as it is written; or of somebody a worker reaches, who told
    them their answer."""
    mine = policy.contacts_for(by).filter(pk=contact_id).select_related("peer", "organisation")
    found = mine.first()
    if found is None:
        require_seen(by, permission, models.Contact, contact_id)
        raise errors.Missing(access.NOTHING)
    return found


def reply(by: actors.Actor, reply_id: uuid.UUID) -> models.Reply:
    """A wish for correction, for the peer who wrote the contact."""
    found = policy.replies_for(by).filter(pk=reply_id).first()
    if found is None:
        require_seen(by, P.CONTACT_CORRECT, models.Reply, reply_id)
        raise errors.Missing(access.NOTHING)
    return found


def contacts_page(
    by: actors.Actor, participant_id: uuid.UUID, number: str
) -> "Page[models.Contact]":
    rows = with_replies(contacts(by, participant_id))
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    page.object_list = _with_goals(page.object_list)
    _name_goals_before(by, participant_id, [each for row in page for each in row.wordings.all()])
    return page


def _name_goals_before(
    by: actors.Actor, participant_id: uuid.UUID, before: list[models.Wording]
) -> None:
    """Which goals it was about until it was corrected, in words: of those that are theirs still."""
    asked = {each.pk: each.said["goals"].split() for each in before if each.said.get("goals")}
    if not asked:
        return
    named = {str(goal.pk): goal.words for goal in policy.goals_of(by, participant_id)}
    for each in before:
        words = [named[pk] for pk in asked.get(each.pk, []) if pk in named]
        each.goals_before = words  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Shared:
    """What all times of a list have in common, to be said once; None where they differ."""

    peer: Person | None
    site: Site | None


def shared(times: Iterable[models.Contact]) -> Shared:
    """The peer and the place of several times together; of one, nothing is said apart."""
    listed = list(times)
    peers, sites = {row.peer for row in listed}, {row.site for row in listed}
    several = len(listed) > 1
    return Shared(
        peer=peers.pop() if several and len(peers) == 1 else None,
        site=sites.pop() if several and len(sites) == 1 else None,
    )


def own_contact(by: actors.Actor, contact_id: uuid.UUID | None) -> models.Contact | None:
    """One contact that the peer logged themselves, or None."""
    if contact_id is None:
        return None
    mine = policy.contacts_for(by).filter(pk=contact_id, peer_id=by.person_id)
    return mine.select_related("participant").first()


def contact(by: actors.Actor, contact_id: uuid.UUID) -> models.Contact:
    """One to correct. Refused where it is another peer's."""
    found = own_contact(by, contact_id)
    if found is None:
        whose = require_seen(by, P.CONTACT_CORRECT, models.Contact, contact_id)
        raise access.Refused(
            P.CONTACT_CORRECT,
            participant_id=whose,
            sentence=_("Only the peer who logged it can change it."),
        )
    return found


def require_seen(by: actors.Actor, permission: P, model: policy.Named, pk: uuid.UUID) -> uuid.UUID:
    """Something was not found where it should be: outside the organisation it is not there,
    and inside, whoever asked may have no business with it."""
    whose = policy.whose(by, model, pk)
    reach.require(by, permission, participant=whose)
    return whose


def sites(by: actors.Actor) -> list[tuple[str, str]]:
    """The organisation's places, for a form."""
    found = accounts.organisations().filter(pk=by.tenant, sites__isnull=False)
    rows = found.values_list("sites__pk", "sites__name").order_by("sites__name")
    return [(str(pk), name) for pk, name in rows]


# --- the plan --------------------------------------------------------------------------


def goals(by: actors.Actor, participant_id: uuid.UUID) -> list[models.Goal]:
    """All goals of one person with their steps, open ones first, in the order they were set; each
    with the `strengths` of its plan. The caller has asked whether the record opens."""
    steps = Prefetch("steps", policy.steps().order_by("position", "pk"))
    rows = policy.goals_of(by, participant_id).annotate(strengths=F("plan__strengths"))
    rows = rows.prefetch_related(steps).order_by("set_at", "pk")
    return sorted(rows, key=lambda goal: goal.state != models.Goal.State.OPEN)


def open_goals(by: actors.Actor, participant_id: uuid.UUID) -> list[models.Goal]:
    """What somebody is about, in the order it was set. The caller has asked, as above."""
    rows = policy.goals_of(by, participant_id).filter(state=models.Goal.State.OPEN)
    return list(rows.order_by("set_at", "pk"))


DAYS_TOLD = 90  # how far back the days go that somebody may have told to others


def days_met(by: actors.Actor, person: records.Participant) -> list[str]:
    """The days of the last weeks on which somebody and their peer met or talked; nothing else
    of it. For what leaves: the caller has asked whether it may."""
    since = clock.now() - timedelta(days=DAYS_TOLD)
    met = policy.contacts_of(by, person.pk).filter(happened_at__gte=since)
    days = {localtime(at).date() for at in met.values_list("happened_at", flat=True)}
    return [date_format(day, "DATE_FORMAT") for day in sorted(days)]


def goals_said(by: actors.Actor, person: records.Participant) -> list[str]:
    return [goal.words for goal in open_goals(by, person.pk)]
