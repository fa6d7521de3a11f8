"""Naloxone for anybody: nobody is known here, no cookie is set, nothing searched is kept."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import actors
from alongside.core import clock, door, ids, scope
from alongside.directory import forms as directory
from alongside.directory import queries as finder
from alongside.shell import context as frame
from alongside.supplies.actions import kit_requests
from alongside.supplies.actions import naloxone as actions
from alongside.supplies.forms import naloxone as forms
from alongside.supplies.queries import naloxone as queries


@door.public
def naloxone(request: HttpRequest) -> HttpResponse:
    """Where do I get naloxone near me?"""
    form = forms.Near(request.GET)
    asked = {name: request.GET.get(name, "") for name in form.fields}
    wish = directory.Find({**asked, "what": "naloxone", "when": "any"})
    found = finder.find(wish.asked(), now=clock.now()) if any(asked.values()) else None
    spot = found.spot if found else None
    context = {
        "form": form,
        "found": found,
        "sending": queries.sending(),
        "hearing": queries.hearing(),
        "has_laws": bool(queries.laws()),
        **frame.called_there(spot.country if spot else ""),
    }
    return render(request, "supplies/naloxone/near.html", context)


@door.public
def naloxone_guide(request: HttpRequest) -> HttpResponse:
    """What do I do when somebody overdoses?"""
    country = frame.country_asked(request.GET.get("country", ""))
    return render(request, "supplies/naloxone/guide.html", frame.called_there(country))


@door.public
def naloxone_law(request: HttpRequest) -> HttpResponse:
    """What did the law say about naloxone?"""
    return render(request, "supplies/naloxone/law.html", {"laws": queries.laws()})


def _somebody(organisation_id: uuid.UUID) -> actors.Actor:
    return actors.system("somebody, on an open page", organisation_id=organisation_id)


@door.public
@never_cache
@sensitive_post_parameters()
def tell_story(request: HttpRequest) -> HttpResponse:
    """Was naloxone used? Tell as much or as little as you like."""
    offers = queries.hearing()
    form = forms.TellStory(request.POST or None, initial={"id": ids.new()}, offers=offers)
    tried = door.tried(request, form, lambda: _keep_story(request, form))
    if tried.is_done:
        told = {"sending": queries.sending()}
        return render(request, "supplies/naloxone/story_told.html", told)
    context = {"form": form, "offers": offers}
    return render(request, "supplies/naloxone/tell_story.html", context, status=tried.status)


def _keep_story(request: HttpRequest, form: forms.TellStory) -> None:
    organisation_id = form.organisation_id()
    by = _somebody(organisation_id)
    if form.cleaned_data["homepage"]:
        return
    with scope.within(organisation_id):
        actions.record_reversal(
            by=by,
            id=form.cleaned_data["id"],
            told=form.told(),
            area=queries.nearest_area(by, form.cleaned_data["place"]),
            happened_at=form.happened_at(queries.zone_of(by)),
            address=door.address(request),
        )


@door.public
@never_cache
@sensitive_post_parameters()
def ask_for_kit(request: HttpRequest) -> HttpResponse:
    """Where should it come?"""
    offers = queries.sending()
    form = forms.AskForKit(request.POST or None, initial={"id": ids.new()}, offers=offers)
    tried = door.tried(request, form, lambda: _keep_request(request, form))
    if tried.is_done:
        offer = next(o for o in offers if o.organisation_id == form.organisation_id())
        context: dict[str, Any] = {"offer": offer, "way": form.cleaned_data["way"]}
        return render(request, "supplies/naloxone/kit_asked.html", context)
    context = {"form": form, "offers": offers}
    return render(request, "supplies/naloxone/ask_for_kit.html", context, status=tried.status)


def _keep_request(request: HttpRequest, form: forms.AskForKit) -> None:
    organisation_id = form.organisation_id()
    if form.cleaned_data["homepage"]:
        return
    with scope.within(organisation_id):
        kit_requests.ask_for_kit(
            by=_somebody(organisation_id), address=door.address(request), **form.asked()
        )
