"""For whoever a listing belongs to: six words open it, without an account."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.core import clock, door, errors, ids
from alongside.directory.actions import owning as actions
from alongside.directory.actions.telling import Told
from alongside.directory.forms import drafts as writing_forms
from alongside.directory.forms import truth as forms
from alongside.directory.queries import drafts
from alongside.directory.queries import truth as queries
from alongside.directory.rules import changes as rules
from alongside.directory.views import telling
from alongside.directory.views.drafts import as_everybody


@door.public
@never_cache
@sensitive_post_parameters()
def claim(
    request: HttpRequest, meeting: uuid.UUID | None = None, service: uuid.UUID | None = None
) -> HttpResponse:
    """Is this yours? Words go to the listing's own address; or an editor phones its number."""
    table, pk = telling.which(meeting, service)
    row = queries.listing(table, pk)
    to = queries.masked_address(row)
    context = {"row": row, "table": table, "to": to}
    if request.method == "POST" and request.POST.get("way") == "mail" and to:
        address = door.address(request)
        actions.send_words(by=telling.SOMEBODY, table=table, listing=pk, address=address)
        return render(request, "directory/told.html", context | {"kind": "words"})
    form = forms.Ask(request.POST or None, initial={"id": ids.new()})

    def told(form: Any) -> Told:
        return Told("claim", table, pk, **telling.common(form))

    return telling.ask(request, "directory/claim.html", form, told, **context)


@door.public
@never_cache
@sensitive_post_parameters()
def keep(request: HttpRequest) -> HttpResponse:
    """With the six words: what should be true of your place?"""
    writing = "seen" in request.POST
    form: Any = forms.Words(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _words(request, form, status=422 if request.method == "POST" else 200)
    given = {"said": form.cleaned_data["said"], "address": door.address(request)}
    try:
        row = actions.keep(by=telling.SOMEBODY, values=None, **given)
    except errors.Problem as problem:
        return _words(request, form, problem)
    now, table = queries.values_of(row), queries.kind_of(row)
    showing = "everybody" if row.is_public else "nobody"
    start = {**now, "said": given["said"], "seen": rules.mark_of(now), "showing": showing}
    form = forms.KEEPS[table](request.POST if writing else None, initial=start)
    waits = drafts.waits(row)
    if waits:
        form.editor_shows_it()
    context = {"form": form, "row": row, "table": table, "writing": True, "waits": waits}
    status = 422 if writing else 200
    if writing and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            given["showing"] = form.cleaned_data.get("showing", "")
            row = actions.keep(by=telling.SOMEBODY, values=form.values(), seen=seen, **given)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            if "look" in request.POST and not row.is_public:
                page = drafts.look_at(row, now=clock.now())
                return as_everybody(request, table, page)
            return render(request, "directory/told.html", context | {"kind": "kept", "row": row})
    return render(request, "directory/keep.html", context, status=status)


@door.public
@never_cache
@sensitive_post_parameters()
def another(request: HttpRequest, table: str) -> HttpResponse:
    """With the six words of one listing: what else do you run?"""
    if request.method != "POST":
        return redirect("directory:keep")
    sent = request.POST if "id" in request.POST else None
    given = {"said": request.POST.get("said", "")[:300], "address": door.address(request)}
    try:
        first = actions.keep(by=telling.SOMEBODY, values=None, **given)
    except errors.Problem as problem:
        return _words_of_another(request, table, problem)
    start = {"id": ids.new(), "said": given["said"], "attendance": "in-person"}
    start["organisation"] = getattr(first, "organisation_name", "")
    form: Any = writing_forms.OTHERS[table](sent, initial=start)
    context: dict[str, Any] = {"row": first, "table": table}
    if not form.is_bound:
        return render(request, "directory/another.html", context | {"form": form})
    tried = door.tried(
        request,
        form,
        lambda: actions.prepare(
            by=telling.SOMEBODY,
            id=form.cleaned_data["id"],
            table=table,
            values=form.values(),
            **given,
        ),
    )
    if tried.is_done:
        written = tried.result
        context |= {"kind": "written", "row": written.row, "words": written.said.split()}
        return render(request, "directory/told.html", context)
    return render(request, "directory/another.html", context | {"form": form}, status=tried.status)


def _words_of_another(request: HttpRequest, table: str, problem: errors.Problem) -> HttpResponse:
    """They open nothing: to be typed again, beside what was written already."""
    if "id" not in request.POST:
        return _words(request, forms.Words(request.POST), problem)
    form = writing_forms.OTHERS[table](request.POST)
    form.show_words()
    status = errors.onto(form, problem)
    context = {"form": form, "table": table}
    return render(request, "directory/another.html", context, status=status)


def _words(
    request: HttpRequest, form: Any, problem: errors.Problem | None = None, status: int = 200
) -> HttpResponse:
    """Ask for the words; where a whole listing was typed with wrong ones, it is all still there."""
    writing = "seen" in request.POST
    if writing:
        form = forms.KEEPS["meetings" if "weekday" in request.POST else "services"](request.POST)
        form.show_words()
        form.is_valid()
    if problem is not None:
        status = errors.onto(form, problem)
    context = {"form": form, "writing": writing}
    return render(request, "directory/keep.html", context, status=status)
