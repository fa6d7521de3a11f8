"""Who needs me today? The page on which peers and volunteers land."""

from django.http import HttpResponse

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, ids
from alongside.followups import queries as followups
from alongside.homes.queries import out_there
from alongside.participants.queries import knowing
from alongside.support import queries
from alongside.support.queries import logging
from alongside.support.views import places
from alongside.threads import queries as threads
from alongside.welcome import queries as desk


@access.needs(P.TODAY_READ)
def today(request: access.Request) -> HttpResponse:
    """Those who need this peer, with the reason in words; what was just logged, to undo."""
    zone = places.zone_of(request)
    waiting = out_there.waiting(request.by, now=clock.now())
    walking = queries.walking(request.by, now=clock.now(), zone=zone, wrote=threads.wrote())
    return places.page(
        request,
        "homes/today.html",
        {
            "needing": queries.needing(walking),
            "walking": walking,
            "mourned": knowing.mourned(request.by),
            "gone_by": [each for each in walking if each.due],
            "just": _just(request),
            "wrote": [each for each in walking if each.wrote],
            "ways_ending": knowing.ways_ending(request.by, now=clock.now()),
            "now": clock.now(),
            "would_talk": desk.waiting_to_talk(request.by) if waiting.has("talks") else 0,
            "out_there": out_there.of(request.by, waiting, now=clock.now()),
            "after_overdose": (
                followups.waiting(request.by, now=clock.now()) if waiting.has("after") else 0
            ),
        },
        zone=zone,
    )


def _just(request: access.Request) -> logging.Just | None:
    """What the address says was written down a moment ago."""
    for kind in ("logged", "shift", "work", "tried"):
        if found := logging.just(request.by, kind, ids.parse(request.GET.get(kind, ""))):
            return found
    return None
