"""What is passed on of a meeting, a service or a search: a link and a few plain words, and
never where the reader stands."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.directory import queries, search
from alongside.directory.templatetags import directory as said
from alongside.shell.templatetags import shell as frame

LINES = 4  # of a search, in a text message
WHERE_I_STAND = {"lat", "lon"}


@dataclass(frozen=True, slots=True)
class Passed:
    """`path` is where its page is; `lines` say it to somebody who can't open that."""

    heading: str
    path: str
    lines: list[str] = field(default_factory=list)
    is_moved: bool = False  # the link names a town in the place of the reader's position
    query: str = ""  # of a search
    country: str = ""  # where it is, for whom to call there

    def words(self, link: str) -> str:
        return "\n".join([self.heading, *self.lines, link])


def a_search(asked: search.Asked, typed: QueryDict, *, now: datetime) -> Passed:
    """`typed` is what the page was asked with."""
    found = queries.find(asked, now=now)
    query = typed.copy()
    for name in WHERE_I_STAND:
        query.pop(name, None)
    is_moved = asked.latitude is not None
    spot = found.spot
    if is_moved and spot is not None:
        query.pop("place", None)
        query.pop("at", None)
        spot = search.town_at(spot)
        if spot is not None:
            query["at"] = str(spot.id)
    link = query.urlencode()
    path = reverse("directory:find") + (f"?{link}" if link else "")
    where = said.place_name(spot) if spot else ""
    heading = _("Near %(place)s") % {"place": where} if where else _("Find support")
    shown = [*found.meetings.lines, *found.services.lines]
    lines = [_line(each) for each in shown[:LINES]]
    return Passed(heading, path, lines, is_moved, link, found.country)


def _line(shown: queries.Shown) -> str:
    listing = shown.listing
    hours = said.day_and_hours(listing) if hasattr(listing, "weekday") else ""
    place = getattr(listing, "location_name", "") or getattr(listing, "organisation_name", "")
    return ", ".join(part for part in (listing.name, hours, place, listing.address) if part)


def a_meeting(page: queries.MeetingPage) -> Passed:
    meeting = page.meeting
    lines = [
        said.day_and_hours(meeting),
        ", ".join(part for part in (meeting.location_name, meeting.address) if part),
        str(said.ATTENDANCE.get(meeting.attendance, "")),
        said.checked(meeting.last_checked_at),
        *_reported(page),
    ]
    path = reverse("directory:meeting", args=[meeting.pk])
    return Passed(meeting.name, path, [line for line in lines if line], country=page.country)


def _reported(page: queries.MeetingPage | queries.ServicePage) -> list[str]:
    """Somebody found it closed: whoever gets this learns it too."""
    if not page.truth.is_hidden:
        return []
    day = frame.weekday(page.truth.report.reported_at)
    return [_("Reported closed on %(day)s. We are checking.") % {"day": day}]


def a_service(page: queries.ServicePage) -> Passed:
    service = page.service
    lines = [service.organisation_name] if service.organisation_name != service.name else []
    for offer in page.offers[:1]:
        lines += [
            str(address)
            for address in offer.location.addresses.all()
            if address.kind == "physical" and not address.retired_at
        ][:1]
    lines += [phone.number for phone in page.phones[:1]]
    lines += [service.opening_words[:120], said.checked(service.last_checked_at)]
    lines += _reported(page)
    path = reverse("directory:service", args=[service.pk])
    return Passed(service.name, path, [line for line in lines if line], country=page.country)
