"""Who walks with whom: the participant's page of it, and parting."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import actions as participants
from alongside.support import actions, forms, queries
from alongside.support.views import places


@access.needs(P.SUPPORT_READ)
def walking(request: access.Request) -> HttpResponse:
    """Who walks with me, when do they miss me, and how do I end it?"""
    rows = []
    for row in queries.open_pairings(request.by):
        wish = {"days": row.quiet_after_days or forms.NEVER, "how": row.quiet_how}
        form = forms.Missed(initial=wish, auto_id=f"missed-{row.pk}-%s")
        next_form = forms.ForNext(initial={"next_wish": row.next_wish}, auto_id=f"next-{row.pk}-%s")
        rows.append({"pairing": row, "form": form, "next_form": next_form})
    return places.page(request, "support/walking.html", {"rows": rows})


@access.needs(P.PAIRING_MAKE)
@require_POST
def wish_to_be_missed(request: access.Request, pairing: uuid.UUID) -> HttpResponse:
    form = forms.Missed(request.POST)
    if not form.is_valid():
        raise errors.not_an_answer()
    actions.wish_to_be_missed(by=request.by, pairing=pairing, **form.cleaned_data)
    messages.success(request, _("We will keep to that."))
    return redirect("support:walking")


@access.needs(P.PAIRING_MAKE)
@require_POST
def wish_for_next(request: access.Request, pairing: uuid.UUID) -> HttpResponse:
    actions.wish_for_next(by=request.by, pairing=pairing, wish=request.POST.get("next_wish", ""))
    messages.success(request, _("We will keep to that."))
    return redirect("support:walking")


@access.needs(P.PAIRING_MAKE)
@require_POST
def answer_hand_over(request: access.Request, pairing: uuid.UUID) -> HttpResponse:
    """Somebody came after a peer who left: do they stay?"""
    stays = request.POST.get("stays") == "yes"
    actions.answer_hand_over(by=request.by, pairing=pairing, stays=stays)
    good, ended = _("Good. You can change it any day."), _("It has ended, from this moment.")
    messages.success(request, good if stays else ended)
    return redirect("accounts:home")


@access.needs(P.PAIRING_END)
def end_pairing(request: access.Request, pairing: uuid.UUID) -> HttpResponse:
    """No reasons are asked."""
    if request.method == "POST":
        actions.end_pairing(by=request.by, pairing=pairing)
        messages.success(request, _("It has ended, from this moment."))
        return redirect("accounts:home")
    row = queries.pairing(request.by, pairing)
    participants.look(
        by=request.by, participant=row.participant_id, permission=P.PAIRING_END, page="end-pairing"
    )
    return places.page(
        request,
        "support/end_pairing.html",
        {
            "pairing": row,
            "is_own": request.by.is_participant,
            "is_peer": access.can(request.by, P.CONTACT_LOG),
        },
    )
