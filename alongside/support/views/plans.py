"""The plan over four parts of life. It is the participant's; their peer writes along."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.participants.rules import RECORDED
from alongside.support import actions, models
from alongside.support.forms import plans as forms
from alongside.support.queries import plans as queries
from alongside.support.views import places


@access.needs(P.PLAN_READ)
def plan(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """What do I want? One's own, or that of somebody one walks with."""
    found = look(request, participant)
    whole = queries.whole(request.by, found.pk, today=today(found))
    context = {
        "whole": whole,
        "may_help": queries.may_help(whole.plan),
        "signed": queries.signed(request.by, found),
        "may_write": access.can(request.by, P.GOAL_SET),
        "may_rate": access.can(request.by, P.SERVICE_RATE),
        "may_hear": access.can(request.by, P.WISH_TELL),
    }
    return page(request, "support/plan.html", found, context)


@access.needs(P.GOAL_SET)
def tell_about(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What do I dream of, what carries me, what stands in the way?"""
    found = look(request, participant)
    row = queries.plan(request.by, found.pk) or models.Plan(version=0)
    said = {name: getattr(row, name) for name in (*actions.plans.TEXTS, "version")}
    form = forms.About(request.POST or None, initial=said)
    tried = door.tried(
        request,
        form,
        lambda: actions.tell_about(by=request.by, participant=found.pk, **form.cleaned_data),
    )
    if tried.is_done:
        return back(request, found.pk)
    theirs = queries.plan(request.by, found.pk) if tried.is_stale else None
    if tried.is_stale:
        form.data = places.renewed(request.POST, version=theirs.version if theirs else 0)
    context = {"form": form, "theirs": theirs}
    return page(request, "support/tell_about.html", found, context, tried.status)


@access.needs(P.GOAL_SET)
def set_goal(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """In one's own words, or beginning from an idea."""
    found = look(request, participant)
    offered = queries.offered(request.by)
    begun = next((each for each in offered if each.slug == request.GET.get("idea")), None)
    asked = {"dimension": request.GET.get("part", "")}
    if begun:
        asked = {"dimension": begun.dimension, "words": begun.words, "steps": begun.lines}
    form = forms.Goal(request.POST or None, initial=asked, country=found.organisation.country)
    tried = door.tried(
        request,
        form,
        lambda: actions.set_goal(
            by=request.by,
            participant=found.pk,
            **form.cleaned_data | {"steps": form.cleaned_data["steps"].splitlines()},
        ),
    )
    if tried.is_done:
        return back(request, found.pk)
    part = asked["dimension"]
    hard = queries.hard_parts(request.by, found.pk)
    here = [each for each in offered if part in {"", each.dimension}]
    here.sort(key=lambda each: (each.dimension not in hard, not each.own))
    context = {"form": form, "ideas": here, "hard": hard, "part": part, "begun": begun}
    return page(request, "support/set_goal.html", found, context, tried.status)


@access.needs(P.GOAL_SET)
def add_step(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    found = look(request, participant)
    form = forms.Step(request.POST or None, country=found.organisation.country)
    tried = door.tried(
        request, form, lambda: actions.add_step(by=request.by, goal=goal, **form.cleaned_data)
    )
    if tried.is_done:
        return back(request, found.pk)
    context = {"form": form, "goal": queries.goal(request.by, found.pk, goal)}
    return page(request, "support/add_step.html", found, context, tried.status)


@access.needs(P.GOAL_SET)
def reword_goal(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    """Where somebody else changed it meanwhile, both versions are shown and one can go on."""
    found = look(request, participant)

    def change(**said: Any) -> None:
        actions.reword_goal(by=request.by, goal=goal, **said)

    return _reword(request, found, lambda: queries.goal(request.by, found.pk, goal), change)


@access.needs(P.GOAL_SET)
def reword_step(request: access.Request, participant: uuid.UUID, step: uuid.UUID) -> HttpResponse:
    """As of a goal."""
    found = look(request, participant)

    def change(**said: Any) -> None:
        actions.reword_step(by=request.by, step=step, **said)

    return _reword(request, found, lambda: queries.step(request.by, found.pk, step), change)


def _reword(
    request: access.Request,
    found: records.Participant,
    read: Callable[[], models.Goal | models.Step],
    change: Callable[..., None],
) -> HttpResponse:
    row = read()
    country = found.organisation.country
    begun = {"words": row.words, "by_when": row.by_when, "version": row.version}
    form = forms.Words(request.POST or None, initial=begun, country=country)
    tried = door.tried(request, form, lambda: change(**form.cleaned_data))
    if tried.is_done:
        return back(request, found.pk)
    theirs = ""
    if tried.is_stale:
        row = read()
        theirs = row.words
        form.data = places.renewed(request.POST, version=row.version)
    step = row if isinstance(row, models.Step) else None
    context = {"form": form, "row": row, "step": step, "theirs": theirs}
    return page(request, "support/reword_goal.html", found, context, tried.status)


@access.needs(P.STEP_TICK)
@require_POST
def tick_step(request: access.Request, participant: uuid.UUID, step: uuid.UUID) -> HttpResponse:
    look(request, participant)
    actions.tick_step(by=request.by, step=step, done=request.POST.get("done") == "yes")
    return back(request, participant)


@access.needs(P.GOAL_SET)
@require_POST
def let_go_step(request: access.Request, participant: uuid.UUID, step: uuid.UUID) -> HttpResponse:
    look(request, participant)
    actions.let_go_step(by=request.by, step=step, back=request.POST.get("back") == "yes")
    return back(request, participant)


@access.needs(P.GOAL_SET)
@require_POST
def still_wanted(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    """A day has gone by: it is still theirs, without a date."""
    look(request, participant)
    step = ids.parse(request.POST.get("step", ""))
    actions.still_wanted(by=request.by, goal=goal, step=step)
    return back(request, participant)


@access.needs(P.GOAL_CLOSE)
@require_POST
def close_goal(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    look(request, participant)
    actions.close_goal(by=request.by, goal=goal, state=request.POST.get("state", ""))
    return back(request, participant)


def look(request: access.Request, participant: uuid.UUID | None) -> records.Participant:
    """The record, opened for its plan; one's own where none is named."""
    whose = participant or people.own(request.by).pk
    return participants.look(by=request.by, participant=whose, permission=P.PLAN_READ, page="plan")


def today(found: records.Participant) -> Any:
    return clock.today(found.organisation.time_zone)


def page(
    request: access.Request,
    template: str,
    found: records.Participant,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """With whose plan it is, and whether anything may be written."""
    recorded = people.has_agreed(found, kind=RECORDED)
    common = {"person": found, "is_own": request.by.is_participant, "recorded": recorded}
    return places.page(request, template, common | context, status=status)


def back(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    if request.by.is_participant:
        return redirect("support:plan")
    return redirect("support:plan", participant=participant)
