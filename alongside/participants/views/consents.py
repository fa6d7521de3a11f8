"""What can't be kept private, heard first; then what somebody agrees to, one tap each way."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import ids
from alongside.participants import actions, queries, rules


@access.needs(P.LIMITS_TELL)
def limits(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """What can't be kept private? Read by the participant, or aloud by their peer."""
    found = actions.look(
        by=request.by,
        participant=participant or queries.own(request.by).pk,
        permission=P.LIMITS_TELL,
        page="limits",
    )
    if request.method == "POST":
        actions.tell_limits(by=request.by, participant=found.pk)
        if request.by.is_participant:
            return redirect("participants:consents")
        return redirect("participants:limits", participant=found.pk)
    context = {"person": found, "is_own": request.by.is_participant}
    with timezone.override(found.organisation.time_zone):
        return render(request, "participants/limits.html", context)


@access.needs(P.CONSENT_GIVE)
def consents(request: access.Request) -> HttpResponse:
    """What have I agreed to? The participant's own page: nobody agrees for them."""
    found = queries.own(request.by)
    if found.limits_heard_at is None:
        return redirect("participants:limits")
    history = queries.consent_history(found)
    context = {
        "person": found,
        "agreed": queries.live_consents(found),
        "shared": [
            consent
            for consent in history
            if consent.kind == rules.SHARED and consent.withdrawn_at is None
        ],
        "history": history,
    }
    with timezone.override(found.organisation.time_zone):
        return render(request, "participants/consents.html", context)


@access.needs(P.CONSENT_GIVE)
@require_POST
def give_consent(request: access.Request) -> HttpResponse:
    """For being supported and being recorded; sharing is agreed to with its referral."""
    found = queries.own(request.by)
    kind = request.POST.get("kind", "")
    actions.give_consent(
        by=request.by,
        participant=found.pk,
        kind=kind if kind != rules.SHARED else "",
        language=get_language() or "en",
    )
    messages.success(request, _("You agreed. You can take it back here, any day."))
    return redirect("participants:consents")


@access.needs(P.CONSENT_WITHDRAW)
@require_POST
def withdraw_consent(request: access.Request) -> HttpResponse:
    found = queries.own(request.by)
    consent = ids.parse(request.POST.get("consent", "")) or uuid.UUID(int=0)
    actions.withdraw_consent(by=request.by, participant=found.pk, consent=consent)
    messages.success(request, _("Taken back, from this second."))
    return redirect("participants:consents")
