"""What needs a second look? The page on which privacy leads land."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.participants.queries import walls as queries


@access.needs(P.WALL_KEEP)
def privacy(request: access.Request) -> HttpResponse:
    """What waits for somebody who guards the walls. Nothing of a record is on it."""
    waiting = queries.second_looks(request.by, page=request.GET.get("page", ""))
    return render(request, "homes/privacy.html", {"waiting": waiting})
