"""A participant's own request for a peer: how it stands, what it says, closing it."""

import uuid
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions, forms, queries


@access.needs(P.REQUEST_READ)
def request(request: access.Request) -> HttpResponse:
    """How the newest request stands, in words. Without one, how to ask."""
    me, asked = queries.own(request.by), queries.newest_request(request.by)
    said = queries.said_in(asked) if asked else None
    context = {"asked": asked, "said": said, "me": me}
    return render(request, "participants/request.html", context)


@access.needs(P.REQUEST_ASK)
def ask_again(request: access.Request) -> HttpResponse:
    """Ask for a peer, or for another one."""
    queries.own(request.by)
    form = forms.AskAgain(request.POST or None)

    def ask() -> None:
        actions.ask_again(by=request.by, id=form.cleaned_data["id"], wish=form.wish())

    return _wish(request, "participants/ask_again.html", form, ask)


@access.needs(P.REQUEST_ASK)
def change_request(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Say it differently, while it is open."""
    asked = queries.own_request(request.by, pk)
    form = forms.ChangeRequest(request.POST or None, initial=forms.said_in(asked))

    def change() -> None:
        version = form.cleaned_data["version"]
        actions.change_request(by=request.by, request=pk, version=version, wish=form.wish())

    return _wish(request, "participants/change_request.html", form, change)


def _wish(
    request: access.Request, template: str, form: forms.Wish, write: Callable[[], None]
) -> HttpResponse:
    """What somebody asks for: written and read back, or the form again with all that was typed."""
    tried = door.tried(request, form, write)
    if tried.is_done:
        return redirect("participants:request")
    return render(request, template, {"form": form}, status=tried.status)


@access.needs(P.REQUEST_ASK)
@require_POST
def close_request(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """One tap, without reasons."""
    actions.close_request(by=request.by, request=pk)
    return redirect("participants:request")
