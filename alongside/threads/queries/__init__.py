"""What the pages about messages read."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, Subquery

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.accounts.models import Organisation, Person
from alongside.participants import models as records
from alongside.participants.models import OnCall
from alongside.participants.queries import walls
from alongside.support import queries as walking
from alongside.threads import channels, models, policy, rules

ON_A_PAGE = 30


def unread(by: actors.Actor) -> int:
    """How much is new for the actor, whoever they are: one query, for every home."""
    rows = policy.messages_for(by).filter(read_at=None)
    return rows.filter(author__isnull=not by.is_participant).count()


def wrote() -> Subquery:
    """For Today, which asks it with the people one walks with: no query of its own."""
    return policy.wrote()


@dataclass(frozen=True, slots=True)
class Walk:
    """One of the threads of a worker."""

    participant_id: uuid.UUID
    name: str
    last_at: datetime | None
    new: int


def threads(by: actors.Actor) -> list[Walk]:
    """Those a worker walks with, those first who wrote something new. Two queries for any
    number; no message is opened."""
    said = policy.messages_for(by).order_by().values("participant_id")
    counted = said.annotate(
        last=Max("happened_at"), fresh=Count("pk", filter=Q(read_at=None, author=None))
    )
    found = {row["participant_id"]: (row["last"], row["fresh"]) for row in counted}
    nameless = str(records.Participant())
    walks = policy.walks_of(by).order_by().values_list("participant_id", "participant__alias")
    rows = [Walk(pk, alias or nameless, *found.get(pk, (None, 0))) for pk, alias in walks]
    rows.sort(key=lambda row: row.name.casefold())
    rows.sort(key=lambda row: row.last_at.timestamp() if row.last_at else 0, reverse=True)
    return sorted(rows, key=lambda row: not row.new)


@dataclass(frozen=True, slots=True)
class Said:
    """One message as a page shows it. `told` is what became of the notice outside; it is None
    where there was none, and for what the participant wrote."""

    row: models.Message
    is_mine: bool
    told: models.Outgoing | None


@dataclass(frozen=True)
class Thread:
    """A page of what was written, oldest first; `earlier` is where what is before it begins."""

    said: list[Said]
    earlier: str
    draft: str
    readers: list[Person]
    line: models.Line | None
    has_written: bool


def thread(by: actors.Actor, person: records.Participant, *, before: datetime | None) -> Thread:
    """The caller has asked whether it opens. The same queries however much there is."""
    rows = policy.messages_for(by).filter(participant=person)
    shown = rows.filter(happened_at__lt=before) if before else rows
    found = list(
        shown.select_related("author")
        .defer("author__username", "author__email")
        .order_by("-happened_at", "-pk")[: ON_A_PAGE + 1]
    )
    more, found = len(found) > ON_A_PAGE, found[:ON_A_PAGE][::-1]
    told = {
        row.about_id: row
        for row in policy.notices_of(person.pk).filter(
            kind=models.Outgoing.Kind.MESSAGE, about_id__in=[row.pk for row in found]
        )
    }
    mine = None if by.is_participant else by.person_id
    draft = policy.drafts_for(by).filter(participant=person).first()
    return Thread(
        said=[Said(row, row.author_id == mine, told.get(row.pk)) for row in found],
        earlier=found[0].happened_at.isoformat() if more else "",
        draft=draft.words if draft else "",
        readers=walking.peers_of(person.pk),
        line=policy.line_of(person.pk),
        has_written=rows.filter(author=None).exists(),
    )


@dataclass(frozen=True)
class Hours:
    """When a human reads, in the organisation's own time, and who answers when it is urgent."""

    rows: list[models.Reading]
    zone: str
    reads_now: bool
    reads_next: datetime | None
    on_call: list[OnCall]
    organisation: Organisation


def hours(by: actors.Actor, *, now: datetime, programme: uuid.UUID | None = None) -> Hours:
    """For who is in that programme, or in none."""
    organisation = accounts.organisations().get(pk=by.tenant)
    rows = list(policy.readings_of(by, programme).order_by("from_at", "pk"))
    told = [rules.Hours(row.days, row.from_time, row.until_time) for row in rows]
    zone = str(organisation.time_zone)
    return Hours(
        rows=rows,
        zone=zone,
        reads_now=rules.reads_now(told, now=now, zone=zone),
        reads_next=rules.reads_next(told, now=now, zone=zone),
        on_call=walls.on_call(by, now=now).now,
        organisation=organisation,
    )


def all_hours(by: actors.Actor) -> list[models.Reading]:
    """Everybody's first, then by programme."""
    rows = policy.readings_in(by).select_related("programme")
    return sorted(rows, key=lambda row: (str(row.programme or ""), row.from_at, row.pk))


def own_line(by: actors.Actor) -> models.Line | None:
    return policy.lines_for(by).first()


def lately(person: records.Participant) -> list[models.Outgoing]:
    """The last notices that went out to somebody, or did not. The caller has asked."""
    return list(policy.notices_of(person.pk).order_by("-made_at", "-pk")[:8])


def open_ways(by: actors.Actor, line: models.Line | None) -> list[str]:
    """The ways that work here: set up by the operator, with what the law asks for signed. The one
    that was chosen stays on the list."""
    found = ["inside"]
    for way in ("text", "email"):
        channel = channels.for_way(way)
        is_open = channel is not None and channels.is_agreed(channel.service, by.tenant)
        if is_open or (line is not None and line.way == way):
            found.append(way)
    return found


def said_by(line: models.Line | None) -> dict[str, Any]:
    """What the form begins with."""
    row = line or models.Line(version=0)
    names = ("way", "address", "says", "own_words", "tells_messages", "reminds", "version")
    return {name: getattr(row, name) for name in names}
