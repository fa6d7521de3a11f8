"""What humans settle: ours or theirs, and whether two listings are one."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors, ids
from alongside.directory import actions as directory
from alongside.exchange import queries


@access.needs(P.DIRECTORY_IMPORT)
@require_GET
def differences(request: access.Request) -> HttpResponse:
    page = queries.differences(request.by, page=request.GET.get("page", ""))
    return render(request, "exchange/differences.html", {"page": page})


@access.needs(P.DIRECTORY_IMPORT)
@require_POST
def settle(request: access.Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    seen = [pk for said in request.POST.getlist("edit") if (pk := ids.parse(said))]
    theirs = request.POST.get("take") == "theirs"
    directory.settle_differences(
        by=request.by, kind=kind, listing=listing, seen=seen, theirs=theirs
    )
    return redirect("exchange:differences")


@access.needs(P.DIRECTORY_IMPORT)
@require_GET
def twins(request: access.Request) -> HttpResponse:
    said = {"state": request.GET.get("state", ""), "page": request.GET.get("page", "")}
    state, page = queries.twins(request.by, **said)
    return render(request, "exchange/twins.html", {"state": state, "page": page})


@access.needs(P.DIRECTORY_IMPORT)
@require_POST
def settle_twin(request: access.Request, twin: uuid.UUID) -> HttpResponse:
    """The answer is the one to show, or that they are two, or to take back what was said."""
    answer = request.POST.get("answer", "")
    shown = ids.parse(answer)
    if answer == "undo":
        directory.undo_twin(by=request.by, twin=twin)
    elif shown or answer == "different":
        directory.settle_twin(by=request.by, twin=twin, shown=shown)
    else:
        raise errors.Problem(
            _("We did not understand which one to show."), todo=_("Choose one of the buttons.")
        )
    return redirect("exchange:twins")
