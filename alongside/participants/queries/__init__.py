"""What pages about participants read. A record is reached through `policy` first."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils.text import capfirst

from alongside.accounts import access, actors, roles, words
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Organisation
from alongside.audit import queries as history
from alongside.audit.models import Event
from alongside.core import clock, errors, kept
from alongside.core.privacy import Words
from alongside.participants import models, policy, rules
from alongside.participants.policy import hosting, joining, signs, whole
from alongside.participants.policy.signs import Signs

Noticing = Callable[[datetime, date], Signs]


def own(by: actors.Actor, noticing: Noticing | None = None) -> models.Participant:
    """The actor's own record, which may notice what waits. Missing where they have none."""
    now = clock.now()
    mine = _own(by, now, now.date(), noticing) if by.is_participant else []
    if not mine:
        raise errors.Missing(access.NOTHING)
    return mine[0]


@kept.question
def _own(
    by: actors.Actor, now: datetime, today: date, noticing: Noticing | None
) -> QuerySet[models.Participant]:
    mine = policy.participants_for(by, at=now).select_related("organisation")
    mine = signs.noticing(mine, noticing(now, today)) if noticing else mine
    return mine.order_by("pk")[:1]


def own_id(by: actors.Actor) -> uuid.UUID | None:
    """The id of the actor's own record, for history; None where they have none."""
    if not by.is_participant:
        return None
    return policy.participants_for(by).values_list("pk", flat=True).first()


def is_record(by: actors.Actor, pk: uuid.UUID) -> bool:
    """Whether somebody of the actor's organisation is meant; opens nothing."""
    here = policy.participants_for(actors.system("a refusal", organisation_id=by.organisation_id))
    return here.filter(pk=pk).exists()


def has_agreed(participant: models.Participant, *, kind: str) -> bool:
    """Whether they agree to it in general, now."""
    return participant.consents.filter(kind=kind, about=None, withdrawn_at=None).exists()


def live_consents(participant: models.Participant) -> dict[str, models.Consent]:
    """What they agree to in general now, by kind."""
    live = participant.consents.filter(about=None, withdrawn_at=None)
    return {consent.kind: consent for consent in live}


def consent_history(participant: models.Participant) -> list[models.Consent]:
    """All they ever agreed to, newest first, each with what left Alongside under it."""
    return list(participant.consents.prefetch_related("disclosures").order_by("-given_at", "-pk"))


# --- asking for a peer -----------------------------------------------------------------


def answering() -> list[Organisation]:
    """Who takes requests, and may write somebody new down; by name. Public."""
    found = accounts.organisations().filter(takes_requests=True).order_by("name")
    return [row for row in hosting.knowing_laws(found) if hosting.may_take_in(row)]


def where(by: actors.Actor) -> tuple[Organisation, bool]:
    """The actor's organisation, and whether somebody new may be written down in it."""
    here = hosting.knowing_laws(accounts.organisations()).get(pk=by.tenant)
    return here, hosting.may_take_in(here)


def newest_request(by: actors.Actor) -> models.Request | None:
    """A participant's own request: the last one they made."""
    return policy.requests_for(by).order_by("-happened_at", "-pk").first()


def own_request(by: actors.Actor, request_id: uuid.UUID) -> models.Request:
    found = policy.requests_for(by).filter(pk=request_id).first()
    if found is None:
        policy.deny_request(by, P.REQUEST_READ, request_id)
    return found


@dataclass(frozen=True)
class AtTheDoor:
    """Somebody who is being welcomed: in which language they read, and how their words stand."""

    language: str
    has_words: bool
    is_open: bool


def at_the_door(by: actors.Actor, pk: uuid.UUID, *, now: datetime) -> AtTheDoor:
    """Opens nothing of the record. Missing outside the organisation."""
    found = policy.require(by, P.PARTICIPANT_WELCOME, participant=pk)
    key = found.return_key
    waits = found.person_id is None and (key is None or key.is_handed_over)
    is_open = waits and rules.is_at_the_door(found.welcomed_at, now=now)
    return AtTheDoor(found.language, key is not None, is_open)


# --- who has seen what -------------------------------------------------------------------

KINDS = ("looks", "left", "consents", "refused", "all")
PAGE = 30
AT_ONCE = timedelta(minutes=1)
AGREED = ("give-consent", "write-consent", "withdraw-consent", "hear-withdrawal", "end-consent")
OPENED = ("tie", "untie")  # who may open the record; of several at once, one line is made


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of somebody's history. `who` is empty for the person themselves, a service
    behind a link, another participant, somebody unknown and Alongside itself: `by` tells which
    (own, person, service, other, stranger, system)."""

    at: datetime
    verb: str
    page: str
    by: str
    who: str
    role: Words
    is_refused: bool
    consent: str
    recipient: str
    shared: list[str]
    whom: tuple[tuple[str, Words], ...]  # who may open the record by it: a name and the reason
    why: str = ""  # of a file with everything, as whoever took it said
    allowed_by: str = ""  # whoever said yes to that file
    told: str = ""  # spoken, paper: where a worker wrote it for them
    verdict: Words = ""  # of a look that was not like the others


def moments(person: models.Participant, *, only: str, page: str) -> "Page[Event]":
    """A page of the person's history, newest first; `only` is one of `KINDS`. An attempt to
    look that was refused is one of the looks."""
    events = history.about(person.pk, *joining.joined_in(person))
    if only == "looks":
        events = events.filter(Q(verb="look") | Q(outcome="refused"))
    elif only == "left":
        events = events.filter(verb__in=("disclose", whole.VERB), outcome="done")
    elif only == "consents":
        events = events.filter(verb__in=AGREED)
    elif only == "refused":
        events = events.filter(outcome="refused")
    return Paginator(events, PAGE).get_page(page)


def told(by: actors.Actor, person: models.Participant, events: Iterable[Event]) -> list[Moment]:
    """Events with names and with what left. Two queries, however many events; one more where
    everything was taken in a file."""
    found = list(events)
    people = [event.by_id for event in found if event.by_id and event.by_kind == "person"]
    people += [event.about_id for event in found if event.about_id and event.verb in OPENED]
    names = {one.pk: one.name for one in accounts.people_for(by).filter(pk__in=people)}
    shown = [event.about_id for event in found if event.about_id and event.verb == "disclose"]
    left = {one.pk: one for one in person.disclosures.filter(pk__in=shown)}
    files = {row.pk: row for row in _files(person, found)}
    lines: list[Moment] = []
    for event in found:
        moment = _moment(person, event, names, left)
        if event.about_id and (file := files.get(event.about_id)):
            allowed_by = file.allowed_by.name if file.allowed_by else ""
            moment = replace(moment, why=file.why, allowed_by=allowed_by)
        if lines and _at_once(lines[-1], moment):
            lines[-1] = replace(lines[-1], whom=moment.whom + lines[-1].whom)
        else:
            lines.append(moment)
    return lines


def taken(person: models.Participant) -> list[models.Taken]:
    """Every file with everything of the organisation in which they were, newest first."""
    events = history.about(person.pk, *joining.joined_in(person))
    return _files(person, events.filter(verb=whole.VERB))


def _files(person: models.Participant, events: Iterable[Event]) -> list[models.Taken]:
    ids = {each.about_id for each in events if each.verb == whole.VERB and each.about_id}
    return list(whole.takings_told(person, ids)) if ids else []


def _at_once(later: Moment, earlier: Moment) -> bool:
    """Whether both say who may open the record, and came of one choice."""
    same = (later.verb, later.by, later.who) == (earlier.verb, earlier.by, earlier.who)
    done = bool(later.whom and earlier.whom) and not (later.is_refused or earlier.is_refused)
    return same and done and later.at - earlier.at <= AT_ONCE


def _moment(
    person: models.Participant,
    event: Event,
    names: Mapping[uuid.UUID, str],
    left: Mapping[uuid.UUID, models.Disclosure],
) -> Moment:
    gone = left.get(event.about_id) if event.about_id else None
    role = roles.ROLES.get(event.by_role)
    return Moment(
        at=event.recorded_at,
        verb=event.verb,
        page=str(event.facts.get("page", "")),
        by=_by(person, event),
        who=names.get(event.by_id, "") if event.by_id else "",
        role=role.name if role else "",
        is_refused=event.outcome == "refused",
        consent=str(event.facts.get("kind", "")) if event.about_kind == "consent" else "",
        recipient=gone.recipient if gone else "",
        shared=list(gone.categories) if gone else [],
        whom=_whom(event, names),
        told=str(event.facts.get("told", "")),
        verdict=_VERDICTS.get(str(event.facts.get("verdict", "")), "")
        if event.verb == "settle-odd"
        else "",
    )


_VERDICTS: dict[str, Words] = dict(models.OddLook.Verdict.choices)


def _whom(event: Event, names: Mapping[uuid.UUID, str]) -> tuple[tuple[str, Words], ...]:
    if event.verb not in OPENED or event.about_id is None:
        return ()
    whys = dict(models.Tie.Why.choices)
    return ((names.get(event.about_id, ""), whys.get(str(event.facts.get("why", "")), "")),)


def _by(person: models.Participant, event: Event) -> str:
    if event.verb == "ask" and event.by_kind == actors.Kind.SYSTEM:  # they had no account yet
        return "own"
    if event.by_kind == actors.Kind.PERSON and event.by_id == person.person_id:
        return "own"
    if event.by_role == "participant":  # also with an account they have given up since
        return "own" if event.outcome == "done" else "other"
    if event.by_kind == actors.Kind.PARTNER_LINK:
        return "service"
    if event.by_kind == actors.Kind.PERSON:
        return "person"
    return "system" if event.outcome == "done" else "stranger"  # the system is never refused


@dataclass(frozen=True)
class Said:
    """What a request asks for, in the reader's words."""

    language: str
    experiences: list[str]
    pathways: list[str]
    times: list[str]


def said_in(request: models.Request) -> Said:
    return Said(
        words.label(words.LANGUAGES, request.language),
        words.labels(words.EXPERIENCES, request.experiences),
        words.labels(words.PATHWAYS, request.pathways),
        words.labels(words.TIMES, request.times),
    )


@dataclass(frozen=True)
class Reach:
    """How somebody may be reached and how never, in sentences."""

    way: str
    how: str
    never: list[str]
    quiet_from: time | None
    quiet_until: time | None
    quiet_now: bool
    safe_words: str


def reach(participant: models.Participant) -> Reach:
    never = words.labels(words.NEVER, participant.never_ways)
    if participant.reach_never:
        never.append(participant.reach_never)
    quiet = participant.quiet_from, participant.quiet_until
    here = clock.now().astimezone(ZoneInfo(participant.organisation.time_zone)).time()
    return Reach(
        words.label(words.WAYS, participant.reach_way),
        participant.reach_how,
        never,
        *quiet,
        quiet_now=rules.is_quiet(*quiet, at=here),
        safe_words=participant.safe_words,
    )


REQUESTS_ON_A_PAGE = 25
_STANDS: Mapping[str, tuple[str, ...]] = {
    "waiting": ("waiting",),
    "proposed": ("proposed",),
    "done": ("chosen", "closed"),
}


_SHOWN = ("state", "language", "asked_for_others", "happened_at", "participant__alias")


@dataclass(frozen=True)
class Line:
    """A request in the coordinator's list."""

    request: models.Request
    name: str
    language: str
    is_overdue: bool


@dataclass(frozen=True)
class Waiting:
    """One page of requests that stand the same way; how many stand in each."""

    stands: str
    counts: dict[str, int]
    lines: list[Line]
    page: "Page[models.Request]"


def waiting(by: actors.Actor, *, stands: str, page: str, now: datetime) -> Waiting:
    """Oldest first; what is done, newest first. The same few queries for any number."""
    stands = stands if stands in _STANDS else "waiting"
    states = Counter({row["state"]: row["n"] for row in _states(by, now)})
    counts = {name: sum(states[state] for state in of) for name, of in _STANDS.items()}
    mine = policy.requests_for(by, at=now).filter(state__in=_STANDS[stands])
    rows: QuerySet[Any] = mine.select_related("participant").only(*_SHOWN)
    rows = rows.annotate(within_hours=F("organisation__answers_within_hours"))
    order = ("-happened_at", "-pk") if stands == "done" else ("happened_at", "pk")
    pages = Paginator(rows.order_by(*order), REQUESTS_ON_A_PAGE)
    pages.count = counts[stands]  # or it would ask again
    found = pages.get_page(page)
    lines = [
        Line(
            row,
            row.participant.alias or capfirst(str(row.participant)),
            words.label(words.LANGUAGES, row.language),
            row.state == models.Request.State.WAITING
            and rules.waits_too_long(row.happened_at, within_hours=row.within_hours, now=now),
        )
        for row in found
    ]
    return Waiting(stands, counts, lines, found)


@kept.question
def _states(by: actors.Actor, now: datetime) -> QuerySet[Any, Any]:
    return policy.requests_for(by, at=now).order_by().values("state").annotate(n=Count("pk"))
