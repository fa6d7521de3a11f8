"""Which days do I count? One's own page, for who wants it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.participants import queries as people
from alongside.support import actions
from alongside.support.forms import counting as forms
from alongside.support.queries import counting as queries
from alongside.support.views import places


@access.needs(P.WALL_OWN)
@never_cache
def counts(request: access.Request) -> HttpResponse:
    me = people.own(request.by)
    zone = me.organisation.time_zone
    form = forms.CountDays(request.POST or None, zone=zone)
    tried = door.tried(
        request, form, lambda: actions.count_days(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("support:counts")
    counted = queries.counts(request.by, me.pk, today=clock.today(zone))
    context = {"form": form, "counted": counted, "person": me}
    return places.page(request, "support/counts.html", context, status=tried.status)


@access.needs(P.WALL_OWN)
@never_cache
def change_count(request: access.Request, count: uuid.UUID) -> HttpResponse:
    """Another day, other words; `today` begins with this day."""
    me = people.own(request.by)
    row = queries.own_count(request.by, me.pk, count)
    today = clock.today(me.organisation.time_zone)
    start = {"words": row.words, "since": row.since, "is_shown": row.is_shown}
    sent = request.POST.copy() if request.method == "POST" else None
    if sent is not None and "today" in sent:
        sent["since"] = today.isoformat()
    form = forms.ChangeCount(sent, initial=start | {"version": row.version})
    tried = door.tried(
        request,
        form,
        lambda: actions.change_count(by=request.by, count=count, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("support:counts")
    context = {"form": form, "row": row, "today": today, "person": me}
    return places.page(request, "support/change_count.html", context, status=tried.status)


@access.needs(P.WALL_OWN)
@require_POST
def stop_counting(request: access.Request, count: uuid.UUID) -> HttpResponse:
    actions.stop_counting(by=request.by, count=count)
    messages.success(request, _("It is not counted any more, and it is erased."))
    return redirect("support:counts")
