"""What did they say, or give on paper? A worker writes it down for them; they read and undo it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.core.privacy import Words
from alongside.participants import actions, forms, models, queries
from alongside.participants.forms import saying as shapes
from alongside.participants.queries import saying
from alongside.shell import context as frame

PAGE = "said"  # as looks name it
WRITTEN = gettext_lazy("Written down, from this second. They read that you wrote it.")


@access.needs(P.WISH_TELL)
@never_cache
def said(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """All that can be told instead of tapped."""
    person = _opened(request, participant)
    context = {
        "person": person,
        "lines": saying.written(request.by, person),
        "communities": saying.communities(request.by),
    }
    with timezone.override(person.organisation.time_zone):
        return render(request, "participants/said.html", context)


@dataclass(frozen=True, slots=True)
class Door:
    """One thing that can be told instead of tapped. `asks` makes its form: `begins` says what it
    is given beside what was sent; `writes` is the action, given `said` by the form. Where it gives
    words back, they are shown in that answer only, in the template `shows`."""

    title: Words
    asks: Callable[..., Any]
    writes: Callable[..., Any]
    begins: Callable[[access.Request, models.Participant], dict[str, Any]] = lambda _r, _p: {}
    said: Callable[[Any], dict[str, Any]] = lambda form: form.cleaned_data
    shows: str = ""


def at(opened: Door) -> Callable[..., HttpResponse]:
    """The door as a view, of somebody whose record opens."""

    @access.needs(P.WISH_TELL)
    @never_cache
    @sensitive_post_parameters()
    def view(request: access.Request, participant: uuid.UUID) -> HttpResponse:
        person = _opened(request, participant)
        form = opened.asks(request.POST or None, **opened.begins(request, person))
        tried = door.tried(
            request,
            form,
            lambda: opened.writes(by=request.by, participant=person.pk, **opened.said(form)),
        )
        if tried.is_done and opened.shows and tried.result:
            context = {"words": tried.result.split(), "person": person}
            return render(request, opened.shows, context)
        if tried.is_done:
            messages.success(request, WRITTEN)
            if not saying.still_open(request.by, person.pk):  # it was their own name
                return redirect("accounts:home")
            return redirect("participants:said", participant=person.pk)
        context = {"person": person, "form": form, "title": opened.title}
        return render(request, "participants/say.html", context, status=tried.status)

    return view


DOORS = {
    "say_reach": Door(
        gettext_lazy("How may they be reached, and how never?"),
        shapes.SayReach,
        actions.say_reach,
        begins=lambda _request, person: {"initial": saying.ways(person)},
        said=shapes.SayReach.told_ways,
    ),
    "say_never": Door(
        gettext_lazy("Who should never see their record?"), shapes.SayNever, actions.say_never
    ),
    "say_never_back": Door(
        gettext_lazy("Who may be let in again?"), shapes.SayNeverBack, actions.say_never_back
    ),
    "say_link": Door(
        gettext_lazy("Do they offer a link to somebody close?"),
        shapes.SayLink,
        actions.say_link,
        said=lambda form: form.cleaned_data | {"language": get_language() or "en"},
        shows="participants/link_words.html",
    ),
    "say_agree": Door(
        gettext_lazy("Were they given three words, and do they agree?"),
        shapes.SayAgree,
        actions.say_agree,
    ),
    "say_cut": Door(gettext_lazy("Do they want no link any more?"), shapes.SayCut, actions.say_cut),
    "say_belong": Door(
        gettext_lazy("Do they belong to a community?"),
        shapes.SayBelong,
        actions.say_belong,
        begins=lambda request, _person: {"communities": saying.communities(request.by)},
    ),
    "say_no_code": Door(
        gettext_lazy("Do they want no code of what they remember?"),
        shapes.SayNoCode,
        actions.say_no_code,
    ),
}


# --- of somebody who asks for a peer: for whoever answers the request -----------------------------


@access.needs(P.REQUEST_ANSWER)
@never_cache
def say_request(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """What do they ask for now?"""
    asked = actions.look_at_request(by=request.by, request=pk)
    form = shapes.SayRequest(request.POST or None, initial=forms.said_in(asked))
    return _said_of_request(
        request,
        asked,
        form,
        _("What do they ask for now?"),
        lambda: actions.say_request(by=request.by, request=pk, **form.told_wish()),
    )


@access.needs(P.REQUEST_ANSWER)
@never_cache
def say_close_request(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Do they no longer ask?"""
    asked = actions.look_at_request(by=request.by, request=pk)
    form = shapes.SayClose(request.POST or None)
    return _said_of_request(
        request,
        asked,
        form,
        _("Do they no longer ask for a peer?"),
        lambda: actions.say_close_request(by=request.by, request=pk, **form.cleaned_data),
    )


def _said_of_request(
    request: access.Request,
    asked: models.Request,
    form: Any,
    title: str,
    act: Callable[[], models.Said],
) -> HttpResponse:
    back = frame.address("matching:request", pk=asked.pk) or frame.address("homes:requests")
    tried = door.tried(request, form, act)
    if tried.is_done:
        messages.success(request, WRITTEN)
        return redirect(back or "accounts:home")
    context = {"person": asked.participant, "form": form, "title": title, "back": back}
    return render(request, "participants/say.html", context, status=tried.status)


@access.needs(P.WALL_OWN)
@never_cache
def said_for_me(request: access.Request) -> HttpResponse:
    """What was written down for me, as I said it?"""
    me = queries.own(request.by)
    context = {"lines": saying.lines(request.by), "zone": me.organisation.time_zone}
    return render(request, "participants/said_for_me.html", context)


@access.needs(P.WALL_OWN)
@require_POST
def undo_said(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.undo_said(by=request.by, said=pk)
    messages.success(request, _("Undone, from this second."))
    return redirect("participants:said_for_me")


def _opened(request: access.Request, participant: uuid.UUID) -> models.Participant:
    return actions.look(by=request.by, participant=participant, permission=P.WISH_TELL, page=PAGE)
