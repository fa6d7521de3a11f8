"""Looking for somebody: among one's own people, through the privacy lead, or in an emergency."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors, ids
from alongside.participants import actions
from alongside.participants.forms import walls as forms
from alongside.participants.queries import walls as queries


@access.needs(P.PERSON_SEEK)
@never_cache
def seek(request: access.Request) -> HttpResponse:
    """Whom of my own people do I look for? Past them, what was asked of the privacy lead."""
    form = forms.Seek(request.POST or None)
    status, found = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.seek(by=request.by, **form.cleaned_data)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    elif request.method == "POST":
        status = 422
    return _page(request, status, form=form, found=found)


@access.needs(P.PERSON_SEEK)
@never_cache
def ask_blind(request: access.Request) -> HttpResponse:
    """Ask the privacy lead: asking tells nothing."""
    if request.method != "POST":
        return redirect("participants:seek")
    form = forms.AskBlind(request.POST, prefix="blind")
    status = 422
    if form.is_valid():
        try:
            actions.ask_blind(by=request.by, **form.cleaned_data)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            messages.success(request, _("The privacy lead reads it, and answers here."))
            return redirect("participants:seek")
    return _page(request, status, blind=form)


def _page(request: access.Request, status: int, **bound: Any) -> HttpResponse:
    context = {
        "form": forms.Seek(),
        "blind": forms.AskBlind(prefix="blind"),
        "found": None,
        "asked": queries.asked(request.by, now=clock.now()),
        "may_break": access.can(request.by, P.GLASS_BREAK),
    } | bound
    return render(request, "participants/seek.html", context, status=status)


@access.needs(P.GLASS_BREAK)
@access.step_up
@never_cache
def glass(request: access.Request) -> HttpResponse:
    """Does a life depend on it? Opens one record for a few hours, and tells the person."""
    form = forms.BreakGlass(request.POST or None)
    status, nobody = 200, False
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("id", "words", "why")}
        try:
            opened = actions.break_glass(by=request.by, **said)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            if opened is not None:
                messages.success(
                    request, _("It is open to you for a few hours. They read that you opened it.")
                )
                return redirect("support:person", participant=opened.participant_id)
            nobody = True
            form = forms.BreakGlass(initial=said | {"id": ids.new()})
    elif request.method == "POST":
        status = 422
    context = {
        "form": form,
        "nobody": nobody,
        "answering": queries.on_call(request.by, now=clock.now()),
    }
    return render(request, "participants/glass.html", context, status=status)
