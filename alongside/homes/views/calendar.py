"""What is on, and when? Of those who walk with people, and of participants."""

from datetime import date

from django.http import HttpResponse
from django.utils.dateparse import parse_date

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock
from alongside.homes.queries import coming
from alongside.participants import queries as people
from alongside.support.views import places


@access.needs(P.TODAY_READ)
def calendar(request: access.Request) -> HttpResponse:
    return _page(request, places.zone_of(request))


@access.needs(P.SUPPORT_READ)
def my_calendar(request: access.Request) -> HttpResponse:
    """With an account or a return key alike."""
    return _page(request, people.own(request.by).organisation.time_zone)


def _page(request: access.Request, zone: str) -> HttpResponse:
    found = coming.coming(request.by, now=clock.now(), zone=zone, first=_first(request))
    return places.page(request, "homes/calendar.html", {"coming": found}, zone=zone)


def _first(request: access.Request) -> date | None:
    """The day it begins with; today, where none is given or what is given is none."""
    try:
        asked = parse_date(request.GET.get("from", ""))
    except ValueError:
        return None
    return asked if asked and coming.may_begin(asked, now=clock.now()) else None
