"""What is reported back to a place, the list it is summed from, and how we count."""

import uuid
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import clock
from alongside.sites import queries
from alongside.sites.queries.reports import MONTH, WEEK, Period
from alongside.sites.views import room


@access.needs(P.FIELD_WORK)
@require_GET
def report(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """How was the week? Or the month. For the people of the place."""
    place = queries.site(request.by, site)
    found = queries.report(request.by, place, _period(request, place), now=clock.now())
    return room.page(request, place, "sites/report.html", {"report": found})


@access.needs(P.FIELD_KEEP)
@require_GET
def line_list(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """What is counted, line by line?"""
    place = queries.site(request.by, site)
    found = queries.line_list(request.by, place, _period(request, place), now=clock.now())
    context = {"lines": found, "report": found.report}
    return room.page(request, place, "sites/line_list.html", context)


@access.needs(P.FIELD_WORK)
@require_GET
def counting(request: access.Request) -> HttpResponse:
    """How do we count?"""
    return render(request, "sites/counting.html")


def _period(request: access.Request, place: Site) -> Period:
    of = MONTH if request.GET.get("of") == MONTH else WEEK
    return queries.period(of, _day(request.GET.get("from", "")), place=place, now=clock.now())


def _day(said: str) -> date | None:
    """A day as addresses write it; none where it is no day of these years."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
