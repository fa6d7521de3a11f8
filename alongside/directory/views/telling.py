"""What anybody may tell us: nobody is known here, no cookie is set, no address is kept."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import actors
from alongside.core import clock, door, errors, ids
from alongside.directory.actions import telling as actions
from alongside.directory.forms import truth as forms
from alongside.directory.queries import drafts, timetables
from alongside.directory.queries import truth as queries
from alongside.directory.rules import changes as rules
from alongside.directory.views.drafts import as_everybody

SOMEBODY = actors.system("somebody told us")
Told = Callable[[Any], actions.Told]


def _which(meeting: uuid.UUID | None, service: uuid.UUID | None) -> tuple[str, uuid.UUID]:
    return ("meetings", meeting) if meeting else ("services", service or actors.NOWHERE)


def _ask(
    request: HttpRequest, template: str, form: Any, told: Told, **context: Any
) -> HttpResponse:
    """Show the form; keep what was told, and say what happens with it."""
    tried = door.tried(
        request,
        form,
        lambda: actions.tell(
            by=SOMEBODY,
            id=form.cleaned_data["id"],
            told=told(form),
            address=door.address(request),
        ),
    )
    if tried.is_done:
        said = told(form)
        context |= {"kind": said.kind, "hidden": tried.result, "reach": said.reach}
        return render(request, "directory/told.html", context)
    return render(request, template, {"form": form, **context}, status=tried.status)


def _common(form: Any) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "words": said.get("words", ""),
        "reach": said.get("reach", ""),
        "trap": said.get("homepage", ""),
    }


@door.public
@never_cache
@sensitive_post_parameters()
def suggest(
    request: HttpRequest, meeting: uuid.UUID | None = None, service: uuid.UUID | None = None
) -> HttpResponse:
    """What should be different about a listing?"""
    table, pk = _which(meeting, service)
    row = queries.listing(table, pk)
    now = queries.values_of(row)
    form = forms.CHANGES[table](request.POST or None, initial={**now, "id": ids.new()})

    def told(form: Any) -> actions.Told:
        changes = rules.differences(now, form.values())
        return actions.Told("change", table, pk, changes, **_common(form))

    return _ask(request, "directory/suggest.html", form, told, row=row, table=table)


@door.public
@never_cache
@sensitive_post_parameters()
def closed_door(
    request: HttpRequest, meeting: uuid.UUID | None = None, service: uuid.UUID | None = None
) -> HttpResponse:
    """We stood before a closed door."""
    table, pk = _which(meeting, service)
    row = queries.listing(table, pk)
    start = {"id": ids.new(), "happened_on": timetables.today_there(row, now=clock.now())}
    form = forms.ClosedDoor(request.POST or None, initial=start)

    def told(form: Any) -> actions.Told:
        day = form.cleaned_data["happened_on"]
        return actions.Told("closed", table, pk, happened_on=day, **_common(form))

    context = {"row": row, "table": table, "others": timetables.other_days(row)}
    return _ask(request, "directory/closed_door.html", form, told, **context)


@door.public
@never_cache
@sensitive_post_parameters()
def tell_facts(
    request: HttpRequest, meeting: uuid.UUID | None = None, service: uuid.UUID | None = None
) -> HttpResponse:
    """What was it like there?"""
    table, pk = _which(meeting, service)
    row = queries.listing(table, pk)
    form = forms.TellFacts(request.POST or None, initial={"id": ids.new()}, kind=table)

    def told(form: Any) -> actions.Told:
        said = {f"{kind}/{value}": is_so for (kind, value), is_so in form.said().items()}
        return actions.Told("facts", table, pk, said, **_common(form))

    return _ask(request, "directory/tell_facts.html", form, told, row=row, table=table)


@door.public
@never_cache
@sensitive_post_parameters()
def new_listing(request: HttpRequest, table: str) -> HttpResponse:
    """What is missing here?"""
    start = {"id": ids.new(), "attendance": "in-person"}
    form = forms.NEW[table](request.POST or None, initial=start)

    def told(form: Any) -> actions.Told:
        return actions.Told("new", table, changes=form.values(), **_common(form))

    return _ask(request, "directory/new_listing.html", form, told, table=table)


@door.public
@never_cache
@sensitive_post_parameters()
def claim(
    request: HttpRequest, meeting: uuid.UUID | None = None, service: uuid.UUID | None = None
) -> HttpResponse:
    """Is this yours? Words go to the listing's own address; or an editor phones its number."""
    table, pk = _which(meeting, service)
    row = queries.listing(table, pk)
    to = queries.masked_address(row)
    context = {"row": row, "table": table, "to": to}
    if request.method == "POST" and request.POST.get("way") == "mail" and to:
        actions.send_words(by=SOMEBODY, table=table, listing=pk, address=door.address(request))
        return render(request, "directory/told.html", context | {"kind": "words"})
    form = forms.Ask(request.POST or None, initial={"id": ids.new()})

    def told(form: Any) -> actions.Told:
        return actions.Told("claim", table, pk, **_common(form))

    return _ask(request, "directory/claim.html", form, told, **context)


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
        row = actions.keep(by=SOMEBODY, values=None, **given)
    except errors.Problem as problem:
        return _words(request, form, problem)
    now, table = queries.values_of(row), queries.kind_of(row)
    showing = "everybody" if row.is_public else "nobody"
    start = {**now, "said": given["said"], "seen": rules.mark_of(now), "showing": showing}
    form = forms.KEEPS[table](request.POST if writing else None, initial=start)
    context = {"form": form, "row": row, "table": table, "writing": True}
    status = 422 if writing else 200
    if writing and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            showing = form.cleaned_data["showing"]
            row = actions.keep(
                by=SOMEBODY, values=form.values(), seen=seen, showing=showing, **given
            )
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            if "look" in request.POST and not row.is_public:
                page = drafts.look_at(row, now=clock.now())
                return as_everybody(request, table, page)
            return render(request, "directory/told.html", context | {"kind": "kept", "row": row})
    return render(request, "directory/keep.html", context, status=status)


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
