"""Who is with me, and what is next? The page on which participants land."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.homes import queries
from alongside.shell import context as frame


@access.needs(P.SUPPORT_READ)
def support(request: access.Request) -> HttpResponse:
    """With an account or a return key alike."""
    if request.session.get(frame.READING) == frame.PICTURES and "all" not in request.GET:
        return redirect("homes:in_pictures")
    mine = queries.mine(request.by)
    zone = mine.person.organisation.time_zone
    context = {"person": mine.person, "zone": zone, "mine": mine}
    return render(request, "homes/support.html", context)
