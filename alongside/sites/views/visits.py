"""Somebody comes in, uses, is looked in on, goes: one tap each."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.sites import actions, forms, models, queries
from alongside.sites.views import room


@access.needs(P.FIELD_WORK)
def come_in(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """Who came in? With no name, or under any; and what they like to tell."""
    place = queries.site(request.by, site)
    board = queries.board(request.by, place, now=clock.now())
    initial = {"room": request.GET.get("room", ""), "seat": request.GET.get("seat", "")[:10]}
    form = forms.ComeIn(
        request.POST or None, rooms=[one.room for one in board.rooms], initial=initial
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.come_in(
            by=request.by, site=site, address=door.address(request), **form.cleaned_data
        ),
    )
    if tried.is_done:
        messages.success(request, _("Written down: somebody is here."))
        return room.back(site)
    return room.page(
        request, place, "sites/come_in.html", {"form": form, "board": board}, tried.status
    )


@access.needs(P.FIELD_WORK)
@require_GET
def visit(request: access.Request, visit: uuid.UUID) -> HttpResponse:
    """How are they?"""
    one = queries.one_visit(request.by, visit, now=clock.now())
    context = {"one": one, "hows": models.Look.How.choices}
    return room.page(request, one.visit.site, "sites/visit.html", context)


@access.needs(P.FIELD_WORK)
def use(request: access.Request, visit: uuid.UUID) -> HttpResponse:
    """What do they use?"""
    one = queries.one_visit(request.by, visit, now=clock.now())
    form = forms.Using(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.use(by=request.by, visit=visit, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("sites:visit", visit=visit)
    return room.page(
        request, one.visit.site, "sites/use.html", {"one": one, "form": form}, tried.status
    )


@access.needs(P.FIELD_WORK)
@require_POST
def look_in(request: access.Request, visit: uuid.UUID) -> HttpResponse:
    form = forms.LookIn(request.POST)
    if form.is_valid():
        actions.look_in(by=request.by, visit=visit, **form.cleaned_data)
    return _back(request, visit)


@access.needs(P.FIELD_WORK)
@require_POST
def go_out(request: access.Request, visit: uuid.UUID) -> HttpResponse:
    actions.go_out(by=request.by, visit=visit)
    messages.success(request, _("They have left, and the word for them is gone."))
    return _back(request, visit)


@access.needs(P.FIELD_WORK)
@require_POST
def stay(request: access.Request, visit: uuid.UUID) -> HttpResponse:
    actions.stay(by=request.by, visit=visit)
    return _back(request, visit)


@access.needs(P.FIELD_WORK)
@require_POST
def take_back(request: access.Request, visit: uuid.UUID) -> HttpResponse:
    actions.take_back(by=request.by, visit=visit)
    messages.success(request, _("It was taken back, and is not counted."))
    return _back(request, visit)


def _back(request: access.Request, visit: uuid.UUID) -> HttpResponse:
    """To the room it was tapped in."""
    site = ids.parse(request.POST.get("site", ""))
    return room.back(site) if site else redirect("sites:visit", visit=visit)
