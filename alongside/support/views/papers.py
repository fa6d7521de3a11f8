"""The plan to carry: to read or hear, on paper, signed, and how it was said before."""

import uuid

from django.http import HttpResponse

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.support import actions, models
from alongside.support.forms import plans as forms
from alongside.support.queries import plans as queries
from alongside.support.views import places, plans


@access.needs(P.PLAN_READ)
def plan_paper(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """The plan and nothing else: to print, to hear, to look at together."""
    found = plans.look(request, participant)
    context = {
        "whole": queries.whole(request.by, found.pk, today=plans.today(found)),
        "signed": queries.signed(request.by, found),
        "is_large": request.GET.get("size") == "large",
        "today": plans.today(found),
    }
    return plans.page(request, "support/plan_paper.html", found, context)


@access.needs(P.GOAL_CLOSE)
def earlier_words(request: access.Request) -> HttpResponse:
    """How did it say before? For the participant alone."""
    found = plans.look(request, None)
    context = {"phrases": queries.phrases(request.by, found.pk)}
    return plans.page(request, "support/earlier_words.html", found, context)


@access.needs(P.GOAL_SET)
def sign_plan(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """Who signs this plan? The plan as it is signed stands on the page."""
    found = plans.look(request, participant)
    signed = queries.signed(request.by, found)
    whole = queries.whole(request.by, found.pk, today=plans.today(found))
    Who = models.Signature.Who  # noqa: N806
    initial = {
        "edition": signed.edition,
        "who": Who.PARTICIPANT if request.by.is_participant else Who.PEER,
        "name": places.own_name(request) or found.alias,
    }
    form = forms.Sign(request.POST or None, initial=initial, today=plans.today(found))
    tried = door.tried(
        request,
        form,
        lambda: actions.sign_plan(
            by=request.by,
            participant=found.pk,
            plan_said=queries.in_words(whole),
            **form.cleaned_data,
        ),
    )
    if tried.is_done:
        return plans.back(request, found.pk)
    if tried.is_stale:
        form.data = places.renewed(request.POST, edition=signed.edition)
    context = {"form": form, "signed": signed, "whole": whole}
    return plans.page(request, "support/sign_plan.html", found, context, tried.status)
