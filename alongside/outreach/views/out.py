"""Who is out there, and is everybody well?"""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.outreach import actions, forms, queries
from alongside.outreach.queries import alerts, seen
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def day(request: access.Request) -> HttpResponse:
    """Who is out there today?"""
    now = clock.now()
    context = {
        "day": queries.day(request.by, now=now),
        "alerts": alerts.for_field(request.by, now=now),
        "needed": len({look.row.place for look in seen.still_needed(request.by, now=now)}),
        "now": now,
    }
    return places.page(request, "outreach/day.html", context)


@access.needs(P.FIELD_WORK)
def plan_shift(request: access.Request) -> HttpResponse:
    """Who goes where, and who would notice?"""
    zone = places.zone_of(request)
    with places.clock_of(zone):  # what is typed is meant as the place has it
        start = clock.now().replace(second=0, microsecond=0)
        form = forms.PlanShift(
            request.POST or None,
            people=queries.colleagues(request.by),
            initial={
                "people": [str(request.by.person_id)],
                "from_at": start,
                "until_at": start + timedelta(hours=3),
            },
        )
        form.is_valid()
    tried = door.tried(
        request,
        form,
        lambda: actions.plan_shift(
            by=request.by, site=places.site_of(request), **form.cleaned_data
        ),
    )
    if tried.is_done:
        return redirect("outreach:shift", shift=tried.result.pk)
    return places.page(
        request, "outreach/plan_shift.html", {"form": form}, zone=zone, status=tried.status
    )


@access.needs(P.FIELD_WORK)
def choose_texts(request: access.Request) -> HttpResponse:
    """How do we call you?"""
    known = {"number": queries.own_number(request.by)}
    form = forms.ChooseTexts(request.POST or None, initial=known)
    tried = door.tried(
        request, form, lambda: actions.choose_texts(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("From now on we call you so."))
        return redirect("outreach:day")
    context = {"form": form, "can_text": queries.can_text(request.by)}
    return places.page(request, "outreach/choose_texts.html", context, status=tried.status)


@access.needs(P.FIELD_WORK)
def shift(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    """Is everybody well?"""
    return _page(request, shift)


@access.needs(P.FIELD_WORK)
@require_POST
def begin_shift(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    actions.begin_shift(by=request.by, shift=shift)
    return redirect("outreach:shift", shift=shift)


@access.needs(P.FIELD_WORK)
@require_POST
def end_shift(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    actions.end_shift(by=request.by, shift=shift)
    messages.success(request, _("Good that you are back. Nobody asks any more."))
    return redirect("outreach:day")


@access.needs(P.FIELD_WORK)
@require_POST
def drop_shift(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    actions.drop_shift(by=request.by, shift=shift)
    messages.success(request, _("Called off."))
    return redirect("outreach:day")


@access.needs(P.FIELD_WORK)
@require_POST
def say_safe(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    """‘I am well.’ A tap is enough, whatever else the form says."""
    form = forms.SaySafe(request.POST)
    said = form.cleaned_data if form.is_valid() else {"id": ids.new()}
    actions.say_safe(by=request.by, shift=shift, **said)
    messages.success(request, _("Good. We ask again later."))
    return redirect("outreach:shift", shift=shift)


@access.needs(P.FIELD_WORK)
@require_POST
def add_stop(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    form = forms.AddStop(request.POST)
    tried = door.tried(
        request, form, lambda: actions.add_stop(by=request.by, shift=shift, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("outreach:shift", shift=shift)
    return _page(request, shift, stop_form=form, status=tried.status)


@access.needs(P.FIELD_WORK)
@require_POST
def reach_stop(request: access.Request, shift: uuid.UUID, stop: uuid.UUID) -> HttpResponse:
    actions.reach_stop(by=request.by, shift=shift, stop=stop)
    return redirect("outreach:shift", shift=shift)


def _page(
    request: access.Request,
    shift: uuid.UUID,
    *,
    stop_form: forms.AddStop | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    one = queries.one_shift(request.by, shift, now=now)
    context: dict[str, Any] = {
        "one": one,
        "way": queries.way_to(one.shift),
        "safe_form": forms.SaySafe(auto_id="safe-%s"),
        "stop_form": stop_form or forms.AddStop(),
        "outcomes": queries.OUTCOMES,
        "may_end": access.can(request.by, P.FIELD_KEEP),
        "now": now,
    }
    return places.page(request, "outreach/shift.html", context, status=status)
