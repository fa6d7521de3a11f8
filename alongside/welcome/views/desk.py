"""The front desk itself: who came in, rooms, lists, tablets, and the end of the day."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import clock, door, errors, ids
from alongside.welcome import actions, forms, queries


def page(
    request: access.Request, site: Site, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Times are shown as the place has them."""
    with timezone.override(site.time_zone):
        return render(request, template, {"site": site, **context}, status=status)


def back(site: uuid.UUID) -> HttpResponse:
    return redirect(f"{reverse('homes:welcome')}?site={site}")


def home(request: access.Request) -> HttpResponse:
    """The desk that was open, or one's own."""
    site = ids.parse(request.POST.get("site", ""))
    return back(site) if site else redirect("homes:welcome")


@access.needs(P.DESK_KEEP)
def arrive(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """Who came in? With no name, or under any."""
    place = queries.site(request.by, site)
    form = forms.Arrive(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.arrive(by=request.by, site=site, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Written down: somebody is here."))
        return back(tried.result.site_id)
    return page(request, place, "welcome/arrive.html", {"form": form}, tried.status)


@access.needs(P.DESK_KEEP)
def arrive_known(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """Whom do you walk with? People whose record opens to this worker, and nobody else."""
    place = queries.site(request.by, site)
    form = forms.Known(request.POST or None)

    def arrive() -> None:
        said = form.cleaned_data
        who = said["participant"] or _named(request, said["name"])
        actions.arrive_known(by=request.by, id=said["id"], site=site, participant=who)

    tried = door.tried(request, form, arrive)
    if tried.is_done:
        messages.success(request, _("Written down, and they can read it."))
        return back(site)
    context = {"form": form, "people": queries.known_people(request.by)}
    return page(request, place, "welcome/arrive_known.html", context, tried.status)


def _named(request: access.Request, said: str) -> uuid.UUID:
    found = queries.called_exactly(request.by, said)
    if found is None:
        raise errors.Problem(
            _("None of the people you walk with is called exactly so."),
            kept=_("Nothing was written down."),
            todo=_("Welcome them with any name, or with none."),
        )
    return found.pk


@access.needs(P.DESK_KEEP)
def close_day(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """Is the day over?"""
    place = queries.site(request.by, site)
    if request.method == "POST":
        actions.close_day(by=request.by, site=site)
        messages.success(request, _("The day is closed. Words are gone, counts are kept."))
        return back(site)
    context = {"here": queries.here(request.by, place, now=clock.now())}
    return page(request, place, "welcome/close_day.html", context)


@access.needs(P.DESK_KEEP)
def take_room(request: access.Request, room: uuid.UUID) -> HttpResponse:
    """For how many, and for how long?"""
    row = queries.room(request.by, room)
    place = queries.site(request.by, row.site_id)
    form = forms.TakeRoom(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.take_room(by=request.by, room=room, **form.cleaned_data)
    )
    if tried.is_done:
        return back(row.site_id)
    standing = next(
        one for one in queries.rooms(request.by, place, now=clock.now()) if one.room.pk == row.pk
    )
    context = {"form": form, "standing": standing}
    return page(request, place, "welcome/take_room.html", context, tried.status)


@access.needs(P.DESK_KEEP)
@require_POST
def free_room(request: access.Request, use: uuid.UUID) -> HttpResponse:
    actions.free_room(by=request.by, use=use)
    return home(request)


@access.needs(P.DESK_KEEP)
@require_POST
def call_turn(request: access.Request, turn: uuid.UUID) -> HttpResponse:
    actions.call_turn(by=request.by, turn=turn)
    return home(request)


@access.needs(P.DESK_KEEP)
@require_POST
def end_turn(request: access.Request, turn: uuid.UUID) -> HttpResponse:
    actions.end_turn(by=request.by, turn=turn)
    return home(request)


@access.needs(P.DESK_KEEP)
@require_POST
def take_talk(request: access.Request, talk: uuid.UUID) -> HttpResponse:
    actions.take_talk(by=request.by, talk=talk)
    messages.success(request, _("You sit down with them. The others see it."))
    return home(request)


@access.needs(P.DESK_KEEP)
def tablets(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """Which tablets stand by the door? A code is made here, and shown once."""
    place = queries.site(request.by, site)
    code = ""
    if request.method == "POST":
        form = forms.MakeKiosk(request.POST)
        wanted = form.cleaned_data["id"] if form.is_valid() else ids.new()
        code = actions.make_kiosk(by=request.by, id=wanted, site=site)
    context = {
        "code": code,
        "form": forms.MakeKiosk(),
        "tablets": queries.tablets(request.by, place, now=clock.now()),
        "address": request.build_absolute_uri(reverse("welcome:open_kiosk")),
    }
    return page(request, place, "welcome/tablets.html", context)


@access.needs(P.DESK_KEEP)
@require_POST
def end_kiosk(request: access.Request, kiosk: uuid.UUID) -> HttpResponse:
    actions.end_kiosk(by=request.by, kiosk=kiosk)
    messages.success(request, _("This tablet opens nothing any more."))
    return home(request)
