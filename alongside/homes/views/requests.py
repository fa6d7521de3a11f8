"""Who waits for a peer? The page on which coordinators land."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock
from alongside.homes.queries import out_there
from alongside.participants import queries


@access.needs(P.REQUEST_ANSWER)
def requests(request: access.Request) -> HttpResponse:
    """Requests by how they stand, oldest first, with how long each has waited."""
    waiting = queries.waiting(
        request.by,
        stands=request.GET.get("stands", ""),
        page=request.GET.get("page", ""),
        now=clock.now(),
    )
    context = {"waiting": waiting, "out_there": out_there.now(request.by, now=clock.now())}
    return render(request, "homes/requests.html", context)
