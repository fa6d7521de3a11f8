"""The journey: what was when, as told, on one line; overlapping, repeated, open."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.participants.rules import RECORDED
from alongside.support import actions, models
from alongside.support.forms import journey as forms
from alongside.support.queries import counting
from alongside.support.queries import journey as queries
from alongside.support.views import places

Line = models.Line


@access.needs(P.JOURNEY_TELL)
def journey(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """Which way have I come? One's own, or what somebody one walks with shows of it."""
    found = _look(request, participant)
    only = request.GET.getlist("line")[: len(Line.values)]
    shown = queries.journey(request.by, found.pk, only=only, today=_today(found))
    context = {
        "journey": shown,
        "counted": counting.counts(request.by, found.pk, today=_today(found)),
        "choices": Line.choices,
        "open_lines": queries.lines_open_to(request.by, found.pk),
        "form": forms.Lines(initial={"shown": _shown(shown.kept)}),
    }
    return _page(request, "support/journey.html", found, context)


def _shown(kept: list[str]) -> list[str]:
    return [line for line in Line.values if line not in kept]


@access.needs(P.JOURNEY_TELL)
def tell(request: access.Request, participant: uuid.UUID, line: str) -> HttpResponse:
    found = _look(request, participant)
    if line not in Line.values:
        raise errors.Missing(actions.journey.NOTHING)
    form = forms.Tell(request.POST or None, line=line, **_how(request, found))
    tried = door.tried(
        request,
        form,
        lambda: actions.tell(by=request.by, participant=found.pk, line=line, **form.cleaned_data),
    )
    if tried.is_done:
        row = tried.result
        told = queries.passage(request.by, found.pk, row.pk)
        if told.may_be_away:
            return redirect("support:tell_home", participant=found.pk, passage=row.pk)
        return _back(request, found.pk)
    return _page(
        request, "support/tell.html", found, {"form": form, "line": Line(line)}, tried.status
    )


@access.needs(P.JOURNEY_TELL)
def correct_passage(
    request: access.Request, participant: uuid.UUID, passage: uuid.UUID
) -> HttpResponse:
    """How was it really? Where somebody else changed it meanwhile, one can go on."""
    found = _look(request, participant)
    told = queries.passage(request.by, found.pk, passage)
    names = ("what", "words", "from_when", "until_when", "goes_on", "phase", "is_private")
    initial = {name: getattr(told.row, name) for name in (*names, "version")}
    how: dict[str, Any] = _how(request, found) | {"line": told.row.line}
    form = forms.Correct(request.POST or None, initial=initial, **how)
    tried = door.tried(
        request,
        form,
        lambda: actions.correct_passage(by=request.by, passage=passage, **form.cleaned_data),
    )
    if tried.is_done:
        return _back(request, found.pk)
    if tried.is_stale:
        told = queries.passage(request.by, found.pk, passage)
        form.data = places.renewed(request.POST, version=told.row.version)
    context = {"form": form, "told": told, "is_stale": tried.is_stale}
    return _page(request, "support/correct_passage.html", found, context, tried.status)


@access.needs(P.JOURNEY_TELL)
@require_POST
def take_back_passage(
    request: access.Request, participant: uuid.UUID, passage: uuid.UUID
) -> HttpResponse:
    _look(request, participant)
    actions.take_back_passage(by=request.by, passage=passage)
    return _back(request, participant)


@access.needs(P.JOURNEY_TELL)
def tell_home(request: access.Request, participant: uuid.UUID, passage: uuid.UUID) -> HttpResponse:
    """What keeps me close to home while I am away?"""
    found = _look(request, participant)
    told = queries.passage(request.by, found.pk, passage)
    away = told.away or models.Away(version=0)
    names = ("home", "keeps_contact", "carries", "back_when", "version")
    initial = {name: getattr(away, name) for name in names}
    country = found.organisation.country
    form = forms.Home(request.POST or None, initial=initial, country=country)
    tried = door.tried(
        request,
        form,
        lambda: actions.tell_home(by=request.by, passage=passage, **form.cleaned_data),
    )
    if tried.is_done:
        return _back(request, found.pk)
    if tried.is_stale:
        told = queries.passage(request.by, found.pk, passage)
        form.data = places.renewed(request.POST, version=told.away.version if told.away else 0)
    context = {"form": form, "told": told, "is_stale": tried.is_stale}
    return _page(request, "support/tell_home.html", found, context, tried.status)


@access.needs(P.WALL_OWN)
@require_POST
def choose_lines(request: access.Request) -> HttpResponse:
    """Which lines whoever walks with me sees."""
    mine = people.own(request.by)
    shown = request.POST.getlist("shown")
    actions.choose_lines(by=request.by, participant=mine.pk, shown=shown)
    return redirect("support:journey")


def _look(request: access.Request, participant: uuid.UUID | None) -> records.Participant:
    whose = participant or people.own(request.by).pk
    return participants.look(
        by=request.by, participant=whose, permission=P.JOURNEY_TELL, page="journey"
    )


def _today(found: records.Participant) -> date:
    return clock.today(found.organisation.time_zone)


def _how(request: access.Request, found: records.Participant) -> dict[str, Any]:
    return {"own": request.by.is_participant, "country": found.organisation.country}


def _page(
    request: access.Request,
    template: str,
    found: records.Participant,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    common = {
        "person": found,
        "is_own": request.by.is_participant,
        "recorded": people.has_agreed(found, kind=RECORDED),
    }
    return places.page(request, template, common | context, status=status)


def _back(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    if request.by.is_participant:
        return redirect("support:journey")
    return redirect("support:journey", participant=participant)
