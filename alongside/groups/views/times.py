"""Being there, having a place, and one's own calendar."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids
from alongside.groups import actions, forms, queries
from alongside.groups.views import doors
from alongside.shell import context as frame


@access.needs(P.GROUP_JOIN)
def check_in(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """Are you here? With the code that is shown in the room."""
    seen = queries.seen(request.by, group)
    start = {}
    if seen.mine:
        start = {"called": seen.mine.called, "is_seen": seen.mine.is_seen}
    form = forms.CheckIn(request.POST or None, initial=start)
    tried = door.tried(
        request, form, lambda: actions.check_in(by=request.by, group=group, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("You are checked in. It is yours, and you can take it back."))
        return redirect("groups:attended")
    return render(
        request, "groups/check_in.html", {"seen": seen, "form": form}, status=tried.status
    )


@access.needs(P.GROUP_JOIN)
def attended(request: access.Request) -> HttpResponse:
    """Where was I?"""
    rows = queries.attended(request.by, page=request.GET.get("page", ""))
    return render(request, "groups/attended.html", {"rows": rows})


@access.needs(P.GROUP_JOIN)
@require_POST
def take_back(request: access.Request, attendance: uuid.UUID) -> HttpResponse:
    actions.take_back_attendance(by=request.by, attendance=attendance)
    messages.success(request, _("Taken back. It is as if it had not been written down."))
    return redirect("groups:attended")


@access.needs(P.GROUP_JOIN)
@require_POST
def sign_up(request: access.Request, group: uuid.UUID) -> HttpResponse:
    said = request.POST.get("on", "")
    on: date | None = doors.day(said) if said else None
    id = ids.parse(request.POST.get("id", "")) or ids.new()
    try:
        actions.sign_up(by=request.by, id=id, group=group, on=on)
    except errors.Problem as problem:
        if problem.status != errors.Problem.status:
            raise
        messages.error(request, str(problem.happened))
    return redirect("groups:group", group)


@access.needs(P.GROUP_JOIN)
@require_POST
def give_back(request: access.Request, sign_up: uuid.UUID) -> HttpResponse:
    actions.give_back(by=request.by, sign_up=sign_up)
    messages.success(request, _("Given back. Whoever waited longest has it now."))
    return redirect("groups:groups")


@access.needs(P.GROUP_JOIN)
@never_cache
def calendar(request: access.Request) -> HttpResponse:
    """An address for one's own calendar: readable only when it is made."""
    form = forms.Calendar(request.POST or None)
    page: dict[str, Any] = {"form": form}
    if request.method == "POST" and request.POST.get("do") == "end":
        actions.end_calendar(by=request.by)
        return redirect("groups:calendar")
    tried = door.tried(
        request, form, lambda: actions.make_calendar(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        path = frame.address("feeds:own_groups", tried.result) if tried.result else ""
        page["address"] = request.build_absolute_uri(path) if path else ""
        page["is_made"] = True
    page["calendar"] = queries.calendar(request.by)
    return render(request, "groups/calendar.html", page, status=tried.status)
