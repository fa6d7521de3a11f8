"""How is my team doing? The page on which supervisors land."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock
from alongside.homes.queries import out_there
from alongside.insights import queries
from alongside.peers import queries as peers


@access.needs(P.TEAM_READ)
def team(request: access.Request) -> HttpResponse:
    """Each peer's people by need. Counts only: no participant is named here."""
    team = queries.team.team(
        request.by,
        page=request.GET.get("page", ""),
        only_waiting=request.GET.get("show") == "waiting",
    )
    now = clock.now()
    waiting = out_there.waiting(request.by, now=now)
    context = {
        "team": team,
        "weeks": queries.team.WEEKS,
        "asked": queries.work.asked(request.by),
        "done": queries.work.done(request.by),
        "stepped_back": (
            peers.shown_step_backs(request.by, now=now) if waiting.has("stepped_back") else []
        ),
        "out_there": out_there.of(request.by, waiting, now=now),
    }
    return render(request, "homes/team.html", context)
