"""A time together with all that went with it, at a desk: the same sheet that a phone keeps."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.capture import actions, forms, queries
from alongside.core import clock, door, errors
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def sheet(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """What went with your time together?"""
    found = _opened(request, participant)
    zone = places.zone_of(request)
    more: dict[str, Any] = {"zone": zone, "listed": queries.listed(request.by)}
    form = forms.Sheet(request.POST or None, **more)
    tried = door.tried(
        request,
        form,
        lambda: actions.save_sheet(
            by=request.by,
            around=form.around(participant, now=clock.now()),
            parts=form.parts(is_named=participant is not None),
        ),
        at_the_door=errors.Missing,
    )
    if tried.is_done:
        messages.success(request, _("Written down, all of it."))
        return redirect("homes:today")
    recorded = found is None or people.has_agreed(found, kind=RECORDED)
    context = {"form": form, "person": found, "recorded": recorded}
    return places.page(request, "capture/sheet.html", context, zone=zone, status=tried.status)


def _opened(request: access.Request, participant: uuid.UUID | None) -> Participant | None:
    """Before anything of theirs is read."""
    if participant is None:
        return None
    return participants.look(
        by=request.by, participant=participant, permission=P.FIELD_WORK, page="sheet"
    )
