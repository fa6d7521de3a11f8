"""A plan to carry, as a file. It is made while one waits, and nothing of it is kept."""

import uuid

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock
from alongside.exchange.paper import plan as paper
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.support.queries import plans as queries


@access.needs(P.PLAN_READ)
def plan_pdf(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """One's own, or that of somebody one walks with: the look is written down."""
    whose = participant or people.own(request.by).pk
    found = participants.look(by=request.by, participant=whose, permission=P.PLAN_READ, page="plan")
    today = clock.today(found.organisation.time_zone)
    pdf = paper.draw(
        queries.whole(request.by, found.pk, today=today),
        country=found.organisation.country,
        language=translation.get_language() or "en",
        today=today,
        is_large=request.GET.get("size") == "large",
    )
    name = _("my-plan")
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
