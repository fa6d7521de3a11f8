"""Who is here? The front desk, on which volunteers land; peers and others keep it beside."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, ids
from alongside.insights.queries import visits as counted
from alongside.welcome import queries


@access.needs(P.DESK_KEEP)
@require_GET
def welcome(request: access.Request) -> HttpResponse:
    """People here, those who would like to talk, lists, rooms, shifts. Times as the place has
    them."""
    places = queries.sites(request.by)
    place = queries.chosen(places, ids.parse(request.GET.get("site", "")))
    if place is None:
        return render(request, "homes/no_place.html")
    now = clock.now()
    context: dict[str, Any] = {
        "places_kept": places,
        "site": place,
        "now": now,
        "desk": queries.desk(request.by, place, now=now),
    }
    with timezone.override(place.time_zone):
        return render(request, "homes/welcome.html", context)


@access.needs(P.DESK_KEEP)
@require_GET
def visits(request: access.Request) -> HttpResponse:
    """How many come, and when? Counts of closed days, small numbers hidden."""
    places = queries.sites(request.by)
    place = queries.chosen(places, ids.parse(request.GET.get("site", "")))
    if place is None:
        return render(request, "homes/no_place.html")
    context = {
        "places_kept": places,
        "site": place,
        "visits": counted.at_the_desk(request.by, place),
    }
    return render(request, "homes/visits.html", context)
