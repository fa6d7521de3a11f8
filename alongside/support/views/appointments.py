"""Times: asked for by a participant, offered by a peer, and answered by the other one."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.rules import RECORDED
from alongside.support import actions, models
from alongside.support.forms import appointments as forms
from alongside.support.queries import appointments as queries
from alongside.support.rules import appointments as rules
from alongside.support.templatetags.walking import when
from alongside.support.views import places


@access.needs(P.MESSAGE_SEND)
def appointments(request: access.Request) -> HttpResponse:
    """Which times are asked for, and which agreed on? For both sides."""
    zone = _zone(request)
    context = {"times": queries.times_of(request.by, now=clock.now()), "zone": zone}
    return places.page(request, "support/appointments.html", context, zone=zone)


@access.needs(P.MESSAGE_SEND)
def ask_time(request: access.Request) -> HttpResponse:
    """When can we meet? Asked by the participant."""
    me, peers = people.own(request.by), queries.to_ask(request.by)
    choices = [(str(peer.pk), peer.name) for peer in peers]
    form = _form(request, forms.Ask, peers=choices)
    status = 200
    if request.method == "POST" and form.is_valid() and peers:
        chosen = form.cleaned_data.get("peer") or choices[0][0]
        try:
            actions.ask_time(
                by=request.by,
                id=form.cleaned_data["id"],
                peer=uuid.UUID(chosen),
                wanted=form.wanted(),
            )
            return redirect("support:appointments")
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    elif request.method == "POST":
        status = 422
    context = {
        "form": form,
        "peers": peers,
        "recorded": people.has_agreed(me, kind=RECORDED),
        "person": me,
    }
    return places.page(
        request, "support/ask_time.html", context, zone=_zone(request), status=status
    )


@access.needs(P.MESSAGE_SEND)
def offer_time(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """When could I meet them? Offered by the peer."""
    found = participants.look(
        by=request.by, participant=participant, permission=P.MESSAGE_SEND, page="promise"
    )
    form = _form(request, forms.Ask)
    tried = door.tried(
        request,
        form,
        lambda: actions.offer_time(
            by=request.by,
            id=form.cleaned_data["id"],
            participant=found.pk,
            wanted=form.wanted(),
        ),
    )
    if tried.is_done:
        return redirect("support:appointments")
    context = {
        "form": form,
        "person": found,
        "reach": people.reach(found),
        "recorded": people.has_agreed(found, kind=RECORDED),
    }
    return places.page(
        request, "support/offer_time.html", context, zone=_zone(request), status=tried.status
    )


@access.needs(P.MESSAGE_SEND)
def invitation(request: access.Request, invitation: uuid.UUID) -> HttpResponse:
    """Which of these times suits me?"""
    row = queries.invitation(request.by, invitation)
    _look(request, row)
    return _answer_page(request, row, _take(request, row), _another(request, row))


@access.needs(P.MESSAGE_SEND)
@require_POST
def accept_time(request: access.Request, invitation: uuid.UUID) -> HttpResponse:
    row = queries.invitation(request.by, invitation)
    form = _take(request, row)
    tried = door.tried(
        request,
        form,
        lambda: actions.accept_time(
            by=request.by,
            invitation=row.pk,
            at=datetime.fromisoformat(form.cleaned_data["at"]),
            version=form.cleaned_data["version"],
        ),
    )
    if tried.is_done:
        return redirect("support:appointments")
    return _answer_page(
        request, row, form, _another(request, row, bound=False), status=tried.status
    )


@access.needs(P.MESSAGE_SEND)
@require_POST
def suggest_time(request: access.Request, invitation: uuid.UUID) -> HttpResponse:
    row = queries.invitation(request.by, invitation)
    form = _another(request, row)
    tried = door.tried(
        request,
        form,
        lambda: actions.suggest_time(
            by=request.by,
            invitation=row.pk,
            id=form.cleaned_data["id"],
            wanted=form.wanted(),
            version=form.cleaned_data["version"],
        ),
    )
    if tried.is_done:
        return redirect("support:appointments")
    return _answer_page(request, row, _take(request, row, bound=False), form, status=tried.status)


@access.needs(P.MESSAGE_SEND)
@require_POST
def let_time_go(request: access.Request, invitation: uuid.UUID) -> HttpResponse:
    actions.let_time_go(by=request.by, invitation=invitation)
    return redirect("support:appointments")


@access.needs(P.MESSAGE_SEND)
@require_POST
def not_coming(request: access.Request, appointment: uuid.UUID) -> HttpResponse:
    """It is off, or did not come about."""
    actions.not_coming(by=request.by, appointment=appointment)
    return redirect("support:appointments")


# --- parts -------------------------------------------------------------------------------------


def _zone(request: access.Request) -> str:
    if request.by.is_participant:
        return queries.zone_of(people.own(request.by))
    return places.zone_of(request)


def _form(request: access.Request, shape: Any, **more: Any) -> Any:
    zones = queries.zones(request.by, first=_zone(request))
    return shape(request.POST or None, zones=zones, **{"peers": [], **more})


def _look(request: access.Request, row: models.Invitation) -> None:
    participants.look(
        by=request.by, participant=row.participant_id, permission=P.MESSAGE_SEND, page="promise"
    )


def _take(request: access.Request, row: models.Invitation, *, bound: bool = True) -> forms.Take:
    data = request.POST if bound and request.method == "POST" else None
    with timezone.override(row.zone):
        times = [(at.isoformat(), when(at)) for at in rules.still(row.moments, now=clock.now())]
    return forms.Take(data, times=times, initial={"version": row.version})


def _another(request: access.Request, row: models.Invitation, *, bound: bool = True) -> Any:
    data = request.POST if bound and request.method == "POST" else None
    zones = queries.zones(request.by, first=row.zone)
    start = {"version": row.version, "what": row.what, "place": row.place}
    return forms.Another(data, zones=zones, peers=[], initial=start)


def _answer_page(
    request: access.Request,
    row: models.Invitation,
    take: forms.Take,
    another: forms.Another,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "asked": row,
        "take": take,
        "another": another,
        "is_mine_to_answer": row.is_open and row.from_participant != request.by.is_participant,
    }
    return places.page(request, "support/invitation.html", context, zone=row.zone, status=status)
