"""The privacy lead's desk: what waits, what the night did, holds, demands, incidents, agreements.
Nothing of a record is on any of it, but what a court gets, on the page that is printed for it."""

import uuid
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors, ids
from alongside.participants.queries import contents
from alongside.participants.rules import sentences
from alongside.rights import actions, forms, models, queries
from alongside.support.views import places

ON_A_PAGE = 20


def _page(request: access.Request, rows: QuerySet[Any]) -> "Page[Any]":
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page", ""))


@access.needs(P.RIGHTS_KEEP)
def desk(request: access.Request) -> HttpResponse:
    """What must be seen to?"""
    found = queries.desk(request.by, now=clock.now())
    return render(request, "rights/desk.html", {"desk": found})


# --- retention and holds -----------------------------------------------------------------


@access.needs(P.RIGHTS_KEEP)
def retention(request: access.Request) -> HttpResponse:
    """What was erased at night? Counts only."""
    context = {"rounds": queries.rounds(request.by), "form_id": ids.new()}
    return render(request, "rights/retention.html", context)


@access.needs(P.RIGHTS_KEEP)
@require_POST
def try_retention(request: access.Request) -> HttpResponse:
    """What would be erased tonight? Nothing changes."""
    made = ids.parse(request.POST.get("id", "")) or ids.new()
    actions.run_retention(by=request.by, id=made, is_dry=True)
    messages.success(request, _("Counted. Nothing was changed."))
    return redirect("rights:retention")


@access.needs(P.RIGHTS_KEEP)
def holds(request: access.Request) -> HttpResponse:
    """Whose record must be kept, why and until when?"""
    form, status = forms.Hold(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.place_hold(by=request.by, **form.cleaned_data)
                messages.success(request, _("The hold stands. The person reads of it."))
                return redirect("rights:holds")
            except errors.Missing:
                form.add_error("participant", _("There is no record with this number."))
            except errors.Problem as problem:
                status = errors.onto(form, problem)
    found = queries.desk(request.by, now=clock.now()).holds
    return render(request, "rights/holds.html", {"form": form, "holds": found}, status=status)


@access.needs(P.RIGHTS_KEEP)
@require_POST
def lift_hold(request: access.Request, hold: uuid.UUID) -> HttpResponse:
    actions.lift_hold(by=request.by, hold=hold)
    messages.success(request, _("The hold is ended. What is due is erased again."))
    return redirect("rights:holds")


# --- demands -----------------------------------------------------------------------------


@access.needs(P.RIGHTS_KEEP)
def demands(request: access.Request) -> HttpResponse:
    """Who demanded a record by law, and what was answered?"""
    form, status = forms.Demand(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.register_demand(by=request.by, **form.cleaned_data)
                return redirect("rights:demand", demand=row.pk)
            except errors.Missing:
                form.add_error("participant", _("There is no record with this number."))
            except errors.Problem as problem:
                status = errors.onto(form, problem)
    context = {"form": form, "page": _page(request, queries.demands(request.by))}
    return render(request, "rights/demands.html", context, status=status)


@access.needs(P.RIGHTS_KEEP)
def demand(request: access.Request, demand: uuid.UUID) -> HttpResponse:
    """What do we answer?"""
    row = queries.one(request.by, queries.demands(request.by).model, demand)
    first = {"version": row.version, "has_order": row.has_order}
    form = forms.Decide(request.POST or None, initial=first)
    tried = door.tried(
        request,
        form,
        lambda: actions.decide_demand(by=request.by, demand=row.pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Decided, and kept."))
        return redirect("rights:demand", demand=row.pk)
    if tried.is_stale:
        fresh = queries.one(request.by, type(row), demand)
        form.data = places.renewed(request.POST, version=fresh.version)
    regime = queries.regime_for(request.by, row)
    law = sentences.law(regime.slug)
    context = {"row": row, "form": form, "regime": regime, "law": law, "gives": actions.GIVES}
    return render(request, "rights/demand.html", context, status=tried.status)


@access.needs(P.RIGHTS_KEEP)
@access.step_up
@never_cache
def give(request: access.Request, demand: uuid.UUID) -> HttpResponse:
    """What does the court get? It leaves in this answer, and is written down."""
    row = queries.one(request.by, queries.demands(request.by).model, demand)
    form = forms.Give(request.POST or None, regime=queries.regime_for(request.by, row))
    tried = door.tried(
        request, form, lambda: actions.give(by=request.by, demand=row.pk, **form.cleaned_data)
    )
    if tried.is_done:
        return _given(request, row, tried.result)
    return render(request, "rights/give.html", {"row": row, "form": form}, status=tried.status)


def _given(request: access.Request, row: Any, left: Any) -> HttpResponse:
    person = row.participant
    with timezone.override(person.organisation.time_zone):
        shown = contents.contents(request.by, person, left.categories, contents.Given())
        page = {"row": row, "person": person, "left": left, "shown": shown}
        return render(request, "rights/given.html", page)


# --- incidents ---------------------------------------------------------------------------


@access.needs(P.RIGHTS_KEEP)
def incidents(request: access.Request) -> HttpResponse:
    """What went wrong, and who was told?"""
    law = queries.regime_in(request.by.tenant)
    form = forms.Incident(request.POST or None, initial={"regime": law.slug})

    def register() -> models.Incident:
        said = dict(form.cleaned_data)
        day = timezone.make_aware(datetime.combine(said.pop("found_on"), time()))
        return actions.register_incident(by=request.by, found_at=min(day, clock.now()), **said)

    tried = door.tried(request, form, register)
    if tried.is_done:
        return redirect("rights:incident", incident=tried.result.pk)
    page = _page(request, queries.incidents(request.by))
    rows = [queries.told(row, now=clock.now()) for row in page]
    context = {"form": form, "incidents": rows, "page": page}
    return render(request, "rights/incidents.html", context, status=tried.status)


@access.needs(P.RIGHTS_KEEP)
def incident(request: access.Request, incident: uuid.UUID) -> HttpResponse:
    """Who must be told of this, and by when?"""
    found = queries.incident(request.by, incident, now=clock.now())
    if request.method == "POST":
        form = forms.Task(request.POST)
        if not form.is_valid():
            raise errors.Problem(
                _("We do not know who was told."), todo=_("Open the page again, and tap once more.")
            )
        actions.do_task(by=request.by, incident=incident, **form.cleaned_data)
        return redirect("rights:incident", incident=incident)
    return render(request, "rights/incident.html", {"found": found})


@access.needs(P.RIGHTS_KEEP)
@require_POST
def give_notice(request: access.Request, incident: uuid.UUID) -> HttpResponse:
    """Everybody who has support here reads of it on their own page."""
    many = actions.give_notice(by=request.by, incident=incident)
    said = ngettext(
        "%(n)s person is told on their own page.", "%(n)s people are told on their own page.", many
    )
    messages.success(request, said % {"n": many})
    return redirect("rights:incident", incident=incident)


# --- agreements --------------------------------------------------------------------------


@access.needs(P.RIGHTS_KEEP)
def agreements(request: access.Request) -> HttpResponse:
    """Who may send or store for us?"""
    form = forms.Agreement(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.record_agreement(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Written down. This way is open now."))
        return redirect("rights:agreements")
    context = {"form": form, "services": queries.services(request.by)}
    return render(request, "rights/agreements.html", context, status=tried.status)


@access.needs(P.RIGHTS_KEEP)
@require_POST
def end_agreement(request: access.Request, agreement: uuid.UUID) -> HttpResponse:
    actions.end_agreement(by=request.by, agreement=agreement)
    messages.success(request, _("Ended. This way is closed from this second."))
    return redirect("rights:agreements")
