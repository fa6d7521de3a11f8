"""What the directory's pages need, starting from what the public may see."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from alongside.core import errors
from alongside.directory import models, policy, search
from alongside.directory.policy import asides
from alongside.directory.queries import truth
from alongside.directory.queries.find import Found, find
from alongside.directory.queries.lines import FEW, Lines, Shown, listed
from alongside.directory.queries.timetables import Timetable, timetable
from alongside.directory.rules import free_days, opening

__all__ = ["Found", "Lines", "Shown", "find"]
MOST_BESIDE = 12
IN_A_LIST = (
    "name", "group_name", "weekday", "start_minute", "end_minute", "time_zone", "attendance",
    "location_name", "address", "town", "welcomes_medication", "fellowship", "checked_at",
    "is_irregular", "rrule", "verified_at",
)  # fmt: skip


@dataclass(slots=True)
class MeetingPage:
    meeting: models.Meeting
    gone: bool
    times: Timetable = field(default_factory=Timetable)
    types: list[models.MeetingType] = field(default_factory=list)
    languages: list[models.Language] = field(default_factory=list)
    beside: list[models.Meeting] = field(default_factory=list)  # behind the same door
    near: Lines = field(default_factory=Lines)
    truth: Any = None

    @property
    def other_days(self) -> list[models.Meeting]:
        """The same group there, at other times."""
        return [each for each in self.beside if each.name == self.meeting.name]

    @property
    def others(self) -> list[models.Meeting]:
        return [each for each in self.beside if each.name != self.meeting.name]

    @property
    def country(self) -> str:
        """Where it is, for whom to call there."""
        return search.country_at(self.meeting.near_latitude, self.meeting.near_longitude)


def meeting(
    meeting_id: uuid.UUID, *, now: datetime, among: QuerySet[models.Meeting] | None = None
) -> MeetingPage:
    """One meeting. One that ended is shown as such, with others near it. `among`: instead of
    those that everybody may know of."""
    rows = policy.known_meetings() if among is None else among
    rows = rows.select_related("source", "belongs_to__pathway", "body")
    rows = asides.with_kinds(asides.with_said("meetings", rows))
    row = rows.filter(pk=meeting_id).first()
    if row is None:
        raise errors.Missing(
            _("We know no meeting at this address."),
            todo=_("Search for your town to see the meetings near you."),
        )
    known = truth.of(row)
    page = MeetingPage(row, gone=row.retired_at is not None or known.is_gone, truth=known)
    if page.gone:
        page.near = _meetings_around(row, now)
        return page
    if asides.may_have(row, "has_types"):
        said = {"ONL"} if row.is_online else set()  # how one comes there says it already
        page.types = [each for each in row.types.order_by("code") if each.code not in said]
    if asides.may_have(row, "has_languages"):
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
        return listed(soon, 1, FEW, "km", "")
    spot = search.Spot(row.near_latitude, row.near_longitude, row.time_zone or "UTC")
    hits = search.meetings_near(spot, wish, now=now, most=FEW)
    return listed(hits, 1, FEW, "km", spot.time_zone)


PARTS = ("areas", "capacities__unit", "costs", "documents", "websites")


@dataclass(slots=True)
class ServicePage:
    """`service` comes with its `PARTS`."""

    service: models.Service
    gone: bool
    offers: list[models.ServiceAtLocation] = field(default_factory=list)
    phones: list[models.Phone] = field(default_factory=list)
    contacts: list[models.Contact] = field(default_factory=list)
    details: list[models.Detail] = field(default_factory=list)
    schedules: list[models.Schedule] = field(default_factory=list)
    languages: list[models.Language] = field(default_factory=list)
    near: Lines = field(default_factory=Lines)
    truth: Any = None
    spot: search.Spot | None = None
    state: opening.State | None = None  # open now, where its hours are certain
    today: date | None = None  # on its own clock
    is_holiday: bool = False

    @property
    def country(self) -> str:
        """Where it is, for whom to call there."""
        return self.spot.country if self.spot else ""


def service(
    service_id: uuid.UUID, *, now: datetime, among: QuerySet[models.Service] | None = None
) -> ServicePage:
    """One service with its places, numbers and facts. One that closed is shown as such. As
    many queries, however much there is of anything."""
    rows = policy.known_services() if among is None else among
    rows = rows.select_related("organisation", "source", "programme")
    row = asides.with_said("services", rows).filter(pk=service_id).first()
    if row is None:
        raise errors.Missing(
            _("We know no service at this address."),
            todo=_("Search for your town to see the services near you."),
        )
    known = truth.of(row)
    gone = row.retired_at is not None or row.status != policy.ACTIVE or known.is_gone
    page = ServicePage(row, gone=gone, truth=known)
    here = {"location__retired_at": None, "location__is_public": True}
    streets = Prefetch("location__addresses", policy.addresses())
    offers = row.at_locations.filter(**here).select_related("location").prefetch_related(streets)
    if page.gone:
        page.offers = list(offers)
        page.spot = _spot_of(page.offers)
        page.near = _services_around(page.offers, now)
        return page
    page.offers = list(offers.prefetch_related("location__accessibility"))
    page.spot = _spot_of(page.offers)
    prefetch_related_objects([row], *PARTS)
    places = [offer.location_id for offer in page.offers]
    its_own = Q(service=row) | Q(offer__in=page.offers)
    its_own &= ~Q(location__is_public=False)
    numbers = policy.phones().filter(its_own | Q(location__in=places, service=None))
    page.phones = list({phone.number: phone for phone in numbers.order_by("pk")}.values())
    page.contacts = list(policy.contacts().filter(its_own).order_by("pk"))
    page.details = list(row.details.exclude(kind=models.Detail.Kind.KEYWORD).order_by("kind", "pk"))
    page.languages = list(row.languages.order_by("name").distinct())
    page.schedules = _schedules(its_own | Q(location__in=places, service=None))
    _look_at_the_clock(page, now)
    return page


def _spot_of(offers: list[models.ServiceAtLocation]) -> search.Spot | None:
    for at in offers:
        if at.near_latitude is not None and at.near_longitude is not None:
            return search.spot_at(at.near_latitude, at.near_longitude)
    return None


def _look_at_the_clock(page: ServicePage, now: datetime) -> None:
    """Open now? Its own hours come before those of the one place where it is."""
    if page.spot is None:
        return
    here = page.spot.now(now)
    page.today = here.date()
    page.is_holiday = page.today in free_days.between(page.country, page.today, page.today)
    own = [each for each in page.schedules if each.service_id == page.service.pk]
    if own or len(page.offers) == 1:
        pattern = opening.written(search.hours_of_all(own or page.schedules))
        page.state = opening.read(pattern).state(here) if pattern else None


def _schedules(whose: Q) -> list[models.Schedule]:
    """Opening times, by day."""
    found = policy.schedules().filter(whose).prefetch_related("days")
    return list(found.order_by("weekday", "opens_minute", "pk"))


def _services_around(offers: list[models.ServiceAtLocation], now: datetime) -> Lines:
    at = next((offer for offer in offers if offer.near_latitude is not None), None)
    if at is None or at.near_latitude is None or at.near_longitude is None:
        return Lines()
    spot = search.Spot(at.near_latitude, at.near_longitude)
    hits = search.services_near(spot, search.Wish(km=10), now=now, most=FEW)
    return listed(hits, 1, FEW, "km")


def account_of(run: models.Run) -> tuple[list[models.RunCount], list[models.RunProblem]]:
    """The figures and problems of one import."""
    return list(run.counts.order_by("pk")), list(run.problems.order_by("pk"))
