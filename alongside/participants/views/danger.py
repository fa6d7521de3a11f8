"""Is a life in danger? Whom to call stands there at once. And what to say when somebody asks about
somebody."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.participants import actions
from alongside.participants.forms import walls as forms
from alongside.participants.queries import walls as queries


@access.needs(P.DANGER_TAP)
def danger(request: access.Request) -> HttpResponse:
    """The numbers, before anything is asked. One tap says that it happened."""
    if request.method == "POST":
        tapped = actions.tap(by=request.by, id=ids.parse(request.POST.get("id", "")) or ids.new())
        return redirect("participants:what_happened", pk=tapped.pk)
    context = {
        "answering": queries.on_call(request.by, now=clock.now()),
        "unwritten": queries.unwritten(request.by),
        "form_id": ids.new(),
    }
    return render(request, "participants/danger.html", context)


@access.needs(P.DANGER_TAP)
def what_happened(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """What happened? Later, and with the person where that can be."""
    tapped = queries.danger(request.by, pk)
    form = forms.WriteDown(request.POST or None, people=queries.reachable(request.by))
    tried = door.tried(
        request,
        form,
        lambda: actions.say_what_happened(by=request.by, danger=pk, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("participants:danger")
    context = {
        "form": form,
        "tapped": tapped,
        "answering": queries.on_call(request.by, now=clock.now()),
    }
    return render(request, "participants/what_happened.html", context, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
def on_call(request: access.Request) -> HttpResponse:
    """Who answers when a life is in danger?"""
    choices = [(str(row.pk), row.name) for row in accounts.programmes(request.by)]
    form = forms.PutOnCall(request.POST or None, programmes=choices)
    tried = door.tried(
        request, form, lambda: actions.put_on_call(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("participants:on_call")
    context = {"form": form, "answering": queries.on_call(request.by, now=clock.now())}
    return render(request, "participants/on_call.html", context, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
@require_POST
def take_off_call(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.take_off_call(by=request.by, on_call=pk)
    return redirect("participants:on_call")


@access.needs(P.ACCOUNT_KEEP)
def somebody_asks(request: access.Request) -> HttpResponse:
    """Somebody asks about somebody: what do I say? The same words for everybody."""
    may_tap = access.can(request.by, P.DANGER_TAP)
    return render(request, "participants/somebody_asks.html", {"may_tap": may_tap})
