"""To meet or to call, at a time."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.participants.rules import RECORDED
from alongside.support import actions, forms
from alongside.support.views import places


@access.needs(P.APPOINTMENT_MAKE)
def promise(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    zone = places.zone_of(request)
    found = _look(request, participant, page="promise")
    form = forms.Promise(request.POST or None, zone=zone)
    tried = door.tried(
        request,
        form,
        lambda: actions.promise(by=request.by, participant=found.pk, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("support:person", participant=found.pk)
    context = {
        "person": found,
        "reach": people.reach(found),
        "form": form,
        "recorded": people.has_agreed(found, kind=RECORDED),
        "place": zone.rpartition("/")[2].replace("_", " "),
    }
    return places.page(request, "support/promise.html", context, zone=zone, status=tried.status)


@access.needs(P.APPOINTMENT_MAKE)
@require_POST
def keep_promise(
    request: access.Request, participant: uuid.UUID, appointment: uuid.UUID
) -> HttpResponse:
    _look(request, participant, page="person")
    actions.keep_promise(by=request.by, appointment=appointment)
    return redirect("support:person", participant=participant)


@access.needs(P.APPOINTMENT_MAKE)
@require_POST
def call_off(
    request: access.Request, participant: uuid.UUID, appointment: uuid.UUID
) -> HttpResponse:
    _look(request, participant, page="person")
    all_left = request.POST.get("left") == "all"
    actions.call_off(by=request.by, appointment=appointment, all_left=all_left)
    return redirect("support:person", participant=participant)


def _look(request: access.Request, participant: uuid.UUID, *, page: str) -> records.Participant:
    return participants.look(
        by=request.by, participant=participant, permission=P.APPOINTMENT_MAKE, page=page
    )
