"""Who is with me, and what is next? The page on which participants land."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import access, sessions
from alongside.accounts.access import Permission as P
from alongside.groups import queries as groups
from alongside.homes import queries
from alongside.participants import queries as people
from alongside.shell import context as frame
from alongside.welcome import queries as desk


@access.needs(P.SUPPORT_READ)
def support(request: access.Request) -> HttpResponse:
    """With an account or a return key alike."""
    if request.session.get(frame.READING) == frame.PICTURES and "all" not in request.GET:
        return redirect("homes:in_pictures")
    mine = queries.mine(request.by, here_before=sessions.here_before(request))
    zone = mine.person.organisation.time_zone
    context = {"person": mine.person, "zone": zone, "mine": mine}
    return render(request, "homes/support.html", context)


@access.needs(P.SUPPORT_READ)
def my_days(request: access.Request) -> HttpResponse:
    """When was I here? At our places, and in groups: one's own days alone."""
    me = people.own(request.by)
    context = {
        "zone": me.organisation.time_zone,
        "days": desk.own_days(request.by, page=request.GET.get("page", "")),
        "attended": groups.attended(request.by),
    }
    return render(request, "homes/my_days.html", context)
