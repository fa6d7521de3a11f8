"""Looking for somebody: among one's own people, through the privacy lead, or in an emergency."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.participants import actions
from alongside.participants.forms import walls as forms
from alongside.participants.queries import walls as queries


@access.needs(P.PERSON_SEEK)
@never_cache
def seek(request: access.Request) -> HttpResponse:
    """Whom of my own people do I look for? Past them, what was asked of the privacy lead."""
    form = forms.Seek(request.POST or None)
    tried = door.tried(request, form, lambda: actions.seek(by=request.by, **form.cleaned_data))
    return _page(request, tried.status, form=form, found=tried.given)


@access.needs(P.PERSON_SEEK)
@never_cache
def ask_blind(request: access.Request) -> HttpResponse:
    """Ask the privacy lead: asking tells nothing."""
    if request.method != "POST":
        return redirect("participants:seek")
    form = forms.AskBlind(request.POST, prefix="blind")
    tried = door.tried(request, form, lambda: actions.ask_blind(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("The privacy lead reads it, and answers here."))
        return redirect("participants:seek")
    return _page(request, tried.status, blind=form)


def _page(request: access.Request, status: int, **bound: Any) -> HttpResponse:
    context = {
        "form": forms.Seek(),
        "blind": forms.AskBlind(prefix="blind"),
        "found": None,
        "asked": queries.asked(request.by, now=clock.now(), page=request.GET.get("page", "")),
        "may_break": access.can(request.by, P.GLASS_BREAK),
    } | bound
    return render(request, "participants/seek.html", context, status=status)


@access.needs(P.GLASS_BREAK)
@access.step_up
@never_cache
def glass(request: access.Request) -> HttpResponse:
    """Does a life depend on it? Opens one record for a few hours, and tells the person."""
    form = forms.BreakGlass(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.break_glass(
            by=request.by, **{name: form.cleaned_data[name] for name in ("id", "words", "why")}
        ),
    )
    if tried.is_done and tried.result is not None:
        messages.success(
            request, _("It is open to you for a few hours. They read that you opened it.")
        )
        return redirect("support:person", participant=tried.result.participant_id)
    if tried.is_done:  # nobody of that name: it can be asked once more
        said = {name: form.cleaned_data[name] for name in ("words", "why")}
        form = forms.BreakGlass(initial=said | {"id": ids.new()})
    context = {
        "form": form,
        "nobody": tried.is_done,
        "answering": queries.on_call(request.by, now=clock.now()),
    }
    return render(request, "participants/glass.html", context, status=tried.status)
