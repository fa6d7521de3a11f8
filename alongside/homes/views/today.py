"""Who needs me today? The page on which peers and volunteers land, in words or in pictures."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import ids
from alongside.homes.queries import at_work
from alongside.homes.queries import day as days
from alongside.shell import context as frame
from alongside.support.queries import logging
from alongside.support.views import places


@access.needs(P.TODAY_READ)
def today(request: access.Request) -> HttpResponse:
    """Those who need this peer, with the reason in words; what was just logged, to undo."""
    if request.session.get(frame.READING) == frame.PICTURES and "all" not in request.GET:
        said = request.GET.urlencode()
        return redirect(reverse("homes:today_in_pictures") + (f"?{said}" if said else ""))
    zone = places.zone_of(request)
    day = days.day(request.by, zone=zone)
    context = {
        "needing": day.needing,
        "walking": day.walking,
        "mourned": day.mourned,
        "gone_by": day.gone_by,
        "planned": day.planned,
        "just": _just(request),
        "wrote": day.wrote,
        "ways_ending": day.ways_ending,
        "now": day.now,
        "would_talk": day.would_talk,
        "out_there": day.out_there,
        "after_overdose": day.after_overdose,
    }
    return places.page(request, "homes/today.html", context, zone=zone)


@access.needs(P.TODAY_READ)
def today_in_pictures(request: access.Request) -> HttpResponse:
    """Just tell me: who needs me now, and everything else on Today, with pictures and few words."""
    zone = places.zone_of(request)
    day = days.day(request.by, zone=zone)
    with places.clock_of(zone):
        shown = at_work.pictures(day)
    context = {"pictures": shown, "just": _just(request)}
    return places.page(request, "homes/today_in_pictures.html", context, zone=zone)


def _just(request: access.Request) -> logging.Just | None:
    """What the address says was written down a moment ago."""
    for kind in ("logged", "shift", "work", "tried"):
        if found := logging.just(request.by, kind, ids.parse(request.GET.get(kind, ""))):
            return found
    return None
