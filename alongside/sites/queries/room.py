"""Who is in the room, and whom to look in on next. The same few queries however many are here."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import errors
from alongside.directory.queries import meant
from alongside.sites import models, policy
from alongside.sites.rules import times

MINUTES = 10  # between looks, where somebody is in no room


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody who is here. `name` only for those who walk with them."""

    visit: models.Visit
    name: str
    uses: list[models.Use]
    looks: list[models.Look]
    due_at: datetime
    seen_at: datetime
    is_due: bool

    @property
    def called(self) -> str:
        return self.name or self.visit.called

    @property
    def how(self) -> str:
        return self.looks[-1].how if self.looks else ""

    @property
    def told(self) -> list[str]:
        """What they use, in words, as they say it."""
        said = {slug for one in self.uses for slug in one.substances}
        return [str(one.label) for one in models.Substance if one.value in said]


@dataclass(frozen=True, slots=True)
class Standing:
    room: models.Room
    free: list[str]

    @property
    def inside(self) -> int:
        return self.room.seats - len(self.free)


@dataclass(frozen=True)
class Board:
    site: Site
    day: models.Day | None
    inside: list[Inside]
    rooms: list[Standing]
    running: list[models.Overdose]
    visits: int  # of this open day, or none where it is closed

    @property
    def due(self) -> int:
        return sum(one.is_due for one in self.inside)


def sites(by: actors.Actor) -> list[Site]:
    return list(policy.sites_for(by).order_by("name"))


def site(by: actors.Actor, pk: uuid.UUID) -> Site:
    found = policy.sites_for(by).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def chosen(of: list[Site], by: actors.Actor, wanted: uuid.UUID | None) -> Site | None:
    """The place asked for; else one that is open now, else one with rooms, else the first."""
    if wanted is not None:
        found = next((one for one in of if one.pk == wanted), None)
        if found is None:
            raise errors.Missing(access.NOTHING)
        return found
    is_open = set(policy.rows(by, models.Day).filter(closed_at=None).values_list("site", flat=True))
    roomy = set(policy.rows(by, models.Room).values_list("site", flat=True))
    order = sorted(of, key=lambda one: (one.pk not in is_open, one.pk not in roomy))
    return order[0] if order else None


def board(by: actors.Actor, place: Site, *, now: datetime) -> Board:
    here = inside(by, place, now=now)
    day = open_day(by, place, now=now)
    came = policy.rows(by, models.Visit).filter(site=place, taken_back_at=None)
    return Board(
        site=place,
        day=day,
        inside=here,
        rooms=rooms(by, place, here),
        running=running(by, place, now=now),
        visits=came.filter(came_at__gte=day.opened_at).count() if day else 0,
    )


def open_day(by: actors.Actor, place: Site, *, now: datetime) -> models.Day | None:
    """The day that is open; one that should have been closed long ago is not."""
    days = policy.rows(by, models.Day).filter(site=place, closed_at=None, closes_at__gt=now)
    return days.first()


def last_day(by: actors.Actor, place: Site) -> models.Day | None:
    return policy.rows(by, models.Day).filter(site=place).order_by("-opened_at").first()


def day(by: actors.Actor, pk: uuid.UUID) -> models.Day:
    found = policy.rows(by, models.Day).filter(pk=pk).select_related("site").first()
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found


def inside(by: actors.Actor, place: Site, *, now: datetime) -> list[Inside]:
    """Everybody whom nobody saw leave; whoever waits longest for a look comes first."""
    rows = policy.rows(by, models.Visit).filter(
        site=place, left_at=None, taken_back_at=None, came_at__gt=now - times.STILL_HERE
    )
    found = _told(by, list(rows.select_related("room").order_by("came_at", "pk")), now=now)
    return sorted(found, key=lambda one: one.due_at)


def one_visit(by: actors.Actor, visit: uuid.UUID, *, now: datetime) -> Inside:
    rows = policy.rows(by, models.Visit).filter(pk=visit).select_related("room", "site")
    found = _told(by, list(rows), now=now)
    if not found:
        raise errors.Missing(access.NOTHING)
    return found[0]


def _told(by: actors.Actor, rows: list[models.Visit], *, now: datetime) -> list[Inside]:
    these = [row.pk for row in rows]
    uses: dict[uuid.UUID, list[models.Use]] = defaultdict(list)
    for use in policy.rows(by, models.Use).filter(visit__in=these).order_by("used_at", "pk"):
        uses[use.visit_id].append(use)
    looks: dict[uuid.UUID, list[models.Look]] = defaultdict(list)
    seen = policy.rows(by, models.Look).filter(visit__in=these).order_by("looked_at", "pk")
    for look in seen.select_related("looked_by").defer("looked_by__username", "looked_by__email"):
        looks[look.visit_id].append(look)
    own = policy.own_visits_for(by).filter(visit__in=these).select_related("participant")
    names = {row.visit_id: row.participant.alias for row in own}
    return [_one(row, names.get(row.pk, ""), uses[row.pk], looks[row.pk], now) for row in rows]


def _one(
    row: models.Visit,
    name: str,
    uses: list[models.Use],
    looks: list[models.Look],
    now: datetime,
) -> Inside:
    seen, used = [one.looked_at for one in looks], [one.used_at for one in uses]
    minutes = row.room.minutes if row.room else MINUTES
    due_at = times.look_due_at(row.came_at, seen=seen, used=used, minutes=minutes)
    return Inside(
        visit=row,
        name=name,
        uses=uses,
        looks=looks,
        due_at=due_at,
        seen_at=max([row.came_at, *seen]),
        is_due=due_at <= now,
    )


def rooms(by: actors.Actor, place: Site, here: list[Inside]) -> list[Standing]:
    taken: dict[uuid.UUID, list[str]] = defaultdict(list)
    for one in here:
        if one.visit.room_id:
            taken[one.visit.room_id].append(one.visit.seat)
    rows = policy.rows(by, models.Room).filter(site=place, closed_at=None).order_by("name")
    return [Standing(row, times.free_seats(row.seats, taken[row.pk])) for row in rows]


def running(by: actors.Actor, place: Site | None, *, now: datetime) -> list[models.Overdose]:
    """Responses that began lately and that nobody finished: here, or outside where no place is
    given."""
    rows = policy.rows(by, models.Overdose).filter(same_as=None, found_at__gt=now - times.RUNNING)
    told = policy.rows(by, models.Finish)
    finished = told.filter(overdose__found_at__gt=now - times.RUNNING)
    pairs = finished.values_list("overdose", "overdose__same_as")
    done = {pk for pair in pairs for pk in pair}
    here = rows.filter(site=place).select_related("room").order_by("-found_at")
    return [row for row in here if row.pk not in done]


# --- set-up ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Furnished:
    site: Site
    rooms: list[models.Room]


def furnished(by: actors.Actor) -> list[Furnished]:
    """Each place with its rooms, also those that are closed."""
    of: dict[uuid.UUID, list[models.Room]] = defaultdict(list)
    for row in policy.rows(by, models.Room).order_by("name"):
        of[row.site_id].append(row)
    return [Furnished(place, of[place.pk]) for place in sites(by)]


def where(places: Iterable[Site]) -> dict[uuid.UUID, str]:
    """Of each its town, or its position in degrees; of those of whom somebody has said it."""
    at = {
        place.pk: (place.latitude, place.longitude)
        for place in places
        if place.latitude is not None and place.longitude is not None
    }
    names = meant.names(at.values())
    return {pk: names[position] for pk, position in at.items()}


def may_place(by: actors.Actor) -> bool:
    return access.can(by, P.AREA_GIVE)


def may_keep(by: actors.Actor) -> bool:
    return access.can(by, P.FIELD_KEEP)
