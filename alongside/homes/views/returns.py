"""What is due to whom? Returns, computed by their definitions; and what stands behind them."""

import csv
import io
from typing import NoReturn

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.insights.queries import returns as queries
from alongside.insights.queries import tables


@access.needs(P.OUTCOMES_READ)
@require_GET
def returns(request: access.Request) -> HttpResponse:
    """Which returns can be printed?"""
    return render(request, "homes/returns.html", {"listed": queries.returns(request.by)})


@access.needs(P.OUTCOMES_READ)
@require_GET
def one_return(request: access.Request, definition: str) -> HttpResponse:
    """`?period=2026-10`, or a quarter; without one, the last that is over. Prints as it stands."""
    return render(request, "homes/one_return.html", {"filled": _filled(request, definition)})


@access.needs(P.OUTCOMES_READ)
@require_GET
def return_table(request: access.Request, definition: str) -> HttpResponse:
    """The same, for a spreadsheet."""
    found = _filled(request, definition)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(tables.as_table(found))
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{found.of.slug}-{found.period.slug}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@access.needs(P.ACCOUNT_KEEP)
@require_GET
def how_we_count(request: access.Request) -> HttpResponse:
    """The rules of counting in words, for everybody who works here."""
    context = {"counted": queries.in_words(), "floor": settings.SMALL_NUMBER}
    return render(request, "homes/how_we_count.html", context)


@access.needs(P.FIELD_KEEP)
@require_GET
def returns_behind(request: access.Request) -> HttpResponse:
    """The same list, for whoever keeps the work that is counted."""
    context = {"listed": queries.returns(request.by), "keeps": True}
    return render(request, "homes/returns.html", context)


@access.needs(P.FIELD_KEEP)
@require_GET
def behind(request: access.Request, definition: str) -> HttpResponse:
    """What stands behind a return, and (`?line=`) one line of it: days and places, no person."""
    found = queries.behind(
        request.by,
        definition,
        period=request.GET.get("period", ""),
        line=request.GET.get("line", ""),
    )
    return render(request, "homes/behind.html", {"behind": found or _missing()})


def _filled(request: access.Request, definition: str) -> queries.Filled:
    found = queries.filled(request.by, definition, period=request.GET.get("period", ""))
    return found or _missing()


def _missing() -> NoReturn:
    raise errors.Missing(
        _("There is no such return, or no such month, quarter or line of it."),
        todo=_("Open the list of returns and choose again."),
    )
