"""One's own second locks, and a colleague's lost one."""

import uuid
from typing import Any

import pyotp
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import access, actions, forms, queries, rules, sessions
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import passkeys
from alongside.accounts.views import proofs
from alongside.core import door, ids, keyring

SEED = "app_seed"  # of an app that is being set up


@access.needs(P.ACCOUNT_KEEP)
def factors(request: access.Request) -> HttpResponse:
    """What one has besides a passphrase, and what one could have."""
    person = queries.oneself(request.by)
    if person is None:
        return redirect("accounts:account")
    page = {
        "factors": queries.factors_of(person.pk),
        "first": queries.must_do_first(request) == "accounts:factors",
        "due_at": queries.factor_due_at(request),
        "form_id": ids.new(),
    }
    return render(request, "accounts/factors.html", page)


@access.needs(P.ACCOUNT_KEEP)
@access.step_up
@never_cache
@sensitive_post_parameters()
def add_app(request: access.Request) -> HttpResponse:
    """A code to scan, and the six digits that the app then shows."""
    person = queries.oneself(request.by)
    if person is None:
        return redirect("accounts:account")
    seed = request.session.setdefault(SEED, pyotp.random_base32())
    form = forms.App(request.POST or None, initial={"id": ids.new()})
    tried = door.tried(
        request,
        form,
        lambda: actions.add_app(
            by=request.by,
            id=form.cleaned_data["id"],
            secret=seed,
            code=form.cleaned_data["code"],
            name=form.cleaned_data["name"],
        ),
    )
    if tried.is_done:
        del request.session[SEED]
        return _added(request, form.cleaned_data["id"])
    link = pyotp.TOTP(seed).provisioning_uri(name=person.username, issuer_name="Alongside")
    page = {"form": form, "link": link, "seed": _in_fours(seed)}
    return render(request, "accounts/add_app.html", page, status=tried.status)


@access.needs(P.ACCOUNT_KEEP)
@access.step_up
@never_cache
def add_passkey(request: access.Request) -> HttpResponse:
    """A passkey of this phone or computer, or a security key plugged into it."""
    person = queries.oneself(request.by)
    if person is None:
        return redirect("accounts:account")
    form = forms.Passkey(request.POST or None, initial={"id": ids.new()})
    tried = door.tried(
        request,
        form,
        lambda: actions.add_passkey(
            by=request.by,
            id=form.cleaned_data["id"],
            name=form.cleaned_data["name"],
            proof=proofs.proof(request, form.cleaned_data),
        ),
    )
    if tried.is_done:
        return _added(request, form.cleaned_data["id"])
    held = queries.factors_of(person.pk)
    options, request.session[proofs.QUESTION] = passkeys.ask_to_register(
        proofs.origin(request),
        handle=keyring.digest(str(person.pk), use="passkey").encode(),
        name=person.username,
        secrets=[row.secret for row in held if row.kind == row.Kind.PASSKEY],
    )
    page = {"form": form, "passkey": options}
    return render(request, "accounts/add_passkey.html", page, status=tried.status)


@access.needs(P.ACCOUNT_KEEP)
@access.step_up
@never_cache
def print_codes(request: access.Request) -> HttpResponse:
    """Ten codes for paper, shown in this answer only."""
    made = ids.parse(request.POST.get("id", ""))
    if request.method != "POST" or made is None:
        return redirect("accounts:factors")
    codes = [rules.written(code) for code in actions.print_codes(by=request.by, id=made)]
    if codes:
        _kept(request, made)
    return render(request, "accounts/print_codes.html", {"codes": codes, "form_id": ids.new()})


@access.needs(P.ACCOUNT_KEEP)
@access.step_up
@require_POST
def end_factor(request: access.Request, factor: uuid.UUID) -> HttpResponse:
    actions.end_factor(by=request.by, factor=factor)
    return redirect("accounts:factors")


def _added(request: access.Request, factor: uuid.UUID) -> HttpResponse:
    _kept(request, factor)
    return redirect("accounts:factors")


def _kept(request: access.Request, factor: uuid.UUID) -> None:
    """From now on every browser needs it. What somebody else restored is dead with it."""
    if (request.session.get(sessions.LOCK) or {}).get("restored"):
        actions.end_lost_factors(by=request.by, but=factor)
    sessions.note(request, second=True, restored=False)
    actions.end_other_sessions(by=request.by, but=sessions.handle_of(request))


def _in_fours(seed: str) -> str:
    return " ".join(seed[start : start + 4] for start in range(0, len(seed), 4))


@access.needs(P.FACTOR_RESTORE)
@access.step_up
@never_cache
def restore_factor(request: access.Request) -> HttpResponse:
    """A colleague stands here and can't sign in: their code, their name, and one yes."""
    form = forms.Restore(request.POST or None)
    page: dict[str, Any] = {"form": form}
    name, act = (
        ("done", actions.restore_factor)
        if "sure" in request.POST
        else ("asked", actions.restore_asked)
    )
    tried = door.tried(request, form, lambda: act(by=request.by, code=form.cleaned_data["code"]))
    if tried.is_done:
        page[name] = tried.result
    return render(request, "accounts/restore_factor.html", page, status=tried.status)
