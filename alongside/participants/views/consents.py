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
from alongside.participants import actions, queries
from alongside.participants.queries import agreeing


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
    context = {
        "person": found,
        "is_own": request.by.is_participant,
        "limits": agreeing.limits(found),
    }
    with timezone.override(found.organisation.time_zone):
        return render(request, "participants/limits.html", context)


@access.needs(P.CONSENT_GIVE)
def consents(request: access.Request) -> HttpResponse:
    """What have I agreed to? The participant's own page: nobody agrees for them."""
    found = queries.own(request.by)
    if found.limits_heard_at is None:
        return redirect("participants:limits")
    context = {
        "person": found,
        "agreed": queries.live_consents(found),
        "parties": agreeing.parties(found),
        "waiting": agreeing.waiting(found),
        "programme": agreeing.own_programme(found),
        "history": queries.consent_history(found),
    }
    with timezone.override(found.organisation.time_zone):
        return render(request, "participants/consents.html", context)


@access.needs(P.CONSENT_GIVE)
@require_POST
def give_consent(request: access.Request) -> HttpResponse:
    """For being supported and being recorded; what may leave is agreed to on its own page."""
    found = queries.own(request.by)
    kind = request.POST.get("kind", "")
    actions.give_consent(
        by=request.by,
        participant=found.pk,
        kind=kind,
        language=get_language() or "en",
    )
    messages.success(request, _("You agreed. You can take it back here, any day."))
    return redirect("participants:consents")


@access.needs(P.CONSENT_WITHDRAW)
@require_POST
def withdraw_consent(request: access.Request) -> HttpResponse:
    """One agreement; all for one recipient (`party`); or all that lets something out."""
    found = queries.own(request.by)
    said = request.POST.get("consent", "")
    consent = ids.parse(said) or uuid.UUID(int=0)
    if said == "all" or "party" in request.POST:
        like = None if said == "all" else consent
        actions.withdraw_sharing(by=request.by, participant=found.pk, like=like)
    else:
        actions.withdraw_consent(by=request.by, participant=found.pk, consent=consent)
    messages.success(request, _("Taken back, from this second."))
    return redirect("participants:consents")
