"""Set-up, where administrators land: who may do what here."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts import access, queries, roles
from alongside.accounts.access import Permission as P
from alongside.participants import queries as people


@access.needs(P.SETUP_READ)
def setup(request: access.Request) -> HttpResponse:
    """Everybody who works here with their roles. Participants are not in it."""
    role = request.GET.get("role", "")
    role = role if role in roles.STAFF else ""
    everybody = queries.colleagues(request.by, role=role)
    page = Paginator(everybody, queries.PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    hats = queries.hats_of(request.by, [pk for pk, _name in page])
    organisation, takes_in = people.where(request.by)
    context = {
        "people": [(pk, name, hats[pk]) for pk, name in page],
        "page": page,
        "roles": [roles.ROLES[slug] for slug in roles.STAFF],
        "chosen": role,
        "organisation": organisation,
        "takes_in": takes_in,
    }
    return render(request, "homes/setup.html", context)
