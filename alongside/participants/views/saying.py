"""What did they say, or give on paper? A worker writes it down for them; they read and undo it."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
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
from alongside.participants import actions, models, queries
from alongside.participants.forms import saying as shapes
from alongside.participants.queries import saying

PAGE = "said"  # as looks name it


@access.needs(P.WISH_TELL)
@never_cache
def said(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """All that can be told instead of tapped."""
    person = _opened(request, participant)
    context = {"person": person, "lines": saying.written(request.by, person)}
    with timezone.override(person.organisation.time_zone):
        return render(request, "participants/said.html", context)


@access.needs(P.WISH_TELL)
@never_cache
def say_reach(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    person = _opened(request, participant)
    form = shapes.SayReach(request.POST or None, initial=saying.ways(person))
    return _said(
        request,
        person,
        form,
        gettext_lazy("How may they be reached, and how never?"),
        lambda: actions.say_reach(by=request.by, participant=person.pk, **form.told_ways()),
    )


@access.needs(P.WISH_TELL)
@never_cache
def say_never(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    person = _opened(request, participant)
    form = shapes.SayNever(request.POST or None)
    return _said(
        request,
        person,
        form,
        gettext_lazy("Who should never see their record?"),
        lambda: actions.say_never(by=request.by, participant=person.pk, **form.cleaned_data),
    )


@access.needs(P.WISH_TELL)
@never_cache
def say_never_back(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    person = _opened(request, participant)
    form = shapes.SayNeverBack(request.POST or None)
    return _said(
        request,
        person,
        form,
        gettext_lazy("Who may be let in again?"),
        lambda: actions.say_never_back(by=request.by, participant=person.pk, **form.cleaned_data),
    )


@access.needs(P.WISH_TELL)
@never_cache
@sensitive_post_parameters()
def say_link(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """Three words, shown in this answer only, to be handed to the person."""
    person = _opened(request, participant)
    form = shapes.SayLink(request.POST or None)
    language = get_language() or "en"
    words: list[str] = []

    def offer() -> None:
        said = actions.say_link(
            by=request.by, participant=person.pk, language=language, **form.cleaned_data
        )
        words.extend(said.split())

    title = gettext_lazy("Do they offer a link to somebody close?")
    page = _said(request, person, form, title, offer)
    if words:
        context = {"words": words, "person": person}
        return render(request, "participants/link_words.html", context)
    return page


@access.needs(P.WISH_TELL)
@never_cache
@sensitive_post_parameters()
def say_agree(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    person = _opened(request, participant)
    form = shapes.SayAgree(request.POST or None)
    return _said(
        request,
        person,
        form,
        gettext_lazy("Were they given three words, and do they agree?"),
        lambda: actions.say_agree(by=request.by, participant=person.pk, **form.cleaned_data),
    )


@access.needs(P.WISH_TELL)
@never_cache
def say_cut(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    person = _opened(request, participant)
    form = shapes.SayCut(request.POST or None)
    return _said(
        request,
        person,
        form,
        gettext_lazy("Do they want no link any more?"),
        lambda: actions.say_cut(by=request.by, participant=person.pk, **form.cleaned_data),
    )


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


def _said(
    request: access.Request,
    person: models.Participant,
    form: forms.Form,
    title: Words,
    do: Callable[[], Any],
) -> HttpResponse:
    tried = door.tried(request, form, do)
    if tried.is_done:
        messages.success(request, _("Written down, from this second. They read that you wrote it."))
        if not saying.still_open(request.by, person.pk):  # it was their own name
            return redirect("accounts:home")
        return redirect("participants:said", participant=person.pk)
    context = {"person": person, "form": form, "title": title}
    return render(request, "participants/say.html", context, status=tried.status)
