"""After the passphrase: the second lock. Nobody is signed in before it opens."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import actions, forms, models, queries, sessions
from alongside.accounts.actions import factors
from alongside.accounts.views import coming, proofs, typed
from alongside.core import clock, door, scope

MINUTES = 10


@door.public_with_session
@never_cache
@sensitive_post_parameters()
def second(request: HttpRequest) -> HttpResponse:
    """Six digits, a code from paper, or a passkey."""
    held = _held(request)
    hat = queries.hat_waiting(held) if held else None
    if held is None or hat is None:
        return redirect("accounts:sign_in")
    form = forms.Second(request.POST or None)

    def prove() -> None:
        with scope.within(hat.organisation_id):
            factors.require_factor(hat.person_id, proofs.proof(request, form.cleaned_data))

    tried = door.tried(request, form, prove)
    if tried.is_done:
        return _in(request, held, hat, second=True)
    page = {"form": form, **proofs.offer(request, queries.factors_of(hat.person_id))}
    return render(request, "accounts/second.html", page, status=tried.status)


@door.public_with_session
@never_cache
def lost_factor(request: HttpRequest) -> HttpResponse:
    """The second lock is lost: a short code to show to a colleague, who types it on their own
    screen; then this browser goes on to set up a new one."""
    held = _held(request)
    hat = queries.hat_waiting(held) if held else None
    if held is None or hat is None:
        return redirect("accounts:sign_in")
    by, code, asked = queries.actor_as(hat), "", False
    with scope.within(hat.organisation_id):
        if request.method == "POST" and "done" in request.POST:
            if actions.was_restored(by=by, waiting=held["waiting"]):
                return _in(request, held, hat, restored=True)
            asked = True
        elif request.method == "POST":
            code = actions.ask_restore(by=by, waiting=held["waiting"])
    page = {"code": f"{code[:4]} {code[4:]}".strip(), "asked": asked}
    return render(request, "accounts/lost_factor.html", page)


def _held(request: HttpRequest) -> dict[str, Any] | None:
    held: dict[str, Any] | None = request.session.get(coming.HALF)
    if held is None or clock.now().timestamp() - held["at"] > MINUTES * 60:
        return None
    return held


def _in(
    request: HttpRequest, held: dict[str, Any], hat: models.Membership, **how: bool
) -> HttpResponse:
    coming.begin_session(request, hat.person, hat)
    sessions.note(request, **how)
    typed.take_up(request, held["kept"])
    return redirect(held["next"] or "accounts:home")
