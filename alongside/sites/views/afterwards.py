"""Afterwards: who is asked how they are, and what one carries oneself."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors
from alongside.sites import actions, forms, models, queries
from alongside.sites.views import room


@access.needs(P.FIELD_WORK)
def offer_debrief(request: access.Request, overdose: uuid.UUID) -> HttpResponse:
    """Who was there, and would they like to talk about it?"""
    found = queries.response(request.by, overdose)
    people = [(one.pk, str(one.name)) for one in queries.colleagues(request.by)]
    form = forms.OfferDebrief(request.POST or None, people=people)
    tried = door.tried(
        request,
        form,
        lambda: actions.offer_debrief(by=request.by, overdose=overdose, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Everybody who works here is asked, on their own page."))
        return redirect("sites:overdose", overdose=overdose)
    context = {"one": found, "form": form}
    return room.page(request, found.root.site, "sites/offer_debrief.html", context, tried.status)


@access.needs(P.FIELD_WORK)
@require_POST
def was_there(request: access.Request, overdose: uuid.UUID) -> HttpResponse:
    actions.was_there(by=request.by, overdose=overdose)
    messages.success(
        request, _("It is on your own page. Nobody else sees how often you were there.")
    )
    return redirect("sites:overdose", overdose=overdose)


@access.needs(P.FIELD_WORK)
@require_GET
def own(request: access.Request) -> HttpResponse:
    """What do I carry? For one's own eyes."""
    context = {
        "exposure": queries.exposure(request.by, now=clock.now()),
        "answers": models.Witness.Answer.choices,
        "may_say_work": access.can(request.by, P.OWN_KEEP),
    }
    return room.page(request, None, "sites/own.html", context)


@access.needs(P.FIELD_WORK)
@require_POST
def answer_debrief(request: access.Request, witness: uuid.UUID) -> HttpResponse:
    form = forms.AnswerDebrief(request.POST)
    if not form.is_valid():
        raise errors.Problem(
            _("Choose one of the answers."),
            kept=_("Nothing was changed."),
            todo=_("Go back, and tap one of them."),
        )
    actions.answer_debrief(by=request.by, witness=witness, **form.cleaned_data)
    messages.success(request, _("Kept. You can change your answer."))
    return redirect("sites:own")
