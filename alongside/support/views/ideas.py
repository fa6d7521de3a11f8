"""What do plans begin with here? The organisation's own ideas, and which signatures are asked."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors
from alongside.support import actions
from alongside.support.forms import plans as forms
from alongside.support.queries import plans as queries
from alongside.support.views import places


@access.needs(P.ORGANISATION_EDIT)
def ideas(request: access.Request) -> HttpResponse:
    form = forms.Idea(request.POST or None)
    tried = door.tried(request, form, lambda: actions.add_idea(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect("support:ideas")
    offered = queries.offered(request.by)
    context = {
        "form": form,
        "own": [each for each in offered if each.own],
        "shipped": [each for each in offered if not each.own],
        "programmes": queries.programmes(request.by),
    }
    return render(request, "support/ideas.html", context, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
@require_POST
def retire_idea(request: access.Request, idea: uuid.UUID) -> HttpResponse:
    actions.retire_idea(by=request.by, idea=idea)
    return redirect("support:ideas")


@access.needs(P.ORGANISATION_EDIT)
def say_signing(request: access.Request, programme: uuid.UUID) -> HttpResponse:
    """Which signatures do plans of this programme need?"""
    rows = {row.programme.pk: row for row in queries.programmes(request.by)}
    if programme not in rows:
        raise errors.Missing(actions.signing.NO_PROGRAMME)
    now = rows[programme].signing
    names = (
        "participant_signs", "peer_signs", "other_signs", "asked_by", "unit", "days_signed",
        "version",
    )  # fmt: skip
    initial = {name: getattr(now, name) for name in names} if now else {"version": 0}
    form = forms.Signing(request.POST or None, initial=initial)
    tried = door.tried(
        request,
        form,
        lambda: actions.say_signing(by=request.by, programme=programme, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("support:ideas")
    if tried.is_stale:
        form.data = places.renewed(request.POST, version=now.version if now else 0)
    context = {"form": form, "programme": rows[programme].programme}
    return render(request, "support/say_signing.html", context, status=tried.status)
