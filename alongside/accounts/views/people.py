"""Letting people in: invitations, roles given and taken, new first passphrases."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access, actions, forms, queries
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids


@access.needs(P.PERSON_INVITE)
@access.step_up
@never_cache
def invite(request: access.Request) -> HttpResponse:
    """A new person. Their first passphrase is shown in this answer only."""
    form = forms.Invite(
        request.POST or None,
        initial={"id": ids.new(), "language": request.LANGUAGE_CODE},
        choices=queries.hat_choices(request.by),
    )
    tried = door.tried(request, form, lambda: actions.invite(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return _hand_over(request, tried.result)
    return render(request, "accounts/invite.html", {"form": form}, status=tried.status)


def _hand_over(request: access.Request, invitation: actions.Invitation) -> HttpResponse:
    words = invitation.passphrase.split()
    context = {"person": invitation.person, "worn": invitation.membership, "words": words}
    return render(request, "accounts/hand_over.html", context)


@access.needs(P.SETUP_READ)
def person(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """What a colleague may do here, and what an administrator can change about it."""
    return _person_page(request, pk, form=_hat_form(request))


def _hat_form(request: access.Request) -> forms.Hat:
    return forms.Hat(
        request.POST or None,
        initial={"id": ids.new()},
        choices=queries.hat_choices(request.by),
    )


def _person_page(
    request: access.Request, pk: uuid.UUID, *, form: forms.Hat, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "person": queries.colleague(request.by, pk),
        "hats": queries.hats_here(request.by, pk),
        "reset_id": ids.new(),
    }
    return render(request, "accounts/person.html", context, status=status)


@access.needs(P.MEMBERSHIP_GRANT)
@access.step_up
def grant(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return redirect("accounts:person", pk)
    form = _hat_form(request)
    tried = door.tried(
        request,
        form,
        lambda: actions.grant(by=request.by, person=pk, **form.cleaned_data),
        at_the_door=errors.Missing,
    )
    if tried.is_done:
        return redirect("accounts:person", pk)
    return _person_page(request, pk, form=form, status=tried.status)


@access.needs(P.MEMBERSHIP_REVOKE)
@access.step_up
@require_POST
def revoke(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    form = forms.Revoke(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    hat = actions.revoke(by=request.by, membership=pk, version=version)
    return redirect("accounts:person", hat.person_id)


@access.needs(P.PERSON_INVITE)
@access.step_up
@never_cache
@require_POST
def reset_passphrase(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """A new first passphrase, shown in this answer only."""
    made = ids.parse(request.POST.get("id", ""))
    if made is None:
        return redirect("accounts:person", pk)
    invitation = actions.reset_passphrase(
        by=request.by, id=made, person=pk, language=request.LANGUAGE_CODE
    )
    return _hand_over(request, invitation)
