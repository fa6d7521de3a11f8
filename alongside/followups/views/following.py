"""Who waits to hear from us, one of them, and what is written down of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.followups import actions, forms, queries
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def followups(request: access.Request) -> HttpResponse:
    """Who waits to hear from us?"""
    now = clock.now()
    keeps = access.can(request.by, P.FIELD_KEEP)
    board = queries.board(request.by, now=now, keeps=keeps)
    context = {
        "board": board,
        "keeps": keeps,
        "may_talk": access.can(request.by, P.CONTACT_LOG),
        "now": now,
    }
    return places.page(request, "followups/followups.html", context)


@access.needs(P.FIELD_WORK)
def followup(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    """How are they?"""
    return _page(request, followup)


def _page(
    request: access.Request, followup: uuid.UUID, *, status: int = 200, **bound: Any
) -> HttpResponse:
    zone = places.zone_of(request)
    one = queries.page(request.by, followup, now=clock.now())
    person = one.row.participant
    if person is not None:
        participants.look(
            by=request.by, participant=person.pk, permission=P.FIELD_WORK, page="follow-up"
        )
    context = {
        "one": one,
        "row": one.row,
        "reach": people.reach(person) if person is not None else None,
        "person": person,
        "reach_form": forms.Reach(zone=zone),
        "clock_form": forms.SetClock(zone=zone, initial=_clock(one.row)),
        "bridge_form": forms.Bridge(),
        "came_forms": [(each, _came(each)) for each in one.bridges if each.said == "wants"],
        "keeps": access.can(request.by, P.FIELD_KEEP),
        "may_talk": access.can(request.by, P.CONTACT_LOG),
    } | bound
    return places.page(request, "followups/followup.html", context, zone=zone, status=status)


def _clock(row: Any) -> dict[str, Any]:
    return {"version": row.version, "every_days": row.every_days or "", "next_at": row.due_at}


def _came(bridge: Any) -> forms.CameOf:
    said = {"to": bridge.to, "came_of": bridge.came_of or "not-yet"}
    return forms.CameOf(initial=said, auto_id=f"came-{bridge.to}-%s")


@access.needs(P.FIELD_WORK)
@require_POST
def reach(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    form = forms.Reach(request.POST, zone=places.zone_of(request))
    tried = door.tried(
        request, form, lambda: actions.reach(by=request.by, followup=followup, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Written down."))
        return redirect("followups:followup", followup=followup)
    return _page(request, followup, status=tried.status, reach_form=form)


@access.needs(P.FIELD_WORK)
@require_POST
def set_clock(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    form = forms.SetClock(request.POST, zone=places.zone_of(request))
    tried = door.tried(
        request,
        form,
        lambda: actions.set_clock(by=request.by, followup=followup, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("It is on their clock."))
        return redirect("followups:followup", followup=followup)
    if tried.is_stale:
        row = queries.page(request.by, followup, now=clock.now()).row
        form.data = places.renewed(request.POST, version=row.version)
    return _page(request, followup, status=tried.status, clock_form=form)


@access.needs(P.FIELD_WORK)
@require_POST
def offer_bridge(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    form = forms.Bridge(request.POST)
    tried = door.tried(
        request,
        form,
        lambda: actions.offer_bridge(by=request.by, followup=followup, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("followups:followup", followup=followup)
    return _page(request, followup, status=tried.status, bridge_form=form)


@access.needs(P.FIELD_WORK)
@require_POST
def come_of_bridge(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    form = forms.CameOf(request.POST)
    if not form.is_valid():
        return _page(request, followup, status=422)
    actions.come_of_bridge(by=request.by, followup=followup, **form.cleaned_data)
    return redirect("followups:followup", followup=followup)


@access.needs(P.FIELD_WORK)
@require_POST
def take(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    actions.take(by=request.by, followup=followup)
    return redirect("followups:followup", followup=followup)


@access.needs(P.FIELD_WORK)
def pass_on(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    """Who should it be now?"""
    form = forms.PassOn(request.POST or None)
    return _asked(request, followup, form, "followups/pass_on.html", actions.pass_on)


@access.needs(P.FIELD_WORK)
def close(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    """Why does it end?"""
    form = forms.Close(request.POST or None)
    return _asked(request, followup, form, "followups/close.html", actions.close)


def _asked(
    request: access.Request, followup: uuid.UUID, form: Any, template: str, does: Any
) -> HttpResponse:
    """A page with one question of its own, after which the list is shown again."""
    tried = door.tried(
        request, form, lambda: does(by=request.by, followup=followup, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Written down."))
        return redirect("followups:followups")
    one = queries.page(request.by, followup, now=clock.now())
    return places.page(request, template, {"one": one, "form": form}, status=tried.status)


@access.needs(P.FIELD_WORK)
@require_POST
def decline(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    actions.decline(by=request.by, followup=followup)
    messages.success(request, _("Nobody asks them again, unless they come themselves."))
    return redirect("followups:followups")


@access.needs(P.FIELD_KEEP)
@require_POST
def free(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    actions.free(by=request.by, followup=followup)
    return redirect("followups:followups")
