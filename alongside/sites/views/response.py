"""Somebody was found: large buttons, one tap each, and what is told when there is time."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.sites import actions, forms, models, queries
from alongside.sites.views import room

What = models.Tap.What
BUTTONS = (
    (What.NOT_BREATHING, "triangle-alert"),
    (What.BREATHING, "leaf"),
    (What.STIMULATION, "hand"),
    (What.RESCUE_BREATHING, "heart-handshake"),
    (What.OXYGEN, "heart"),
    (What.NALOXONE, "syringe"),
    (What.AMBULANCE, "phone"),
    (What.AWAKE, "eye"),
)
LATER = ((What.HANDED_OVER, "hand-helping"), (What.DIED, "moon"))


@access.needs(P.FIELD_WORK)
@require_POST
def find_overdose(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """'Somebody needs help': the response begins, and the buttons are there."""
    form = forms.Found(request.POST)
    said = form.cleaned_data if form.is_valid() else {"id": ids.new()}
    row = actions.find_overdose(by=request.by, site=site, **said)
    return redirect("sites:overdose", overdose=row.pk)


@access.needs(P.FIELD_WORK)
def find_outside(request: access.Request) -> HttpResponse:
    """Where is it? Outside: in the street, at somebody's home, elsewhere."""
    if request.method == "POST":
        form = forms.Found(request.POST)
        said = form.cleaned_data if form.is_valid() else {}
        row = actions.find_overdose(
            by=request.by, id=said.get("id") or ids.new(), where=said.get("where", "")
        )
        return redirect("sites:overdose", overdose=row.pk)
    where = models.Overdose.Where
    context = {
        "wheres": [
            (where.STREET, "map-pin"),
            (where.HOME, "house"),
            (where.SHELTER, "bed"),
            (where.ELSEWHERE, "circle-help"),
        ],
        "running": queries.running(request.by, None, now=clock.now()),
    }
    return room.page(request, None, "sites/find_outside.html", context)


@access.needs(P.FIELD_WORK)
@require_GET
def overdose(request: access.Request, overdose: uuid.UUID) -> HttpResponse:
    """What is done?"""
    return _shown(request, overdose)


def _shown(request: access.Request, overdose: uuid.UUID, status: int = 200) -> HttpResponse:
    found = queries.response(request.by, overdose)
    tapped = found.tapped
    context: dict[str, Any] = {
        "one": found,
        "mine": overdose,
        "buttons": [(what, icon, tapped.get(what, 0)) for what, icon in BUTTONS],
        "later": [(what, icon, tapped.get(what, 0)) for what, icon in LATER],
        "whys": models.Tap.Why.choices,
        "not_called": tapped.get(What.NO_AMBULANCE, 0),
    }
    return room.page(request, found.root.site, "sites/overdose.html", context, status)


@access.needs(P.FIELD_WORK)
@require_POST
def tap(request: access.Request, overdose: uuid.UUID) -> HttpResponse:
    form = forms.Tap(request.POST)
    if not form.is_valid():
        return _shown(request, overdose, status=422)
    said = dict(form.cleaned_data)
    at = clock.now() - timedelta(seconds=said.pop("ago") or 0)
    actions.tap(by=request.by, overdose=overdose, happened_at=at, **said)
    return redirect("sites:overdose", overdose=overdose)


@access.needs(P.FIELD_WORK)
@require_POST
def strike(request: access.Request, tap: uuid.UUID) -> HttpResponse:
    row = actions.strike(by=request.by, tap=tap)
    return redirect("sites:overdose", overdose=row.overdose_id)


@access.needs(P.FIELD_WORK)
def finish(request: access.Request, overdose: uuid.UUID) -> HttpResponse:
    """How did it end? Each telling is kept, and the later one counts where it says something."""
    found = queries.response(request.by, overdose)
    form = forms.Finish(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.finish(by=request.by, overdose=overdose, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Kept. Now look after those who were there."))
        return redirect("sites:offer_debrief", overdose=overdose)
    context = {"one": found, "form": form}
    return room.page(request, found.root.site, "sites/finish.html", context, tried.status)


@access.needs(P.FIELD_WORK)
@require_POST
def join(request: access.Request, overdose: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    row = actions.join(by=request.by, overdose=overdose, other=other)
    messages.success(request, _("They are one now. Everything that both wrote down is below."))
    return redirect("sites:overdose", overdose=row.pk)


@access.needs(P.FIELD_WORK)
@require_POST
def part(request: access.Request, overdose: uuid.UUID) -> HttpResponse:
    actions.part(by=request.by, overdose=overdose)
    return redirect("sites:overdose", overdose=overdose)


@access.needs(P.FIELD_WORK)
@require_GET
def overdoses(request: access.Request) -> HttpResponse:
    """What happened lately?"""
    now = clock.now()
    context = {
        "listed": queries.recent(request.by, now=now),
        "asked": queries.who_asked(request.by, now=now),
    }
    return room.page(request, None, "sites/overdoses.html", context)
