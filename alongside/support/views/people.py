"""The people a peer walks with, and one of them."""

import uuid

from django.http import HttpResponse

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock
from alongside.participants import actions as participants
from alongside.participants import queries as records
from alongside.participants.queries import knowing
from alongside.support import queries, rules
from alongside.support.queries import ahead, beside, finding
from alongside.support.views import places


@access.needs(P.TODAY_READ)
def people(request: access.Request) -> HttpResponse:
    """Who do I walk with? Everybody by name, or some: `?need=`, `?place=`, `?days=` not seen."""
    zone = places.zone_of(request)
    asked = {name: request.GET.get(name, "") for name in ("need", "place", "days")}
    found = finding.people(request.by, now=clock.now(), zone=zone, **asked)
    return places.page(request, "support/people.html", {"found": found}, zone=zone)


@access.needs(P.PARTICIPANT_READ)
def person(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """How is it going with them? What their peer sees, and the participant themselves."""
    theirs = () if request.by.is_participant else (*beside.noticing(), ahead.NOTICED)
    found = participants.look(
        by=request.by, participant=participant, page="person", noticing=theirs
    )
    together = queries.together(request.by, found.pk)
    return places.page(
        request,
        "support/person.html",
        {
            "person": found,
            "reach": records.reach(found),
            "known": knowing.known(request.by, found),
            "status": knowing.status(found),
            "agreed": records.live_consents(found),
            "together": together,
            "shared": queries.shared(together.contacts),
            "walks_with_them": access.can(request.by, P.CONTACT_LOG),
            "soon": clock.now() + rules.EARLY,
            "beside": beside.pages_of(found) if theirs else [],
        },
    )
