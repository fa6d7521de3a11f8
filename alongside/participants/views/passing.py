"""Somebody has died: writing it down, words for who stays behind, and taking it back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions, queries
from alongside.participants.forms import knowing as forms
from alongside.participants.queries import knowing as reads


@access.needs(P.PAIRING_END)
@never_cache
def passing(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Have they died? One form, and nothing about how."""
    person = actions.look(by=request.by, participant=pk, permission=P.PAIRING_END, page="passing")
    form = forms.Passing(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.tell_passing(by=request.by, participant=person.pk, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("participants:grief")
    context = {"person": person, "form": form, "told": reads.has_passed(person)}
    return render(request, "participants/passing.html", context, status=tried.status)


@access.needs(P.ACCOUNT_KEEP)
def grief(request: access.Request) -> HttpResponse:
    """What helps who stays behind? For everybody who works here or has support here."""
    mourned = [] if request.by.is_participant else reads.mourned(request.by)
    return render(request, "participants/grief.html", {"mourned": mourned})


@access.needs(P.RECORD_JOIN)
@never_cache
def passings(request: access.Request) -> HttpResponse:
    """Who was written down as dead here, to take it back where it was wrong."""
    passed = reads.passed(request.by, page=request.GET.get("page", ""))
    return render(request, "participants/passings.html", {"passed": passed})


@access.needs(P.PAIRING_END)
@require_POST
def undo_passing(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.undo_passing(by=request.by, participant=pk)
    messages.success(request, _("Taken back. All that had ended by it is there again."))
    return redirect("participants:passings")


@access.needs(P.SUPPORT_READ)
@require_POST
def alive(request: access.Request) -> HttpResponse:
    queries.own(request.by)
    actions.alive(by=request.by)
    messages.success(
        request, _("We are glad. All that had ended is there again, and we are sorry.")
    )
    return redirect("homes:support")
