"""How a peer shows themselves: what others see of them, and what they say."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.peers import actions, forms, queries, rules


@access.needs(P.PROFILE_PUBLISH)
def profile(request: access.Request) -> HttpResponse:
    """The introduction as people who ask are shown it, and who sees what."""
    mine = queries.own_profile(request.by)
    context: dict[str, Any] = {"profile": mine}
    if mine is not None:
        context |= {
            "introduction": queries.introduction(mine),
            "lived": queries.lived(mine),
            "lacks": rules.lacks(introduction=mine.introduction, languages=mine.languages),
        }
    return render(request, "peers/profile.html", context)


@access.needs(P.PROFILE_READ)
def introduction(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """A colleague's introduction, as people who ask are shown it."""
    found = queries.introduction(queries.shown_profile(request.by, pk))
    return render(request, "peers/introduction.html", {"introduction": found})


@access.needs(P.PROFILE_PUBLISH)
def edit_profile(request: access.Request) -> HttpResponse:
    mine = queries.own_profile(request.by)
    form = forms.Profile(request.POST or None, initial=forms.said_in(mine) if mine else None)
    tried = door.tried(
        request,
        form,
        lambda: actions.save_profile(
            by=request.by,
            id=form.cleaned_data["id"],
            version=form.cleaned_data["version"],
            said=form.said(),
        ),
    )
    if tried.is_done:
        return redirect("peers:profile")
    return render(request, "peers/edit_profile.html", {"form": form}, status=tried.status)


@access.needs(P.PROFILE_PUBLISH)
@require_POST
def publish(request: access.Request) -> HttpResponse:
    actions.publish(by=request.by)
    return redirect("peers:profile")


@access.needs(P.PROFILE_PUBLISH)
@require_POST
def take_back(request: access.Request) -> HttpResponse:
    actions.take_back(by=request.by)
    return redirect("peers:profile")


@access.needs(P.PROFILE_PUBLISH)
@require_POST
def share_experience(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    actions.share_experience(by=request.by, experience=pk, shared=request.POST.get("shared", ""))
    return redirect("peers:profile")


@access.needs(P.OWN_KEEP)
@never_cache
def step_back(request: access.Request) -> HttpResponse:
    """Do I need to step back for a while? The peer's own, and shown only item by item."""
    mine = queries.step_back(request.by)
    names = ("id", "version", "words", "helps", "until_on", "shows")
    said = {name: getattr(mine, name) for name in names} if mine else None
    form = forms.StepBack(request.POST or None, initial=said)
    tried = door.tried(request, form, lambda: actions.step_back(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect("peers:step_back")
    context = {"form": form, "mine": mine, "profile": queries.own_profile(request.by)}
    return render(request, "peers/step_back.html", context, status=tried.status)


@access.needs(P.OWN_KEEP)
@require_POST
def come_back(request: access.Request) -> HttpResponse:
    actions.come_back(by=request.by)
    return redirect("peers:step_back")
