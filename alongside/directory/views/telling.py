"""What anybody may tell us: nobody is known here, no cookie is set, no address is kept."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import actors
from alongside.core import clock, door, ids
from alongside.directory.actions import telling as actions
from alongside.directory.forms import truth as forms
from alongside.directory.queries import timetables
from alongside.directory.queries import truth as queries
from alongside.directory.rules import changes as rules

SOMEBODY = actors.system("somebody told us")
Told = Callable[[Any], actions.Told]


def which(meeting: uuid.UUID | None, service: uuid.UUID | None) -> tuple[str, uuid.UUID]:
    return ("meetings", meeting) if meeting else ("services", service or actors.NOWHERE)


def ask(request: HttpRequest, template: str, form: Any, told: Told, **context: Any) -> HttpResponse:
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


def common(form: Any) -> dict[str, Any]:
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
    table, pk = which(meeting, service)
    row = queries.listing(table, pk)
    now = queries.values_of(row)
    form = forms.CHANGES[table](request.POST or None, initial={**now, "id": ids.new()})

    def told(form: Any) -> actions.Told:
        changes = rules.differences(now, form.values())
        return actions.Told("change", table, pk, changes, **common(form))

    return ask(request, "directory/suggest.html", form, told, row=row, table=table)


@door.public
@never_cache
@sensitive_post_parameters()
def closed_door(
    request: HttpRequest, meeting: uuid.UUID | None = None, service: uuid.UUID | None = None
) -> HttpResponse:
    """We stood before a closed door."""
    table, pk = which(meeting, service)
    row = queries.listing(table, pk)
    start = {"id": ids.new(), "happened_on": timetables.today_there(row, now=clock.now())}
    form = forms.ClosedDoor(request.POST or None, initial=start)

    def told(form: Any) -> actions.Told:
        day = form.cleaned_data["happened_on"]
        return actions.Told("closed", table, pk, happened_on=day, **common(form))

    context = {"row": row, "table": table, "others": timetables.other_days(row)}
    return ask(request, "directory/closed_door.html", form, told, **context)


@door.public
@never_cache
@sensitive_post_parameters()
def tell_facts(
    request: HttpRequest, meeting: uuid.UUID | None = None, service: uuid.UUID | None = None
) -> HttpResponse:
    """What was it like there?"""
    table, pk = which(meeting, service)
    row = queries.listing(table, pk)
    form = forms.TellFacts(request.POST or None, initial={"id": ids.new()}, kind=table)

    def told(form: Any) -> actions.Told:
        said = {f"{kind}/{value}": is_so for (kind, value), is_so in form.said().items()}
        return actions.Told("facts", table, pk, said, **common(form))

    return ask(request, "directory/tell_facts.html", form, told, row=row, table=table)


@door.public
@never_cache
@sensitive_post_parameters()
def new_listing(request: HttpRequest, table: str) -> HttpResponse:
    """What is missing here?"""
    start = {"id": ids.new(), "attendance": "in-person"}
    form = forms.NEW[table](request.POST or None, initial=start)

    def told(form: Any) -> actions.Told:
        return actions.Told("new", table, changes=form.values(), **common(form))

    return ask(request, "directory/new_listing.html", form, told, table=table)
