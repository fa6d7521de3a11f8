"""Who keeps the place, and when?"""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.welcome import actions, forms, queries
from alongside.welcome.views import desk


@access.needs(P.DESK_KEEP)
def shifts(request: access.Request, site: uuid.UUID) -> HttpResponse:
    place = queries.site(request.by, site)
    may_plan = queries.may_plan_others(request.by)
    people = accounts.colleagues(request.by) if may_plan else []
    with timezone.override(place.time_zone):  # what is typed is meant as the place has it
        form = forms.PlanShift(request.POST or None, people=people)
        form.is_valid()
    tried = door.tried(
        request, form, lambda: actions.plan_shift(by=request.by, site=site, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("welcome:shifts", site=site)
    now = clock.now()
    context = {
        "form": form,
        "today": queries.shifts(request.by, place, now=now),
        "coming": queries.coming_shifts(request.by, place, now=now),
        "may_plan": may_plan,
    }
    return desk.page(request, place, "welcome/shifts.html", context, tried.status)


@access.needs(P.DESK_KEEP)
@require_POST
def begin_shift(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """'I am here.'"""
    wanted = ids.parse(request.POST.get("id", "")) or ids.new()
    actions.begin_shift(by=request.by, id=wanted, site=site)
    return desk.back(site)


@access.needs(P.DESK_KEEP)
@require_POST
def end_shift(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    actions.end_shift(by=request.by, shift=shift)
    return desk.home(request)


@access.needs(P.DESK_KEEP)
@require_POST
def drop_shift(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    actions.drop_shift(by=request.by, shift=shift)
    return desk.home(request)
