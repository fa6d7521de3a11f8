"""What the directory's pages need, starting from what the public may see."""

import uuid
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from alongside.core import errors
from alongside.core.privacy import Words
from alongside.directory import models, policy, search
from alongside.directory.queries.timetables import Timetable, timetable
from alongside.directory.rules import positions

FEW, PAGE = 6, 20
IN_A_LIST = (
    "name", "group_name", "weekday", "start_minute", "end_minute", "time_zone", "attendance",
    "location_name", "address", "town", "welcomes_medication", "fellowship", "checked_at",
    "is_irregular", "rrule",
)  # fmt: skip
KINDS = models.Fact.Kind
TELLING: dict[str, Words] = {  # what decides whether to set out, the most telling first
    kind.value: kind.label
    for kind in (
        KINDS.MEDICATION, KINDS.NO_PAPERS, KINDS.EVENINGS, KINDS.NO_APPOINTMENT, KINDS.NO_FEE,
        KINDS.NO_ABSTINENCE,
    )
}  # fmt: skip
MOST_TAGS = 3
MOST_BESIDE = 12
Tag = tuple[str, Words]  # the slug of a fact, and its name


class ServiceLine(NamedTuple):
    """What a list shows of a service."""

    pk: uuid.UUID
    name: str
    organisation_name: str
    address: str
    phone: str
    checked_at: datetime | None


@dataclass(slots=True)
class Shown:
    """One line of a list: the listing and how it was found."""

    listing: Any
    hit: search.Hit
    unit: str = "km"
    zone: str = ""
    tags: list[Tag] = field(default_factory=list)

    @property
    def elsewhere(self) -> str:
        """The city whose clock the meeting goes by, where the reader's is another one."""
        zone = self.listing.time_zone
        return "" if zone in {"", self.zone} else zone.rpartition("/")[2].replace("_", " ")

    @property
    def distance(self) -> float | None:
        if self.hit.km is None:
            return None
        return self.hit.km / positions.MILE_KM if self.unit == "mi" else self.hit.km


@dataclass(slots=True)
class Lines:
    """One page of lines, and how many there are in all."""

    lines: list[Shown] = field(default_factory=list)
    total: int = 0
    page: int = 1
    size: int = PAGE

    @property
    def many(self) -> int:
        """More than so many, which are not counted; 0 where the total is exact."""
        return search.COUNTED if self.total > search.COUNTED else 0

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1 if self.page * self.size < self.total else 0


@dataclass(slots=True)
class Found:
    """All that the find page shows. `spot` is none where no place was given or known."""

    asked: search.Asked
    places: search.Places = field(default_factory=search.Places)
    spot: search.Spot | None = None
    meetings: Lines = field(default_factory=Lines)
    services: Lines = field(default_factory=Lines)
    online: Lines = field(default_factory=Lines)

    @property
    def place_was_said(self) -> bool:
        return bool(self.asked.place or self.asked.at or self.asked.latitude is not None)

    @property
    def is_unknown(self) -> bool:
        return self.place_was_said and self.spot is None and not self.places.others

    @property
    def wider(self) -> int:
        """The next larger distance to offer, or 0."""
        return next((km for km in (10, 25, 50, 100) if km > self.asked.wish.km), 0)


def find(asked: search.Asked, *, now: datetime) -> Found:
    """The same number of queries, however much there is."""
    found = Found(asked)
    _settle_place(found)
    wish, size = asked.wish, PAGE if asked.show else FEW
    stretch = {"first": (asked.page - 1) * size, "most": size}
    zone = found.spot.time_zone if found.spot else ""
    unit = "mi" if found.spot and found.spot.country in positions.MILES else "km"
    if found.spot and asked.show != "services":
        hits = search.meetings_near(found.spot, wish, now=now, **stretch)
        found.meetings = _meeting_lines(hits, asked.page, size, unit, zone)
    if found.spot and asked.show != "meetings" and wish.how != "online":
        hits = search.services_near(found.spot, wish, **stretch)
        found.services = _service_lines(hits, asked.page, size, unit)
    if not asked.show and found.meetings.total < FEW:
        soon = search.Wish(when="now", medication=wish.medication, language=wish.language)
        online = search.meetings_online(soon, now=now, spot=found.spot, most=FEW)
        found.online = _meeting_lines(online, 1, FEW, unit, zone)
    return found


def _settle_place(found: Found) -> None:
    asked = found.asked
    if asked.latitude is not None and asked.longitude is not None:
        found.spot = search.spot_at(asked.latitude, asked.longitude)
    elif asked.at:
        found.spot = search.place_by_id(asked.at)
    if found.spot is None and asked.place:
        found.places = search.place(asked.place)
        found.spot = found.places.spot


def _meeting_lines(hits: search.Hits, page: int, size: int, unit: str, zone: str = "") -> Lines:
    chosen = hits.here
    rows = policy.known_meetings().filter(pk__in=[hit.id for hit in chosen]).only(*IN_A_LIST)
    by_id = {row.pk: row for row in rows}
    lines = [Shown(by_id[hit.id], hit, unit, zone) for hit in chosen if hit.id in by_id]
    return Lines(lines, hits.total, page, size)


def _tags(kinds: Container[str] | None) -> list[Tag]:
    """The most telling facts that are so, in the order of `TELLING`."""
    so = [(kind, name) for kind, name in TELLING.items() if kinds and kind in kinds]
    return so[:MOST_TAGS]


def _service_lines(hits: search.Hits, page: int, size: int, unit: str) -> Lines:
    chosen = hits.here
    pks = [hit.id for hit in chosen]
    by_id: dict[uuid.UUID, ServiceLine] = {}
    kinds: dict[uuid.UUID, set[str]] = {}
    doubts: dict[uuid.UUID, set[str]] = {}  # somebody says that it is not so
    columns = ("pk", *ServiceLine._fields[1:], "facts__kind", "facts__is_so")
    rows = policy.known_services().filter(pk__in=pks).values_list(*columns)
    for *row, kind, is_so in rows:  # one for each fact, so that one question is enough
        by_id[row[0]] = ServiceLine(*row)
        (kinds if is_so else doubts).setdefault(row[0], set()).add(kind)
    lines = [
        Shown(
            by_id[hit.id],
            hit,
            unit,
            tags=_tags(kinds.get(hit.id, set()) - doubts.get(hit.id, set())),
        )
        for hit in chosen
        if hit.id in by_id
    ]
    return Lines(lines, hits.total, page, size)


@dataclass(slots=True)
class MeetingPage:
    meeting: models.Meeting
    gone: bool
    times: Timetable = field(default_factory=Timetable)
    types: list[models.MeetingType] = field(default_factory=list)
    languages: list[models.Language] = field(default_factory=list)
    beside: list[models.Meeting] = field(default_factory=list)  # behind the same door
    near: Lines = field(default_factory=Lines)

    @property
    def country(self) -> str:
        """Where it is, for whom to call there."""
        return search.country_at(self.meeting.near_latitude, self.meeting.near_longitude)


def meeting(meeting_id: uuid.UUID, *, now: datetime) -> MeetingPage:
    """One meeting. One that ended is shown as such, with others near it."""
    rows = policy.known_meetings().select_related("source", "belongs_to", "body")
    row = rows.filter(pk=meeting_id).first()
    if row is None:
        raise errors.Missing(
            _("We know no meeting at this address."),
            todo=_("Search for your town to see the meetings near you."),
        )
    page = MeetingPage(row, gone=row.retired_at is not None)
    if page.gone:
        page.near = _meetings_around(row, now)
        return page
    page.types = list(row.types.order_by("code"))
    page.languages = list(row.languages.order_by("name"))
    page.times = timetable(row, now=now)
    page.beside = _beside(row)
    return page


def _beside(row: models.Meeting) -> list[models.Meeting]:
    """Other groups behind the same door, Sunday first."""
    if not row.building:
        return []
    others = policy.meetings().filter(building=row.building).exclude(pk=row.pk)
    ordered = others.only(*IN_A_LIST).order_by("weekday", "start_minute", "pk")
    return list(ordered[:MOST_BESIDE])


def _meetings_around(row: models.Meeting, now: datetime) -> Lines:
    wish = search.Wish(when="any")
    if row.near_latitude is None or row.near_longitude is None:
        soon = search.meetings_online(search.Wish(when="now"), now=now, most=FEW)
        return _meeting_lines(soon, 1, FEW, "km", "")
    spot = search.Spot(row.near_latitude, row.near_longitude, row.time_zone or "UTC")
    hits = search.meetings_near(spot, wish, now=now, most=FEW)
    return _meeting_lines(hits, 1, FEW, "km", spot.time_zone)


PARTS = ("areas", "capacities__unit", "costs", "documents", "websites")


@dataclass(slots=True)
class ServicePage:
    """`service` comes with its `PARTS`."""

    service: models.Service
    gone: bool
    offers: list[models.ServiceAtLocation] = field(default_factory=list)
    phones: list[models.Phone] = field(default_factory=list)
    contacts: list[models.Contact] = field(default_factory=list)
    facts: list[models.Fact] = field(default_factory=list)
    details: list[models.Detail] = field(default_factory=list)
    schedules: list[models.Schedule] = field(default_factory=list)
    languages: list[models.Language] = field(default_factory=list)
    near: Lines = field(default_factory=Lines)

    @property
    def country(self) -> str:
        """Where it is, for whom to call there."""
        at = next((offer for offer in self.offers if offer.near_latitude is not None), None)
        return search.country_at(at.near_latitude, at.near_longitude) if at else ""


def service(service_id: uuid.UUID, *, now: datetime) -> ServicePage:
    """One service with its places, numbers and facts. One that closed is shown as such. As
    many queries, however much there is of anything."""
    row = (
        policy.known_services()
        .select_related("organisation", "source", "programme")
        .filter(pk=service_id)
        .first()
    )
    if row is None:
        raise errors.Missing(
            _("We know no service at this address."),
            todo=_("Search for your town to see the services near you."),
        )
    page = ServicePage(row, gone=row.retired_at is not None or row.status != policy.ACTIVE)
    offers = row.at_locations.filter(location__retired_at=None).select_related("location")
    if page.gone:
        page.offers = list(offers)
        page.near = _services_around(page.offers, row)
        return page
    page.offers = list(offers.prefetch_related("location__addresses", "location__accessibility"))
    prefetch_related_objects([row], *PARTS)
    places = [offer.location_id for offer in page.offers]
    its_own = Q(service=row) | Q(offer__service=row)
    numbers = policy.phones().filter(its_own | Q(location__in=places, service=None))
    page.phones = list({phone.number: phone for phone in numbers.order_by("pk")}.values())
    page.contacts = list(policy.contacts().filter(its_own).order_by("pk"))
    page.facts = list(row.facts.order_by("pk"))
    page.details = list(row.details.exclude(kind=models.Detail.Kind.KEYWORD).order_by("kind", "pk"))
    page.languages = list(row.languages.order_by("name").distinct())
    page.schedules = _schedules(its_own | Q(location__in=places, service=None))
    return page


def _schedules(whose: Q) -> list[models.Schedule]:
    """Opening times, by day."""
    found = policy.schedules().filter(whose).prefetch_related("days")
    return list(found.order_by("weekday", "opens_minute", "pk"))


def _services_around(offers: list[models.ServiceAtLocation], row: models.Service) -> Lines:
    at = next((offer for offer in offers if offer.near_latitude is not None), None)
    if at is None or at.near_latitude is None or at.near_longitude is None:
        return Lines()
    spot = search.Spot(at.near_latitude, at.near_longitude)
    return _service_lines(search.services_near(spot, search.Wish(km=10), most=FEW), 1, FEW, "km")


def account_of(run: models.Run) -> tuple[list[models.RunCount], list[models.RunProblem]]:
    """The figures and problems of one import."""
    return list(run.counts.order_by("pk")), list(run.problems.order_by("pk"))
