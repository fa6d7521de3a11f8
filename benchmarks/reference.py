"""Reference views: the shell and nothing else, behind the same middleware and session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.jobs import models


@door.public
def public(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/base.html")


@access.needs(P.ACCOUNT_KEEP)
def signed_in(request: access.Request) -> HttpResponse:
    return render(request, "shell/base.html")


@access.needs(P.ACCOUNT_KEEP)
def write(request: access.Request) -> HttpResponse:
    """One row, written and committed, and the way back: the least a form can do."""
    models.Heartbeat.objects.create(name=f"bench-{ids.new()}", beat_at=clock.now())
    return redirect("/en/reference/signed-in/")
