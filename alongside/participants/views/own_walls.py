"""Who is near me, and who never? A participant's own walls, all on one page."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.participants import actions, queries
from alongside.participants.forms import walls as forms
from alongside.participants.queries import walls as reads


@access.needs(P.WALL_OWN)
@never_cache
def walls(request: access.Request) -> HttpResponse:
    return _page(request)


def _page(request: access.Request, status: int = 200, **bound: Any) -> HttpResponse:
    me = queries.own(request.by)
    context = {
        "me": me,
        "zone": me.organisation.time_zone,
        "walls": reads.own_walls(request.by, me, now=clock.now(), page=request.GET.get("page", "")),
        "never": forms.NameNever(prefix="never"),
        "offer": forms.OfferLink(prefix="offer"),
        "agree": forms.AgreeLink(prefix="agree"),
    } | bound
    return render(request, "participants/walls.html", context, status=status)


@access.needs(P.WALL_OWN)
def name_never(request: access.Request) -> HttpResponse:
    if request.method != "POST":
        return redirect("participants:walls")
    form = forms.NameNever(request.POST, prefix="never")
    tried = door.tried(
        request, form, lambda: actions.name_never(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Kept. Your record does not open to them."))
        return redirect("participants:walls")
    return _page(request, tried.status, never=form)


@access.needs(P.WALL_OWN)
@require_POST
def take_back_never(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.take_back_never(by=request.by, never=pk)
    return redirect("participants:walls")


@access.needs(P.WALL_OWN)
@never_cache
@sensitive_post_parameters()
def offer_link(request: access.Request) -> HttpResponse:
    """Three words, shown in this answer only."""
    if request.method != "POST":
        return redirect("participants:walls")
    form = forms.OfferLink(request.POST, prefix="offer")
    tried = door.tried(
        request,
        form,
        lambda: actions.offer_link(
            by=request.by, language=get_language() or "en", **form.cleaned_data
        ),
    )
    if tried.is_done:
        return render(request, "participants/link_words.html", {"words": tried.result.split()})
    return _page(request, tried.status, offer=form)


@access.needs(P.WALL_OWN)
@sensitive_post_parameters()
def agree_link(request: access.Request) -> HttpResponse:
    if request.method != "POST":
        return redirect("participants:walls")
    form = forms.AgreeLink(request.POST, prefix="agree")
    tried = door.tried(
        request, form, lambda: actions.agree_link(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("You both agreed. Either of you can cut it, any day."))
        return redirect("participants:walls")
    return _page(request, tried.status, agree=form)


@access.needs(P.WALL_OWN)
@require_POST
def cut_link(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.cut_link(by=request.by, link=pk)
    messages.success(request, _("Cut, from this second, for both of you."))
    return redirect("participants:walls")


@access.needs(P.WALL_OWN)
@require_POST
def close_tie(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.close_tie(by=request.by, tie=pk)
    messages.success(request, _("Closed, from this second."))
    return redirect("participants:walls")


@access.needs(P.WALL_OWN)
@require_POST
def open_to_colleagues(request: access.Request) -> HttpResponse:
    actions.open_to_colleagues(by=request.by, opens=request.POST.get("opens") == "yes")
    return redirect("participants:walls")


@access.needs(P.WALL_OWN)
@require_POST
def belong(request: access.Request) -> HttpResponse:
    community = ids.parse(request.POST.get("community", "")) or uuid.UUID(int=0)
    actions.belong(by=request.by, community=community, belongs=request.POST.get("belongs") == "yes")
    return redirect("participants:walls")
