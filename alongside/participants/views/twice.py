"""Who may be here twice? For a coordinator: pairs that were noticed, an exact look, and the code
of remembered facts. And a participant's own yes or no to such a code."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions, queries
from alongside.participants.forms import knowing as forms
from alongside.participants.queries import knowing as reads


@access.needs(P.RECORD_JOIN)
@never_cache
@sensitive_post_parameters()
def twice(request: access.Request) -> HttpResponse:
    form = forms.Seek(request.POST or None, prefix="seek")
    tried = door.tried(
        request, form, lambda: actions.look_for_twins(by=request.by, **form.cleaned_data)
    )
    seek = forms.Seek(prefix="seek") if tried.is_done else form
    return _twice(request, tried.status, seek=seek, found=tried.given)


@access.needs(P.RECORD_JOIN)
@never_cache
@sensitive_post_parameters()
def try_code(request: access.Request) -> HttpResponse:
    if request.method != "POST":
        return redirect("participants:twice")
    form = forms.TryCode(request.POST, prefix="code")
    tried = door.tried(
        request,
        form,
        lambda: actions.try_code(
            by=request.by,
            id=form.cleaned_data["id"],
            facts=form.facts(),
            why=form.cleaned_data["why"],
        ),
    )
    code = forms.TryCode(prefix="code") if tried.is_done else form
    return _twice(request, tried.status, code=code, found=tried.given)


@access.needs(P.RECORD_JOIN)
@require_POST
def settle_likeness(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.settle_likeness(by=request.by, likeness=pk)
    messages.success(request, _("Kept. These two are not proposed again."))
    return redirect("participants:twice")


def _twice(request: access.Request, status: int, **bound: Any) -> HttpResponse:
    pairs, page = reads.alike(request.by, page=request.GET.get("page", ""))
    context = {
        "pairs": pairs,
        "page": page,
        "uses_codes": reads.uses_codes(request.by),
        "seek": forms.Seek(prefix="seek"),
        "code": forms.TryCode(prefix="code"),
    } | bound
    return render(request, "participants/twice.html", context, status=status)


# --- one's own code ----------------------------------------------------------------------------


@access.needs(P.WALL_OWN)
@never_cache
@sensitive_post_parameters()
def remember(request: access.Request) -> HttpResponse:
    """May a code be made of what I remember?"""
    me = queries.own(request.by)
    form = forms.Remember(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.remember(by=request.by, id=form.cleaned_data["id"], facts=form.facts()),
    )
    if tried.is_done:
        messages.success(request, _("The code is made. What you typed is not kept."))
        return redirect("participants:remember")
    context = {"person": me, "form": form, "remembered": reads.remembered(me)}
    return render(request, "participants/remember.html", context, status=tried.status)


@access.needs(P.WALL_OWN)
@require_POST
def say_no_to_code(request: access.Request) -> HttpResponse:
    actions.say_no_to_code(by=request.by)
    messages.success(request, _("No code, now and later. One that was there is erased."))
    return redirect("participants:remember")
