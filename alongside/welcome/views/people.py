"""One person who is here today: a talk, a list, a record if they wish, and good-bye."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors
from alongside.welcome import actions, forms, queries
from alongside.welcome.views import desk


@access.needs(P.DESK_KEEP)
def presence(request: access.Request, presence: uuid.UUID) -> HttpResponse:
    """What would they like?"""
    return _page(request, presence)


@access.needs(P.DESK_KEEP)
def ask_to_talk(request: access.Request, presence: uuid.UUID) -> HttpResponse:
    """Would they like to talk to someone?"""
    if request.method != "POST":
        return redirect("welcome:presence", presence=presence)
    form = forms.Talk(request.POST)
    tried = door.tried(
        request,
        form,
        lambda: actions.ask_to_talk(by=request.by, presence=presence, **form.cleaned_data),
        at_the_door=errors.Missing,
    )
    if tried.is_done:
        if tried.result is not None:
            messages.success(request, _("Whoever is on shift reads that they want to talk."))
        return redirect("welcome:presence", presence=presence)
    return _page(request, presence, talk_form=form, status=tried.status)


@access.needs(P.DESK_KEEP)
def stand_in_line(request: access.Request, presence: uuid.UUID, queue: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return redirect("welcome:presence", presence=presence)
    form, status = forms.StandInLine(request.POST), 422
    if form.is_valid():
        actions.stand_in_line(by=request.by, presence=presence, queue=queue, **form.cleaned_data)
        return redirect("welcome:presence", presence=presence)
    return _page(request, presence, status=status)


def _page(
    request: access.Request,
    presence: uuid.UUID,
    *,
    talk_form: forms.Talk | None = None,
    status: int = 200,
) -> HttpResponse:
    one, place = queries.one_here(request.by, presence, now=clock.now())
    said = {"wish": one.talk.wish, "brings": one.talk.brings} if one.talk else {"wish": ""}
    waits = {turn.queue_id for turn in one.turns}
    context = {
        "one": one,
        "talk_form": talk_form or forms.Talk(initial=said),
        "brings": queries.brings_of(one.talk),
        "queues": [row for row in queries.queues(request.by, place) if row.pk not in waits],
        "may_welcome": queries.may_welcome(request.by),
        "beside": queries.pages_beside(request.by, one.participant_id),
    }
    return desk.page(request, place, "welcome/presence.html", context, status)


@access.needs(P.DESK_KEEP)
@require_POST
def leave(request: access.Request, presence: uuid.UUID) -> HttpResponse:
    actions.leave(by=request.by, presence=presence)
    return desk.home(request)


@access.needs(P.DESK_KEEP)
@require_POST
def stay(request: access.Request, presence: uuid.UUID) -> HttpResponse:
    actions.stay(by=request.by, presence=presence)
    return desk.home(request)


@access.needs(P.DESK_KEEP)
@require_POST
def take_back(request: access.Request, presence: uuid.UUID) -> HttpResponse:
    actions.take_back(by=request.by, presence=presence)
    messages.success(request, _("Taken back. It is as if it had not been written down."))
    return desk.home(request)


@access.needs(P.PARTICIPANT_WELCOME)
def become_known(request: access.Request, presence: uuid.UUID) -> HttpResponse:
    """Do they want to be known under this name?"""
    one, place = queries.one_here(request.by, presence, now=clock.now())
    form = forms.BecomeKnown(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    tried = door.tried(
        request,
        form,
        lambda: actions.become_known(by=request.by, presence=presence, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("participants:hand_words", pk=form.cleaned_data["id"])
    return desk.page(
        request, place, "welcome/become_known.html", {"one": one, "form": form}, tried.status
    )
