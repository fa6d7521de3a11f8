"""What is in nobody's record, a whole shift, and what is not a peer's work."""

import copy
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors
from alongside.support import actions, models, queries
from alongside.support.forms import work as forms
from alongside.support.queries import logging
from alongside.support.rules import askers
from alongside.support.rules import logging as rules
from alongside.support.views import contacts, places

What = models.Work.What


@access.needs(P.CONTACT_LOG)
def log_nameless(request: access.Request) -> HttpResponse:
    """What was it, with somebody without a name?"""
    return _log_work(request, forms.Nameless, "support/log_nameless.html", What.NAMELESS)


@access.needs(P.CONTACT_LOG)
def log_event(request: access.Request) -> HttpResponse:
    """How was it at the event?"""
    return _log_work(request, forms.AtEvent, "support/log_event.html", What.EVENT)


@access.needs(P.CONTACT_LOG)
def log_work(request: access.Request) -> HttpResponse:
    """What did you do, without a person?"""
    return _log_work(request, forms.WithoutPerson, "support/log_work.html", "")


def _log_work(request: access.Request, shape: Any, template: str, what: str) -> HttpResponse:
    zone = places.zone_of(request)
    more: dict[str, Any] = {}
    if request.method != "POST":
        more["initial"] = contacts.begins_with(request, None)
        if what == What.NAMELESS:
            more["initial"]["people"] = 1
    form = shape(request.POST or None, zone=zone, **contacts.choices(request), **more)

    def log() -> None:
        said = {name: value for name, value in form.cleaned_data.items() if value is not None}
        actions.log_work(by=request.by, **({"what": what} | said))

    tried = door.tried(request, form, log)
    if tried.is_done:
        return redirect(f"{reverse('homes:today')}?work={form.cleaned_data['id']}")
    return places.page(request, template, {"form": form}, zone=zone, status=tried.status)


@access.needs(P.CONTACT_CORRECT)
def correct_work(request: access.Request, work: uuid.UUID) -> HttpResponse:
    """What should it say? One's own."""
    row = logging.work(request.by, work)
    form = forms.CorrectWork(
        request.POST or None, initial=_as_it_is(row), **contacts.choices(request)
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.correct_work(by=request.by, work=row.pk, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect(f"{reverse('homes:today')}?work={row.pk}")
    if tried.is_stale:
        fresh = logging.work(request.by, work)
        form.data = places.renewed(request.POST, version=fresh.version)
    may = rules.may_undo(row.recorded_at, now=clock.now())
    context = {"work": row, "form": form, "may_take_back": may}
    return places.page(request, "support/correct_work.html", context, status=tried.status)


def _as_it_is(row: models.Work) -> dict[str, Any]:
    same = (
        "what", "people", "name", "place", "minutes", "form", "setting", "special", "stage",
        "for_others", "for_what", "version",
    )  # fmt: skip
    return {name: getattr(row, name) for name in same} | {
        "kinds": [kind.value for kind in row.kinds],
        "site": row.site_id,
        "programme": row.programme_id,
    }


@access.needs(P.CONTACT_LOG)
def log_shift(request: access.Request) -> HttpResponse:
    """How was the shift? Many at once, one line each."""
    by, zone, status = request.by, places.zone_of(request), 200
    is_adding = "more" in request.POST
    more: dict[str, Any] = {}
    if request.method != "POST":
        way = contacts.begins_with(request, None)
        more["initial"] = {name: way[name] for name in ("setting", "site")}
    form = forms.Shift(
        copy.copy(request.POST) if request.method == "POST" else None,
        people=lambda: logging.likely(by, only_recorded=True),
        known=lambda: logging.recorded(by),
        sites=lambda: queries.sites(by),
        adding=is_adding,
        zone=zone,
        **more,
    )
    if request.method == "POST" and not is_adding:
        status = 422
        if form.is_valid():
            try:
                return _save_shift(request, form)
            except errors.Problem as problem:
                status = _onto(form, problem)
    context = {"form": form, "most": rules.MOST_ROWS}
    return places.page(request, "support/log_shift.html", context, zone=zone, status=status)


def _save_shift(request: access.Request, form: forms.Shift) -> HttpResponse:
    said = form.cleaned_data
    actions.log_shift(
        by=request.by,
        programme=places.programme_of(request),
        rows=[
            actions.Row(
                line.cleaned_data["id"],
                line.person,
                tuple(line.cleaned_data["kinds"]),
                line.cleaned_data["minutes"],
            )
            for line in form.said
        ],
        **said,
    )
    return redirect(f"{reverse('homes:today')}?shift={said['id']}")


def _onto(form: forms.Shift, problem: errors.Problem) -> int:
    """On the line that it is about, where it is about one."""
    if isinstance(problem, actions.RowProblem):
        return errors.onto(form.said[problem.row], problem)
    return errors.onto(form, problem)


@access.needs(P.CONTACT_LOG)
def say_not_mine(request: access.Request) -> HttpResponse:
    """Were you asked for what is not your work?"""
    language = get_language() or ""
    form = forms.NotMine(
        request.POST or None, tasks=askers.tasks(language), askers=askers.askers(language)
    )
    tried = door.tried(
        request, form, lambda: actions.say_not_mine(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(
            request, _("Kept. It counts for whoever asked; nobody sees that it was you.")
        )
        return redirect("homes:today")
    return places.page(request, "support/say_not_mine.html", {"form": form}, status=tried.status)
