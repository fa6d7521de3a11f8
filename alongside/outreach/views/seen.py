"""What did you see, what is needed, and who brings it?"""

import uuid
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
from alongside.outreach.queries import seen as looks
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def see(request: access.Request) -> HttpResponse:
    """What did you see out there? At a stop of one's shift, its place is known."""
    form = forms.See(request.POST or None, initial=_asked(request))
    tried = door.tried(request, form, lambda: actions.see(by=request.by, **form.said))
    if tried.is_done:
        row = tried.result
        messages.success(request, _("Written down. Your colleagues see what is needed."))
        if row.shift_id:
            return redirect("outreach:shift", shift=row.shift_id)
        return redirect("outreach:needed")
    return places.page(request, "outreach/see.html", {"form": form}, status=tried.status)


@access.needs(P.FIELD_WORK)
def needed(request: access.Request) -> HttpResponse:
    """What is still needed, and where?"""
    now = clock.now()
    still = looks.still_needed(request.by, now=now)
    context = {
        "needed": still,
        "to_bring": looks.to_bring(still),
        "lately": looks.lately(request.by, now=now),
    }
    return places.page(request, "outreach/needed.html", context)


@access.needs(P.FIELD_WORK)
@require_POST
def meet_need(request: access.Request, seen: uuid.UUID) -> HttpResponse:
    actions.meet_need(by=request.by, seen=seen)
    messages.success(request, _("Good. It is off the list."))
    return redirect("outreach:needed")


@access.needs(P.FIELD_WORK)
@require_POST
def take_back_seen(request: access.Request, seen: uuid.UUID) -> HttpResponse:
    actions.take_back_seen(by=request.by, seen=seen)
    messages.success(request, _("Taken back."))
    return redirect("outreach:needed")


def _asked(request: access.Request) -> dict[str, Any]:
    """The stop that the address names, where it is one of theirs."""
    wanted = ids.parse(request.GET.get("shift", ""))
    if wanted is None:
        return {}
    one = queries.one_shift(request.by, wanted, now=clock.now())
    stop = ids.parse(request.GET.get("stop", ""))
    there = next((row for row in one.stops if row.pk == stop), one.here)
    return {"shift": wanted, "stop": there.pk if there else None, "place": there and there.place}
