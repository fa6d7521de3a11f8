"""From a request to a pair: the coordinator introduces peers, the participant chooses."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors
from alongside.matching import actions, forms, queries
from alongside.matching.queries import handing
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants import queries as people
from alongside.participants.views.saying import WRITTEN
from alongside.shell import context as frame

# --- the coordinator --------------------------------------------------------------------


@access.needs(P.PROPOSAL_MAKE)
def request(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """One request: what they ask for, who fits and why, and what was sent."""
    asked = participants.look_at_request(by=request.by, request=pk)
    return _request_page(request, asked)


@access.needs(P.PROPOSAL_MAKE)
@require_POST
def propose(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Send introductions. What goes wrong comes back with everything typed."""
    asked = participants.look_at_request(by=request.by, request=pk)
    form = _form(request, asked, queries.suggestions(asked) + queries.proposed(request.by, asked))
    tried = door.tried(
        request,
        form,
        lambda: actions.propose(
            by=request.by,
            request=pk,
            version=form.cleaned_data["version"],
            profiles=[uuid.UUID(value) for value in form.cleaned_data["profiles"]],
            words=form.cleaned_data["words"],
        ),
    )
    if tried.is_done:
        return redirect("matching:request", pk=pk)
    if tried.problem:  # it may have changed meanwhile
        asked = participants.look_at_request(by=request.by, request=pk)
    return _request_page(request, asked, form, status=tried.status)


def _form(
    request: access.Request, asked: records.Request, offers: list[queries.Offer]
) -> forms.Propose:
    choices = [(str(offer.profile.pk), offer.profile.called) for offer in offers]
    is_first = asked.state != records.Request.State.PROPOSED
    usual = [str(offer.profile.pk) for offer in offers[: queries.USUALLY]] if is_first else []
    initial = {"version": asked.version, "profiles": usual}
    return forms.Propose(request.POST or None, profiles=choices, initial=initial)


def _request_page(
    request: access.Request,
    asked: records.Request,
    form: forms.Propose | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    offers = queries.suggestions(asked) if asked.is_open else []
    context: dict[str, Any] = {
        "asked": asked,
        "said": people.said_in(asked),
        "reach": people.reach(asked.participant) if asked.is_open else None,
        "offers": offers,
        "proposed": queries.proposed(request.by, asked),
        "form": form or _form(request, asked, offers),
    }
    return render(request, "matching/request.html", context, status=status)


@access.needs(P.REQUEST_ANSWER)
def say_answer(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """What do they say to the peers who were introduced?"""
    asked = participants.look_at_request(by=request.by, request=pk)
    form = forms.SayAnswer(request.POST or None, offers=queries.shown(request.by, asked))
    tried = door.tried(
        request, form, lambda: actions.say_answer(by=request.by, request=pk, **form.told_answer())
    )
    if tried.is_done:
        messages.success(request, WRITTEN)
        return redirect("matching:request", pk=pk)
    back = reverse("matching:request", args=[pk])
    title = _("What do they say to the introductions?")
    context = {"person": asked.participant, "form": form, "title": title, "back": back}
    return render(request, "participants/say.html", context, status=tried.status)


# --- the participant --------------------------------------------------------------------


@access.needs(P.REQUEST_READ)
def proposals(request: access.Request) -> HttpResponse:
    """The introductions that wait for an answer."""
    return _proposals_page(request)


def _proposals_page(request: access.Request, problem: errors.Problem | None = None) -> HttpResponse:
    asked = people.newest_request(request.by)
    if asked is None or (asked.state != records.Request.State.PROPOSED and problem is None):
        return redirect("participants:request")
    context = {"asked": asked, "offers": queries.shown(request.by, asked), "problem": problem}
    status = problem.status if problem else 200
    return render(request, "matching/proposals.html", context, status=status)


@access.needs(P.PROPOSAL_CHOOSE)
@require_POST
def choose(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Walk with this peer. If their last place was just taken, the others stay on the page."""
    try:
        actions.choose(by=request.by, proposal=pk)
    except errors.Gone as problem:
        return _proposals_page(request, problem)
    return redirect(frame.address("homes:support") or "participants:request")


@access.needs(P.PROPOSAL_CHOOSE)
@require_POST
def decline(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    try:
        actions.decline(by=request.by, proposal=pk)
    except errors.Gone as problem:
        return _proposals_page(request, problem)
    return redirect("matching:proposals")


@access.needs(P.PROPOSAL_CHOOSE)
@require_POST
def ask_for_others(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.ask_for_others(by=request.by, request=pk)
    return redirect("participants:request")


# --- a peer leaves -----------------------------------------------------------------------


@access.needs(P.FIELD_KEEP)
def leaving(request: access.Request) -> HttpResponse:
    """Whose people need somebody else?"""
    return render(request, "matching/leaving.html", {"peers": handing.leaving(request.by)})


@access.needs(P.FIELD_KEEP)
def hand_over(request: access.Request, peer: uuid.UUID) -> HttpResponse:
    """Who walks on with the people of a peer who leaves? All of them at once."""
    problem = None
    if request.method == "POST":
        try:
            actions.hand_over(by=request.by, peer=peer, moves=forms.moves(request.POST))
        except errors.Problem as said:
            if said.status == errors.Missing.status:
                raise
            problem = said
        else:
            messages.success(
                request,
                _("Handed over. They read of it, and can say no. Who was not stays listed here."),
            )
            return redirect("matching:leaving")
    found = handing.handing(request.by, peer)
    form = forms.HandOver(request.POST if problem else None, hands=found.hands, rooms=found.rooms)
    form.is_valid()  # what was chosen stays chosen
    status = errors.onto(form, problem) if problem else 200
    lines = [(hand, form[str(hand.pairing.pk)]) for hand in found.hands]
    context = {"handing": found, "form": form, "lines": lines}
    return render(request, "matching/hand_over.html", context, status=status)
