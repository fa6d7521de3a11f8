"""What waits because it could not be written down: two short cards, and a decision."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.capture import actions, forms, queries
from alongside.core import errors
from alongside.participants import actions as participants
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
def holds(request: access.Request) -> HttpResponse:
    context = {
        "waiting": [(row, *queries.card(row)) for row in queries.waiting(request.by)],
        "settled": queries.settled(request.by),
        "elsewhere": queries.waiting_with_others(request.by),
    }
    return places.page(request, "capture/holds.html", context)


@access.needs(P.FIELD_WORK)
def hold(request: access.Request, hold: uuid.UUID) -> HttpResponse:
    """What is to become of it? What was decided stays as it is."""
    found = _found(request, hold)
    if found.opens is not None:  # at somebody else's word: whom it is about reads of the look
        participants.look(
            by=request.by,
            participant=found.opens,
            permission=P.FIELD_WORK,
            page="held",
        )
    asked: dict[str, Any] = {name: getattr(found, name) for name in ("keepers", "lots", "stocks")}
    asked["zone"] = places.zone_of(request)
    form, status = forms.Decide(**asked), 200
    if request.method == "POST" and found.hold.is_open:
        form, status = forms.Decide(request.POST, **asked), 422
        if form.is_valid():
            try:
                messages.success(request, _decide(request, hold, form.cleaned_data))
                return redirect("capture:holds")
            except errors.Problem as problem:
                status = errors.onto(form, problem)
                found = _found(request, hold)
    context = {"found": found, "form": form}
    return places.page(request, "capture/hold.html", context, status=status)


def _found(request: access.Request, hold: uuid.UUID) -> queries.Shown:
    """Its times are said by the clock of the place, as everywhere."""
    with places.clock_of(places.zone_of(request)):
        return queries.hold(request.by, hold)


def _decide(request: access.Request, hold: uuid.UUID, said: dict[str, Any]) -> str:
    which = {"by": request.by, "hold": hold, "version": said["version"]}
    match said["do"]:
        case forms.DROP:
            actions.drop(**which)
            return _("Dropped. What it said is erased.")
        case forms.SEND_ON:
            actions.send_on(**which, person=uuid.UUID(said["person"]))
            return _("Sent on. It stays here until it is decided.")
        case forms.SEND_BACK:
            actions.send_back(**which)
            return _("Sent back to whoever captured it.")
        case forms.THEN:
            actions.keep(**which, happened_at=said["happened_at"])
        case forms.COUNTED:
            actions.keep(**which, counted=said["counted"])
        case forms.EXPIRED:
            actions.keep(**which, knowingly_expired=True)
        case forms.LOT:
            actions.keep(**which, lot=said["lot"])
        case forms.STOCK:
            actions.keep(**which, stock=uuid.UUID(said["stock"]))
        case forms.NAMELESS:
            actions.keep(**which, nameless=True)
        case _:
            actions.keep(**which)
    return _("Written down.")
