"""Who is here? The front desk, on which volunteers land; peers and others keep it beside."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import clock, ids
from alongside.groups.queries import circles as groups
from alongside.groups.queries.circles import Seen
from alongside.groups.rules import Meets
from alongside.homes.queries import out_there
from alongside.insights.queries import visits as counted
from alongside.welcome import queries, rules


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
        "groups_today": _groups_today(request.by, place, now),
        "out_there": out_there.now(request.by, now=now),
    }
    with timezone.override(place.time_zone):
        return render(request, "homes/welcome.html", context)


def _groups_today(by: actors.Actor, place: Site, now: datetime) -> list[tuple[Seen, Meets]]:
    """What meets here, or nowhere in particular, on the rest of this day."""
    _start, night = rules.moments_of(rules.day_of(now, place.time_zone), place.time_zone)
    return [
        (each, each.times[0])
        for each in groups.whats_on(by)
        if each.starts_at < night and each.group.site_id in {None, place.pk}
    ]


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
