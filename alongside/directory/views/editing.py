"""For editors: what waits, both sides of it, one tap; and how fresh the listings are."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts import queries as people
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.directory.actions import areas, deciding
from alongside.directory.actions import editing as actions
from alongside.directory.forms import drafts
from alongside.directory.forms import truth as forms
from alongside.directory.queries import truth as queries
from alongside.directory.rules import changes as rules

Request = access.Request


@access.needs(P.DIRECTORY_EDIT)
def queue(request: Request) -> HttpResponse:
    """What did people tell us?"""
    found = queries.queue(
        request.by, state=request.GET.get("state", ""), page=request.GET.get("page", "")
    )
    return render(request, "directory/queue.html", {"queue": found})


@access.needs(P.DIRECTORY_EDIT)
def suggestion(request: Request, suggestion: uuid.UUID) -> HttpResponse:
    return _suggestion(request, suggestion)


def _suggestion(
    request: Request, pk: uuid.UUID, form: Any = None, status: int = 200, words: str = ""
) -> HttpResponse:
    page = queries.suggestion(request.by, pk)
    form = form or forms.Answer(initial={"version": page.told.version})
    context = {"page": page, "form": form, "words": words}
    return render(request, "directory/suggestion.html", context, status=status)


def _answer(request: Request, pk: uuid.UUID, act: Any) -> HttpResponse:
    form = forms.Answer(request.POST)
    tried = door.tried(
        request, form, lambda: act(by=request.by, suggestion=pk, **form.cleaned_data)
    )
    if not tried.is_done:
        return _suggestion(request, pk, form, tried.status)
    if tried.result:  # the only moment at which they can be read
        return _suggestion(request, pk, words=tried.result)
    return redirect("directory:suggestion", suggestion=pk)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
@never_cache
def accept(request: Request, suggestion: uuid.UUID) -> HttpResponse:
    return _answer(request, suggestion, deciding.accept)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def decline(request: Request, suggestion: uuid.UUID) -> HttpResponse:
    return _answer(request, suggestion, deciding.decline)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def undo(request: Request, suggestion: uuid.UUID) -> HttpResponse:
    def act(*, answer: str, **given: Any) -> None:
        deciding.undo(**given)

    return _answer(request, suggestion, act)


# --- a listing -----------------------------------------------------------------------------


@access.needs(P.DIRECTORY_EDIT)
def edit(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    """What should this listing say?"""
    row = queries.editable(request.by, kind, listing)
    now = queries.values_of(row)
    form = forms.EDITS[kind](request.POST or None, initial={**now, "seen": rules.mark_of(now)})
    tried = door.tried(
        request,
        form,
        lambda: actions.change(
            by=request.by,
            kind=kind,
            listing=listing,
            values=form.values(),
            seen=form.cleaned_data["seen"],
        ),
    )
    if tried.is_done:
        return redirect("directory:listing", kind=kind, listing=listing)
    context = {"form": form, "row": row, "kind": kind}
    return render(request, "directory/edit.html", context, status=tried.status)


@access.needs(P.DIRECTORY_EDIT)
def say_facts(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    """What is true of this place?"""
    row = queries.editable(request.by, kind, listing)
    form = forms.Facts(
        request.POST or None, initial=queries.own_facts(row), kind=kind, editing=True
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.say_facts(by=request.by, kind=kind, listing=listing, said=form.said()),
    )
    if tried.is_done:
        return redirect("directory:listing", kind=kind, listing=listing)
    context = {"form": form, "row": row, "kind": kind}
    return render(request, "directory/say_facts.html", context, status=tried.status)


@access.needs(P.DIRECTORY_EDIT)
def listing(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    """Is it true, what we show?"""
    page = queries.listing_page(request.by, kind, listing)
    context: dict[str, Any] = {"page": page, "kind": kind}
    if page.draft:
        start = {"version": page.draft.version, "on": page.draft.publish_on}
        context["form"] = drafts.Publish(initial=start)
    return render(request, "directory/listing.html", context)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def check(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    """One tap: I checked this today."""
    made = ids.parse(request.POST.get("id", "")) or ids.new()
    actions.check(by=request.by, kind=kind, listing=listing, id=made)
    if request.POST.get("back") == "freshness":
        return redirect(f"{reverse('directory:freshness')}#oldest")
    return redirect("directory:listing", kind=kind, listing=listing)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def trust(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    is_trusted = request.POST.get("trusted") == "yes"
    actions.trust(by=request.by, kind=kind, listing=listing, is_trusted=is_trusted)
    return redirect("directory:listing", kind=kind, listing=listing)


@access.needs(P.DIRECTORY_EDIT)
@require_POST
def close(request: Request, kind: str, listing: uuid.UUID) -> HttpResponse:
    actions.close(by=request.by, kind=kind, listing=listing)
    return redirect("directory:listing", kind=kind, listing=listing)


@access.needs(P.DIRECTORY_EDIT)
def freshness(request: Request) -> HttpResponse:
    """How fresh is what we show?"""
    found = queries.freshness(
        request.by,
        area=request.GET.get("area", ""),
        source=request.GET.get("source", ""),
        now=clock.now(),
    )
    return render(request, "directory/freshness.html", {"fresh": found})


# --- who looks after what ------------------------------------------------------------------


@access.needs(P.AREA_GIVE)
def editors(request: Request) -> HttpResponse:
    """Who looks after which listings?"""
    form = forms.EditorArea(
        request.POST or None,
        initial={"id": ids.new()},
        people=people.colleagues(request.by),
        sources=queries.sources(),
    )
    tried = door.tried(
        request,
        form,
        lambda: areas.give_area(
            by=request.by,
            id=form.cleaned_data["id"],
            person=uuid.UUID(form.cleaned_data["person"]),
            area=form.area(),
        ),
    )
    if tried.is_done:
        return redirect("directory:editors")
    context = {"form": form, "areas": queries.areas_given(request.by)}
    return render(request, "directory/editors.html", context, status=tried.status)


@access.needs(P.AREA_GIVE)
@require_POST
def end_area(request: Request, area: uuid.UUID) -> HttpResponse:
    areas.end_area(by=request.by, area=area)
    return redirect("directory:editors")
