"""For editors: what is not shown yet, how it will look, and from when everybody sees it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors, ids
from alongside.directory.actions import preparing as actions
from alongside.directory.forms import drafts as forms
from alongside.directory.queries import drafts as queries
from alongside.directory.queries import truth
from alongside.shell import context as frame

Request = access.Request


@access.needs(P.DIRECTORY_EDIT)
def drafts(request: Request) -> HttpResponse:
    """What is not shown yet?"""
    found = queries.drafts(request.by, page=request.GET.get("page", ""))
    return render(request, "directory/drafts.html", {"drafts": found})


@access.needs(P.DIRECTORY_EDIT)
def prepare(request: Request, table: str) -> HttpResponse:
    """What will it say, once it is shown?"""
    start = {"id": ids.new(), "attendance": "in-person"}
    form = forms.PREPARES[table](request.POST or None, initial=start)
    tried = door.tried(
        request,
        form,
        lambda: actions.prepare(
            by=request.by, id=form.cleaned_data["id"], table=table, values=form.values()
        ),
    )
    if tried.is_done:
        return redirect("directory:listing", kind=table, listing=tried.result.pk)
    context = {"form": form, "table": table}
    return render(request, "directory/prepare.html", context, status=tried.status)


@access.needs(P.DIRECTORY_EDIT)
@never_cache
def look(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    """How will everybody see it?"""
    page = queries.look(request.by, kind, listing, now=clock.now())
    return as_everybody(request, kind, page, back=listing)


def as_everybody(request: Any, kind: str, page: Any, back: uuid.UUID | None = None) -> HttpResponse:
    """The public page, with a line that it is none yet; `back` leads to the draft."""
    word = kind.removesuffix("s")
    template = f"directory/{word}_gone.html" if page.gone else f"directory/{word}.html"
    context = {"page": page, "is_draft": True, "back": back, **frame.called_there(page.country)}
    return render(request, template, context)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def take_back(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    actions.take_back(by=request.by, kind=kind, listing=listing)
    return redirect("directory:listing", kind=kind, listing=listing)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def publish(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    form = forms.Publish(request.POST)
    return _done(
        request, kind, listing, form,
        lambda: actions.publish(by=request.by, kind=kind, listing=listing, **form.cleaned_data),
    )  # fmt: skip


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def drop(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    form = forms.Version(request.POST)
    return _done(
        request, kind, listing, form,
        lambda: actions.drop(by=request.by, kind=kind, listing=listing, **form.cleaned_data),
    )  # fmt: skip


def _done(
    request: Request, kind: str, listing: uuid.UUID, form: Any, act: Callable[[], None]
) -> HttpResponse:
    tried = door.tried(request, form, act)
    if not tried.is_done:
        page = truth.listing_page(request.by, kind, listing)
        context = {"page": page, "kind": kind, "form": form}
        return render(request, "directory/listing.html", context, status=tried.status)
    try:
        truth.editable(request.by, kind, listing)
    except errors.Missing:
        return redirect("directory:drafts")
    return redirect("directory:listing", kind=kind, listing=listing)
