"""What is said about a community, and what its stewards say to that."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions
from alongside.participants.forms import walls as forms
from alongside.participants.queries import walls as queries


@access.needs(P.COMMUNITY_ANSWER)
def communities(request: access.Request) -> HttpResponse:
    """What was asked, of me as a steward or by me, and each time it was used."""
    return _page(request, forms.AskUse(communities=queries.community_choices(request.by)))


def _page(request: access.Request, form: forms.AskUse, status: int = 200) -> HttpResponse:
    context = {
        "asked": queries.asked_of(request.by, page=request.GET.get("page", "")),
        "form": form if access.can(request.by, P.OUTCOMES_READ) else None,
    }
    return render(request, "participants/communities.html", context, status=status)


@access.needs(P.OUTCOMES_READ)
def ask_use(request: access.Request) -> HttpResponse:
    if request.method != "POST":
        return redirect("participants:communities")
    choices = queries.community_choices(request.by)
    form = forms.AskUse(request.POST, communities=choices)
    tried = door.tried(request, form, lambda: actions.ask_use(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect("participants:communities")
    return _page(request, form, tried.status)


@access.needs(P.COMMUNITY_ANSWER)
def answer_use(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """May this be shown? A yes can become a no on any day."""
    row = queries.use_to_answer(request.by, pk)
    form = forms.AnswerUse(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.answer_use(by=request.by, use=pk, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("participants:communities")
    context = {"form": form, "row": row}
    return render(request, "participants/answer_use.html", context, status=tried.status)
