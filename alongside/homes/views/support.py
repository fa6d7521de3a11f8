"""Who is with me, and what is next? The page on which participants land."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.homes import queries
from alongside.participants import queries as people


@access.needs(P.SUPPORT_READ)
def support(request: access.Request) -> HttpResponse:
    """With an account or a return key alike."""
    person = people.own(request.by)
    return render(
        request,
        "homes/support.html",
        {
            "person": person,
            "zone": person.organisation.time_zone,
            "mine": queries.mine(request.by, person),
        },
    )
