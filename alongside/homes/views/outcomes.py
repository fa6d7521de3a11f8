"""What changed? The page on which managers and funders land. Both read the same numbers."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.insights import queries
from alongside.insights.queries import communities
from alongside.participants import actions as participants


@access.needs(P.OUTCOMES_READ)
def outcomes(request: access.Request) -> HttpResponse:
    """`?period=2026-q4` or `?period=2026-11`; this quarter without one."""
    found = queries.outcomes.outcomes(request.by, period=request.GET.get("period", ""))
    if found is None:
        raise errors.Missing(
            _("There is no such month or quarter, or it has not begun."),
            todo=_("Open Outcomes again and choose one from the page."),
        )
    return render(request, "homes/outcomes.html", {"outcomes": found})


@access.needs(P.OUTCOMES_READ)
@require_GET
def answers(request: access.Request) -> HttpResponse:
    """What did people answer to questions of our own? `?period=2026-q4&of=` a sheet; this
    quarter, and the first of them, without."""
    period, sheet = request.GET.get("period", ""), request.GET.get("of", "")
    found = queries.answers.answers(request.by, period=period, sheet=sheet)
    if found is None:
        raise errors.Missing(_("There is no such quarter, or it has not begun."))
    return render(request, "homes/answers.html", {"outcomes": found})


@access.needs(P.OUTCOMES_READ)
@require_GET
def community(request: access.Request, community: uuid.UUID) -> HttpResponse:
    """How many of a community did we support? Withheld until its stewards say yes; they see each
    time that it was read."""
    may = participants.show_use(by=request.by, community=community, kind="figure", what="outcomes")
    figure = communities.figure(request.by, community) if may else None
    return render(request, "homes/community.html", {"figure": figure})
