"""The public pages: nobody is known here, and nothing of what is searched is kept."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.core import clock, door, errors
from alongside.directory import forms, queries
from alongside.directory.queries import beside, twins
from alongside.shell import context as frame


@door.public
def find(request: HttpRequest) -> HttpResponse:
    form = forms.Find(request.GET)
    found = queries.find(form.asked(), now=clock.now())
    context: dict[str, Any] = {"form": form, "found": found}
    context |= frame.called_there(found.country)
    context["beside"] = beside.near(found.spot, now=clock.now())
    context["anywhere"] = beside.anywhere()
    return render(request, "directory/find.html", context)


@door.public
def meeting(request: HttpRequest, meeting: uuid.UUID) -> HttpResponse:
    return _listing(request, "meeting", queries.meeting, meeting)


@door.public
def service(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    return _listing(request, "service", queries.service, service)


def _listing(
    request: HttpRequest, kind: str, read: Callable[..., Any], pk: uuid.UUID
) -> HttpResponse:
    """Where it is the twin of another, that one; 410 where it ended, with others near it."""
    try:
        page = read(pk, now=clock.now())
    except errors.Missing:
        if shown := twins.shown_instead(f"{kind}s", pk):
            return redirect(f"directory:{kind}", shown)
        raise
    template = f"directory/{kind}_gone.html" if page.gone else f"directory/{kind}.html"
    context = {"page": page, **frame.called_there(page.country)}
    return render(request, template, context, status=410 if page.gone else 200)
