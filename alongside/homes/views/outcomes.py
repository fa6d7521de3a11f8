"""What changed? The page on which managers and funders land. Both read the same numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.insights import queries


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
