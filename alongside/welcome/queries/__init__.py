"""What the front desk reads. The same few queries however many are here."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from alongside.accounts import access, actors, words
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import clock, errors, kept
from alongside.participants import policy as people
from alongside.participants.models import Participant
from alongside.support.queries import beside
from alongside.welcome import models, policy, rules
from alongside.welcome.queries import rows_of

DAY = timedelta(hours=18)  # a desk that nobody closed
DAYS_ON_A_PAGE = 30
MOST_SHOWN = 60  # names on one page; beyond them one is typed


@kept.question
def sites(by: actors.Actor) -> QuerySet[Site]:
    return policy.sites_for(by).order_by("name")


def site(by: actors.Actor, pk: uuid.UUID) -> Site:
    found = policy.sites_for(by).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def chosen(of: list[Site], wanted: uuid.UUID | None) -> Site | None:
    """The desk to open: the one asked for, else the first; None where there is no place yet."""
    if wanted is None:
        return of[0] if of else None
    found = next((one for one in of if one.pk == wanted), None)
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def who_is_here(by: actors.Actor) -> set[uuid.UUID]:
    """Of those whose record opens to somebody, whoever is at a place of theirs now."""
    if not access.can(by, P.DESK_KEEP):
        return set()
    now = clock.now()
    return {pk for (pk,) in rows_of.there(by, now, now - DAY)}


# --- who is here -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who is here. `participant_id` and `name` only for those who walk with them."""

    id: uuid.UUID
    called: str
    arrived_at: datetime
    left_at: datetime | None
    minutes: int
    participant_id: uuid.UUID | None
    name: str
    talk: models.Talk | None
    turns: list[models.Turn]

    @property
    def shown(self) -> str:
        return self.name or self.called


def here(by: actors.Actor, place: Site, *, now: datetime) -> list[Here]:
    """Everybody of the open day, those who are here first, whoever came first on top. Four
    queries."""
    found = _told(by, rows_of.open_day(by, place.pk), now=now)
    return sorted(found, key=lambda one: one.left_at is not None)


def own_days(by: actors.Actor, *, page: str = "") -> "Page[models.Attendance]":
    """When somebody was here, newest first: their own list."""
    rows = policy.attendances_for(by).select_related("site")
    if not by.is_participant:
        rows = rows.none()
    return Paginator(rows.order_by("-arrived_at", "-pk"), DAYS_ON_A_PAGE).get_page(page)


def one_here(by: actors.Actor, presence: uuid.UUID, *, now: datetime) -> tuple[Here, Site]:
    row = policy.at_desk(by, models.Presence).filter(pk=presence).select_related("site").first()
    if row is None:
        raise errors.Missing(access.NOTHING)
    (found,) = _told(by, [row], now=now)
    return found, row.site


def _told(by: actors.Actor, rows: list[models.Presence], *, now: datetime) -> list[Here]:
    these = kept.several(row.pk for row in rows)
    known = {key: (person, name) for key, person, name in rows_of.known(by, these, now)}
    talks = {row.presence_id: row for row in rows_of.talks(by, these)}
    turns: dict[uuid.UUID, list[models.Turn]] = defaultdict(list)
    for turn in rows_of.turns(by, these):
        turns[turn.presence_id].append(turn)
    nobody = (None, "")
    return [
        Here(
            id=row.pk,
            called=row.called,
            arrived_at=row.arrived_at,
            left_at=row.left_at,
            minutes=rules.for_so_long(row.arrived_at, row.left_at or now),
            participant_id=person,
            name=name,
            talk=talks.get(row.pk),
            turns=turns[row.pk],
        )
        for row in rows
        for person, name in [known.get(row.pk, nobody)]
    ]


def pages_beside(by: actors.Actor, participant: uuid.UUID | None) -> list[beside.Page]:
    """What is kept beside the record of somebody who is here, for who walks with them and may
    write about them."""
    if participant is None or not access.can(by, P.CONTACT_LOG):
        return []
    found = beside.noticed(may_come_in(by).filter(pk=participant)).first()
    return beside.pages_of(found) if found else []


def brings_of(talk: models.Talk | None) -> list[str]:
    return words.labels(words.EXPERIENCES, talk.brings) if talk else []


def may_come_in(by: actors.Actor) -> QuerySet[Participant]:
    """Whom this worker may say is here: people whose record opens to them."""
    return people.participants_for(by)


def known_people(by: actors.Actor) -> list[Participant]:
    """By name, so many as fit a page. Names are sealed, so they are sorted here."""
    rows = list(may_come_in(by).order_by("pk")[: MOST_SHOWN + 1])
    return sorted(rows, key=lambda row: str(row).casefold()) if len(rows) <= MOST_SHOWN else []


def called_exactly(by: actors.Actor, said: str) -> Participant | None:
    """The one person of theirs who is called so; None for nobody, and where there are several."""
    wanted = " ".join(said.split()).casefold()
    rows = may_come_in(by).only("pk", "alias", "organisation_id")
    found = [row for row in rows if row.alias and " ".join(row.alias.split()).casefold() == wanted]
    return found[0] if len(found) == 1 else None


# --- the place ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """A room as it is now: how many are in it, and who is in until when."""

    room: models.Room
    uses: list[models.RoomUse]
    free: int


def rooms(by: actors.Actor, place: Site, *, now: datetime) -> list[Standing]:
    taken: dict[uuid.UUID, list[models.RoomUse]] = defaultdict(list)
    for use in rows_of.uses(by, place.pk, now):
        taken[use.room_id].append(use)
    return [
        Standing(row, taken[row.pk], row.capacity - sum(use.people for use in taken[row.pk]))
        for row in rows_of.rooms(by, place.pk)
    ]


def room(by: actors.Actor, pk: uuid.UUID) -> models.Room:
    found = policy.at_desk(by, models.Room).filter(pk=pk, closed_at=None).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


@dataclass(frozen=True, slots=True)
class InLine:
    turn: models.Turn
    called: str
    until_at: datetime | None  # of whoever has it now
    minutes: int  # waited


@dataclass(frozen=True, slots=True)
class Line:
    """A list that is switched on: who has it now, who is next."""

    queue: models.Queue
    now: InLine | None
    waiting: list[InLine]

    @property
    def next(self) -> InLine | None:
        return self.waiting[0] if self.waiting else None


def queues(by: actors.Actor, place: Site) -> list[models.Queue]:
    return rows_of.lists(by, place.pk)


def lines(by: actors.Actor, place: Site, everybody: list[Here], *, now: datetime) -> list[Line]:
    """One query, beside what `here` has read already."""
    of: dict[uuid.UUID, list[tuple[models.Turn, Here]]] = defaultdict(list)
    for one in everybody:
        for turn in one.turns:
            of[turn.queue_id].append((turn, one))
    return [_line(queue, of[queue.pk], now) for queue in queues(by, place)]


def _line(queue: models.Queue, turns: list[tuple[models.Turn, Here]], now: datetime) -> Line:
    has_it, waiting = None, []
    for turn, one in sorted(turns, key=lambda pair: (pair[0].asked_at, pair[0].pk)):
        until_at = turn.called_at and turn.called_at + timedelta(minutes=queue.minutes)
        waited = rules.for_so_long(turn.asked_at, now)
        line = InLine(turn, one.shown, until_at, waited)
        if turn.called_at:
            has_it = line
        else:
            waiting.append(line)
    return Line(queue, has_it, waiting)


# --- who keeps it ------------------------------------------------------------------------


def shifts(by: actors.Actor, place: Site, *, now: datetime) -> list[models.Shift]:
    """Today's by the place's own day, and whoever is still here; those who are here first."""
    start, end = rules.moments_of(rules.day_of(now, place.time_zone), place.time_zone)
    order = {"here": 0, "planned": 1, "gone": 2}
    return sorted(rows_of.shifts(by, place.pk, start, end), key=lambda row: order[row.state])


def own_place(by: actors.Actor, *, now: datetime) -> uuid.UUID | None:
    """Where the actor is on shift now, else later today."""
    rows = policy.at_desk(by, models.Shift).filter(
        person_id=by.person_id, dropped_at=None, gone_at=None, until_at__gt=now
    )
    soon = rows.filter(Q(here_at__isnull=False) | Q(from_at__lt=now + LONG_OPEN))
    return soon.order_by("from_at").values_list("site_id", flat=True).first()


def coming_shifts(by: actors.Actor, place: Site, *, now: datetime) -> list[models.Shift]:
    rows = policy.at_desk(by, models.Shift).filter(
        site=place, dropped_at=None, here_at=None, until_at__gt=now
    )
    found = rows.select_related("person").defer("person__username", "person__email")
    return list(found.order_by("from_at")[:50])


def tablets(by: actors.Actor, place: Site, *, now: datetime) -> list[models.Kiosk]:
    return rows_of.tablets(by, place.pk, now, now - LONG_OPEN)


LONG_OPEN = timedelta(hours=12)  # then the tablet's own session has ended


def tablet(by: actors.Actor) -> models.Kiosk:
    """The one that somebody stands at: where, and nothing of it."""
    return policy.require_tablet(by, P.DESK_KEEP)


def counted_today(by: actors.Actor, place: Site, day: date) -> int:
    """Of a day that was closed and goes on."""
    return sum(visits for (visits,) in rows_of.counts(by, place.pk, day))


@dataclass(frozen=True)
class Desk:
    """Everything that the desk of one place shows."""

    site: Site
    here: list[Here]
    left: list[Here]
    talks: list[Here]
    rooms: list[Standing]
    lines: list[Line]
    shifts: list[models.Shift]
    own_shift: models.Shift | None
    tablets: list[models.Kiosk]
    visits: int


def desk(by: actors.Actor, place: Site, *, now: datetime) -> Desk:
    everybody = here(by, place, now=now)
    keeping = shifts(by, place, now=now)
    inside = [one for one in everybody if one.left_at is None]
    waiting = [one for one in inside if one.talk and one.talk.taken_at is None]
    order = {"now": 0, "today": 1, "another": 2}
    return Desk(
        site=place,
        here=inside,
        left=[one for one in everybody if one.left_at is not None],
        talks=sorted(waiting, key=lambda one: order[one.talk.wish] if one.talk else 3),
        rooms=rooms(by, place, now=now),
        lines=lines(by, place, inside, now=now),
        shifts=keeping,
        own_shift=next(
            (row for row in keeping if row.person_id == by.person_id and row.state == "here"), None
        ),
        tablets=tablets(by, place, now=now),
        visits=len(everybody) + counted_today(by, place, rules.day_of(now, place.time_zone)),
    )


def waiting_to_talk(by: actors.Actor) -> int:
    """How many would like to talk, where this worker is on shift now. One query."""
    return policy.talks_waiting(by).count()


# --- set-up ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Furnished:
    site: Site
    rooms: list[models.Room]
    queues: list[models.Queue]


def furnished(by: actors.Actor) -> list[Furnished]:
    """Each place with its rooms and lists, also those that are closed or off."""
    access_to = sites(by)
    rooms_of: dict[uuid.UUID, list[models.Room]] = defaultdict(list)
    lists_of: dict[uuid.UUID, list[models.Queue]] = defaultdict(list)
    for row in policy.at_desk(by, models.Room).order_by("name"):
        rooms_of[row.site_id].append(row)
    for queue in policy.at_desk(by, models.Queue).order_by("name"):
        lists_of[queue.site_id].append(queue)
    return [Furnished(one, rooms_of[one.pk], lists_of[one.pk]) for one in access_to]


def may_plan_others(by: actors.Actor) -> bool:
    return policy.may_plan_others(by)


def may_welcome(by: actors.Actor) -> bool:
    return access.can(by, P.PARTICIPANT_WELCOME)
