"""What a privacy lead answers and reviews. Nothing of a record is on these pages."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors
from alongside.participants import actions, models
from alongside.participants.forms import walls as forms
from alongside.participants.queries import walls as queries
from alongside.participants.rules import walls as rules

HOME = "homes:privacy"


@access.needs(P.WALL_KEEP)
@never_cache
def answer_blind(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Somebody looks for somebody. Look, open it for a time, or open nothing."""
    asked = queries.blind(request.by, pk)
    form = forms.AnswerBlind(request.POST or None)
    status, found = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["do"] != "look":
                return _answered(request, pk, form)
            found = actions.look_for(by=request.by, request=pk, words=form.cleaned_data["look"])
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    elif request.method == "POST":
        status = 422
    context = {"asked": asked, "form": form, "found": found}
    return render(request, "participants/answer_blind.html", context, status=status)


def _answered(request: access.Request, pk: uuid.UUID, form: forms.AnswerBlind) -> HttpResponse:
    said = form.cleaned_data
    if said["do"] == "nothing":
        actions.nothing_to_open(by=request.by, request=pk)
    else:
        actions.open_for(
            by=request.by,
            request=pk,
            participant=said["participant"] or uuid.UUID(int=0),
            days=said["days"] or rules.DAYS[0],
            words=said["words"],
        )
    messages.success(request, _("Answered. Whoever asked reads it on their page."))
    return redirect(HOME)


@access.needs(P.WALL_KEEP)
def review_glass(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Was it right to open a record in an emergency?"""
    opened = queries.glass(request.by, pk)
    form = forms.ReviewGlass(request.POST or None)

    def write() -> None:
        actions.review_glass(by=request.by, glass=pk, **form.cleaned_data)

    return _review(request, "participants/review_glass.html", form, opened, write)


@access.needs(P.WALL_KEEP)
def review_search(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Why did somebody look for a person?"""
    searched = queries.search(request.by, pk)
    form = forms.ReviewSearch(request.POST or None)

    def write() -> None:
        actions.review_search(by=request.by, search=pk, **form.cleaned_data)

    return _review(request, "participants/review_search.html", form, searched, write)


@access.needs(P.WALL_KEEP)
def settle_odd(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """What was that look?"""
    odd = queries.odd_look(request.by, pk)
    form = forms.SettleOdd(request.POST or None, touches_many=odd.participant_id is None)

    def write() -> None:
        actions.settle_odd(by=request.by, odd=pk, **form.cleaned_data)

    return _review(request, "participants/settle_odd.html", form, odd, write)


Reviewed = models.Glass | models.Search | models.OddLook
Review = forms.ReviewGlass | forms.ReviewSearch | forms.SettleOdd


def _review(
    request: access.Request,
    template: str,
    form: Review,
    row: Reviewed,
    write: Callable[[], None],
) -> HttpResponse:
    tried = door.tried(request, form, write)
    if tried.is_done:
        messages.success(request, _("Kept. It waits for nobody any more."))
        return redirect(HOME)
    return render(request, template, {"form": form, "row": row}, status=tried.status)


@access.needs(P.WALL_KEEP)
def odd_looks(request: access.Request) -> HttpResponse:
    """Which looks were not like the others?"""
    settled = request.GET.get("only") == "settled"
    page = request.GET.get("page", "")
    rows = queries.odd_looks(request.by, settled=settled, page=page)
    context = {"rows": rows, "settled": settled}
    return render(request, "participants/odd_looks.html", context)
