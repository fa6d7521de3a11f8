"""What is usually promised when something begins; planning it with somebody; and what was planned
with me?"""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.participants.rules import RECORDED
from alongside.support import actions
from alongside.support.forms import ahead as forms
from alongside.support.queries import ahead as queries
from alongside.support.queries import appointments as times
from alongside.support.queries import plans
from alongside.support.rules import ideas
from alongside.support.views import places


@access.needs(P.PLAN_READ)
def ahead(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """What was planned with me, or with them; and what could be."""
    if participant is None:
        found = people.own(request.by)
    else:
        found = participants.look(
            by=request.by, participant=participant, permission=P.PLAN_READ, page="ahead"
        )
    may_plan = not request.by.is_participant and access.can(request.by, P.APPOINTMENT_MAKE)
    context = {
        "person": found,
        "courses": queries.courses(request.by, found),
        "may_plan": may_plan,
        "offered": queries.offered(request.by, found) if may_plan else [],
        "recorded": people.has_agreed(found, kind=RECORDED) if may_plan else False,
    }
    return places.page(request, "support/ahead.html", context, zone=times.zone_of(found))


@access.needs(P.APPOINTMENT_MAKE)
def plan_ahead(
    request: access.Request, participant: uuid.UUID, sequence: uuid.UUID
) -> HttpResponse:
    """Which days does it make, and do they want that?"""
    found = _look(request, participant)
    row = queries.sequence(request.by, found, sequence)
    zone = times.zone_of(found)
    form = forms.PlanAhead(
        request.POST or None, lines=row.in_order, since=clock.today(zone), zone=zone
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.plan_ahead(
            by=request.by,
            id=form.cleaned_data["id"],
            participant=found.pk,
            sequence=row.pk,
            lines=form.chosen(),
            heard=form.cleaned_data["heard"],
        ),
    )
    if tried.is_done:
        return redirect("support:ahead", participant=found.pk)
    context = {
        "form": form,
        "sequence": row,
        "person": found,
        "reach": people.reach(found),
        "recorded": people.has_agreed(found, kind=RECORDED),
        "place": zone.rpartition("/")[2].replace("_", " "),
    }
    return places.page(request, "support/plan_ahead.html", context, zone=zone, status=tried.status)


@access.needs(P.GOAL_SET)
@require_POST
def leave_out(request: access.Request, participant: uuid.UUID, planned: uuid.UUID) -> HttpResponse:
    if not request.by.is_participant:
        _look(request, participant)
    actions.leave_out(by=request.by, planned=planned, all_left=request.POST.get("left") == "all")
    return _back(request, participant)


@access.needs(P.APPOINTMENT_MAKE)
@require_POST
def see_to(request: access.Request, participant: uuid.UUID, planned: uuid.UUID) -> HttpResponse:
    _look(request, participant)
    actions.see_to(by=request.by, planned=planned)
    return _back(request, participant)


def _back(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    if request.by.is_participant:
        return redirect("support:ahead")
    return redirect("support:ahead", participant=participant)


def _look(request: access.Request, participant: uuid.UUID) -> records.Participant:
    return participants.look(
        by=request.by, participant=participant, permission=P.APPOINTMENT_MAKE, page="ahead"
    )


# --- what an organisation offers ---------------------------------------------------------------


@access.needs(P.ORGANISATION_EDIT)
def sequences(request: access.Request) -> HttpResponse:
    """What do we usually promise?"""
    programmes = [
        (str(each.programme.pk), each.programme.name) for each in plans.programmes(request.by)
    ]
    form = forms.Sequence(request.POST or None, programmes=programmes)
    tried = door.tried(request, form, lambda: actions.add_sequence(by=request.by, **form.facts()))
    if tried.is_done:
        return redirect("support:sequences")
    here, language = queries.here(request.by), get_language() or "en"
    context = {
        "form": form,
        "chosen": [(row, [forms.said(line) for line in row.in_order]) for row in here.chosen],
        "examples": [
            (one.slug, ideas.spoken(one.words, language), [forms.said(line) for line in one.lines])
            for one in here.examples
        ],
    }
    return render(request, "support/sequences.html", context, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
@require_POST
def choose_sequence(request: access.Request, ready: str) -> HttpResponse:
    actions.choose_sequence(by=request.by, ready=ready)
    return redirect("support:sequences")


@access.needs(P.ORGANISATION_EDIT)
@require_POST
def retire_sequence(request: access.Request, sequence: uuid.UUID) -> HttpResponse:
    actions.retire_sequence(by=request.by, sequence=sequence)
    return redirect("support:sequences")
