"""Who is there? Asked again after a while of silence, and before what is grave. It stands
between a request and its view; what was typed goes on with the answer."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import access, actions, actors, forms, queries, sessions
from alongside.accounts.views import chosen, proofs
from alongside.accounts.views import typed as carried
from alongside.core import door

MARK = carried.ANSWERS
BACK = "sure-back"  # the page was only to be read: it is opened again


def between(
    request: access.Request, view: Callable[..., Any], *, asleep: bool
) -> HttpResponse | None:
    """The question, or None where the request may go on to its view."""
    if any(name.startswith(MARK) for name in request.POST):
        return _heard(request, asleep=asleep)
    if asleep or (getattr(view, "step_up", False) and not access.is_sure(request)):
        return ask(request, asleep=asleep)
    return None


def ask(request: access.Request, *, asleep: bool = False) -> HttpResponse:
    return _page(request, _form(request)(), asleep=asleep)


@sensitive_post_parameters()
def _heard(request: access.Request, *, asleep: bool) -> HttpResponse | None:
    form = _form(request)(request.POST)

    def step_up() -> None:
        said = form.cleaned_data
        twice = isinstance(form, forms.SureTwice)
        proof = proofs.proof(request, said) if twice else None
        known = {name: said[name] for name in ("passphrase", "words") if name in said}
        actions.step_up(by=request.by, proof=proof, **known)

    tried = door.tried(request, form, step_up)
    if tried.is_done:
        return _go_on(request)
    return _page(request, form, asleep=asleep, status=tried.status)


def _go_on(request: access.Request) -> HttpResponse | None:
    sessions.be_sure(request)
    if BACK in request.POST:
        return redirect(request.get_full_path())
    typed: Any = request.POST.copy()
    for name in [name for name in typed if name.startswith(MARK)]:
        del typed[name]
    request.POST = typed
    return None


def _form(request: access.Request) -> type[forms.Sure | forms.SureByWords]:
    if request.by.kind is actors.Kind.RETURN_KEY:
        return forms.SureByWords
    return forms.SureTwice if queries.factors_of(request.by.person_id) else forms.Sure


def _page(request: access.Request, form: Any, *, asleep: bool, status: int = 200) -> HttpResponse:
    request.detour = True
    context = {
        "form": form,
        "asleep": asleep,
        "typed": carried.fields(request),
        "back": request.method == "GET" or BACK in request.POST,
        "files": bool(request.FILES),
        "chosen": chosen.set_aside(request, request.by),
    }
    if isinstance(form, forms.SureTwice):
        context |= proofs.offer(request, queries.factors_of(request.by.person_id))
    return render(request, "accounts/again.html", context, status=status)
