"""How shall we tell you? And when does a human read?"""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.core import door, ids
from alongside.participants import queries as people
from alongside.support.views import places
from alongside.threads import actions, forms, queries


@access.needs(P.MESSAGE_SEND)
def ways(request: access.Request) -> HttpResponse:
    """How shall we tell you that there is something? One's own choice."""
    me = people.own(request.by)
    line = queries.own_line(request.by)
    open_ways = queries.open_ways(request.by, line)
    form = forms.Line(request.POST or None, ways=open_ways, initial=queries.said_by(line))
    tried = door.tried(
        request,
        form,
        lambda: actions.choose(
            by=request.by, choice=form.choice(), version=form.cleaned_data["version"]
        ),
    )
    if tried.is_done:
        messages.success(request, _("Kept. Nothing else is ever sent."))
        return redirect("threads:ways")
    context = {
        "form": form,
        "line": line,
        "person": me,
        "goes_out": len(open_ways) > 1,
        "lately": queries.lately(me),
    }
    return places.page(request, "threads/ways.html", context, status=tried.status)


@access.needs(P.MESSAGE_SEND)
@require_POST
def stop(request: access.Request) -> HttpResponse:
    actions.stop(by=request.by)
    messages.success(request, _("Stopped. Nothing more goes out from this second."))
    return redirect("threads:ways")


@access.needs(P.MESSAGE_SEND)
@require_POST
def try_line(request: access.Request) -> HttpResponse:
    actions.try_line(by=request.by, id=ids.parse(request.POST.get("id", "")) or ids.new())
    said = _("One is on its way, in a minute or so. In your quiet hours it waits for their end.")
    messages.success(request, said)
    return redirect("threads:ways")


@access.needs(P.ORGANISATION_EDIT)
def hours(request: access.Request) -> HttpResponse:
    """When does a human read messages?"""
    programmes = [(str(row.pk), row.name) for row in accounts.programmes(request.by)]
    form = forms.Reading(request.POST or None, programmes=programmes)
    tried = door.tried(request, form, lambda: actions.say_hours(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect("threads:hours")
    context = {"form": form, "rows": queries.all_hours(request.by)}
    return render(request, "threads/hours.html", context, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
@require_POST
def end_hours(request: access.Request, reading: uuid.UUID) -> HttpResponse:
    actions.end_hours(by=request.by, reading=reading)
    return redirect("threads:hours")
