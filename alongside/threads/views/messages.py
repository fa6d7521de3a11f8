"""What we write to each other: one's own thread, or that of somebody one walks with."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.support.views import places
from alongside.threads import actions, forms, queries


@access.needs(P.MESSAGE_SEND)
def messages(request: access.Request) -> HttpResponse:
    """A participant's own thread; for those who walk with people, all of theirs."""
    if request.by.is_participant:
        return _thread(request, people.own(request.by))
    walks = queries.threads(request.by)
    return places.page(request, "threads/messages.html", {"walks": walks})


@access.needs(P.MESSAGE_SEND)
def thread(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What do we write to each other?"""
    found = participants.look(
        by=request.by, participant=participant, permission=P.MESSAGE_SEND, page="messages"
    )
    return _thread(request, found)


@access.needs(P.MESSAGE_SEND)
@require_POST
def leave_past(request: access.Request) -> HttpResponse:
    actions.leave_past(by=request.by, is_open=request.POST.get("opens") == "yes")
    return redirect("threads:messages")


def _thread(request: access.Request, person: records.Participant) -> HttpResponse:
    actions.have_read(by=request.by, participant=person.pk)
    typed = forms.Message(request.POST or None)
    tried = door.tried(request, typed, lambda: _send(request, person, typed))
    if tried.is_done:
        return redirect(request.path)
    found = queries.thread(request.by, person, before=_before(request))
    context: dict[str, Any] = {
        "person": person,
        "thread": found,
        "hours": queries.hours(request.by, now=clock.now(), programme=person.programme_id),
        "form": typed if typed.is_bound else forms.Message(initial={"words": found.draft}),
        "reach": people.reach(person),
    }
    return places.page(request, "threads/thread.html", context, status=tried.status)


def _send(request: access.Request, person: records.Participant, form: forms.Message) -> None:
    """Sent, or kept for later."""
    words = form.cleaned_data["words"]
    if "keep" in request.POST:
        actions.keep_draft(by=request.by, participant=person.pk, words=words)
    else:
        pk = form.cleaned_data["id"]
        actions.write(by=request.by, id=pk, participant=person.pk, words=words)


def _before(request: access.Request) -> datetime | None:
    try:
        said = datetime.fromisoformat(request.GET.get("before", "").replace(" ", "+"))
    except ValueError:
        return None
    return said if said.tzinfo else None
