"""The plan over four parts of life. It is the participant's; their peer writes along."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.participants.rules import RECORDED
from alongside.support import actions, forms, queries
from alongside.support.views import places


@access.needs(P.PLAN_READ)
def plan(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """What do I want? One's own, or that of somebody one walks with."""
    found = _look(request, participant or people.own(request.by).pk)
    return places.page(
        request,
        "support/plan.html",
        {
            "person": found,
            "parts": queries.plan(request.by, found.pk),
            "is_own": request.by.is_participant,
            "recorded": people.has_agreed(found, kind=RECORDED),
            "may_write": access.can(request.by, P.GOAL_SET),
        },
    )


@access.needs(P.GOAL_SET)
def set_goal(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    found = _look(request, participant)
    asked = {"dimension": request.GET.get("part", "")}
    form = forms.Goal(request.POST or None, initial=asked)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_goal(
                by=request.by,
                id=said["id"],
                participant=found.pk,
                dimension=said["dimension"],
                words=said["words"],
                steps=said["steps"].splitlines(),
            )
            return _back(request, found.pk)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    context = {"person": found, "form": form, "recorded": people.has_agreed(found, kind=RECORDED)}
    return places.page(request, "support/set_goal.html", _own(request, context), status=status)


@access.needs(P.GOAL_SET)
def add_step(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    found = _look(request, participant)
    form = forms.Step(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_step(by=request.by, id=said["id"], goal=goal, words=said["words"])
            return _back(request, found.pk)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    context = {"person": found, "form": form, "goal": queries.goal(request.by, found.pk, goal)}
    return places.page(request, "support/add_step.html", _own(request, context), status=status)


@access.needs(P.GOAL_SET)
def reword_goal(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    """Where somebody else changed it meanwhile, both versions are shown and one can go on."""
    found = _look(request, participant)
    row = queries.goal(request.by, found.pk, goal)
    form = forms.Words(request.POST or None, initial={"words": row.words, "version": row.version})
    status = 200
    theirs = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.reword_goal(
                by=request.by, goal=goal, version=said["version"], words=said["words"]
            )
            return _back(request, found.pk)
        except errors.Stale as problem:
            row = queries.goal(request.by, found.pk, goal)
            theirs = row.words
            form = forms.Words({"words": said["words"], "version": row.version})
            form.is_valid()
            status = errors.onto(form, problem)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    context = {"person": found, "form": form, "goal": row, "theirs": theirs}
    return places.page(request, "support/reword_goal.html", _own(request, context), status=status)


@access.needs(P.STEP_TICK)
@require_POST
def tick_step(request: access.Request, participant: uuid.UUID, step: uuid.UUID) -> HttpResponse:
    _look(request, participant)
    actions.tick_step(by=request.by, step=step, done=request.POST.get("done") == "yes")
    return _back(request, participant)


@access.needs(P.GOAL_CLOSE)
@require_POST
def close_goal(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    _look(request, participant)
    actions.close_goal(by=request.by, goal=goal, state=request.POST.get("state", ""))
    return _back(request, participant)


def _look(request: access.Request, participant: uuid.UUID) -> records.Participant:
    return participants.look(
        by=request.by, participant=participant, permission=P.PLAN_READ, page="plan"
    )


def _own(request: access.Request, context: dict[str, object]) -> dict[str, object]:
    return context | {"is_own": request.by.is_participant}


def _back(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    if request.by.is_participant:
        return redirect("support:plan")
    return redirect("support:plan", participant=participant)
