"""Who has seen what about me: the participant's own page, and nobody else's."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.participants import queries


@access.needs(P.LOOKS_READ)
@access.step_up
def looks(request: access.Request) -> HttpResponse:
    """Every look, change, consent and disclosure, allowed and refused, newest first. It opens
    with the looks."""
    person = queries.own(request.by)
    asked = request.GET.get("only", "")
    only = asked if asked in queries.KINDS else queries.KINDS[0]
    page = queries.moments(person, only=only, page=request.GET.get("page", "1"))
    return render(
        request,
        "participants/looks.html",
        {
            "person": person,
            "zone": person.organisation.time_zone,
            "only": only,
            "page": page,
            "moments": queries.told(request.by, person, page),
        },
    )
