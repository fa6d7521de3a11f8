"""The room: who is in it, whom to look in on, and the day on which it is open."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts import actions as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Site
from alongside.core import clock, door, ids
from alongside.directory.queries import meant
from alongside.sites import actions, forms, queries


def page(
    request: access.Request,
    site: Site | None,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Times are shown as the place has them."""
    said = {"site": site, "now": clock.now(), "may_keep": queries.may_keep(request.by), **context}
    with timezone.override(site.time_zone if site else timezone.get_current_timezone()):
        return render(request, template, said, status=status)


def back(site: uuid.UUID) -> HttpResponse:
    return redirect(f"{reverse('sites:sites')}?site={site}")


@access.needs(P.FIELD_WORK)
@require_GET
def sites(request: access.Request) -> HttpResponse:
    """Who is in the room? Whoever waits longest for a look comes first."""
    places = queries.sites(request.by)
    place = queries.chosen(places, request.by, ids.parse(request.GET.get("site", "")))
    if place is None:
        return render(request, "sites/no_place.html")
    board = queries.board(request.by, place, now=clock.now())
    context = {
        "places_kept": places,
        "board": board,
        "asked_of_me": queries.asked_of_me(request.by),
    }
    return page(request, place, "sites/sites.html", context)


@access.needs(P.FIELD_WORK)
def open_day(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """Is the place open?"""
    place = queries.site(request.by, site)
    last = queries.last_day(request.by, place)
    seats = sum(one.room.seats for one in queries.board(request.by, place, now=clock.now()).rooms)
    initial: dict[str, Any] = {"booths": last.booths if last else seats}
    initial |= {"kind": last.kind} if last else {}
    form = forms.OpenDay(request.POST or None, initial=initial)

    def open_it() -> None:
        said = dict(form.cleaned_data)
        closes_at = clock.now() + timedelta(hours=said.pop("hours"))
        actions.open_day(by=request.by, site=site, closes_at=closes_at, **said)

    tried = door.tried(request, form, open_it)
    if tried.is_done:
        messages.success(request, _("The place is open. Welcome, everybody."))
        return back(site)
    return page(request, place, "sites/open_day.html", {"form": form}, tried.status)


@access.needs(P.FIELD_WORK)
def close_day(request: access.Request, day: uuid.UUID) -> HttpResponse:
    """Is the day over?"""
    row = queries.day(request.by, day)
    if request.method == "POST":
        actions.close_day(by=request.by, day=day)
        messages.success(request, _("The place is closed. Words are gone, counts are kept."))
        return back(row.site_id)
    board = queries.board(request.by, row.site, now=clock.now())
    return page(request, row.site, "sites/close_day.html", {"day": row, "board": board})


# --- set-up ------------------------------------------------------------------------------


@access.needs(P.FIELD_KEEP)
def rooms(request: access.Request) -> HttpResponse:
    """Which rooms does each place have?"""
    form = forms.AddRoom(request.POST or None)
    tried = door.tried(request, form, lambda: actions.add_room(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("The room is there."))
        return redirect(f"{reverse('sites:rooms')}#site-{tried.result.site_id}")
    typed = ids.parse(request.POST.get("site", ""))
    found = queries.furnished(request.by)
    towns = queries.where(one.site for one in found)
    furnished = [
        (
            one,
            form
            if one.site.pk == typed
            else forms.AddRoom(initial={"site": one.site.pk}, auto_id=f"id_%s_{one.site.pk}"),
            towns.get(one.site.pk, ""),
        )
        for one in found
    ]
    context = {"furnished": furnished, "may_place": queries.may_place(request.by)}
    return page(request, None, "sites/rooms.html", context, tried.status)


@access.needs(P.AREA_GIVE)
def place_site(request: access.Request, site: uuid.UUID) -> HttpResponse:
    """Where is the place? So that phones know what is near it, also without signal."""
    place = queries.site(request.by, site)
    known = queries.where([place]).get(site, "")
    form = forms.PlaceSite(request.POST or None, initial={"place": known})

    def write() -> None:
        typed = form.cleaned_data["place"].strip()
        at = meant.spot_or_position(typed) if typed else None
        said = {"latitude": at.latitude, "longitude": at.longitude} if at else NOWHERE
        accounts.place_site(by=request.by, site=site, **said)

    tried = door.tried(request, form, write)
    if tried.is_done:
        messages.success(
            request, _("Phones that are used there learn it when they next have signal.")
        )
        return redirect("sites:rooms" if queries.may_keep(request.by) else "accounts:organisation")
    return page(request, place, "sites/place_site.html", {"form": form}, tried.status)


NOWHERE: dict[str, None] = {"latitude": None, "longitude": None}


@access.needs(P.FIELD_KEEP)
@require_POST
def change_room(request: access.Request, room: uuid.UUID) -> HttpResponse:
    actions.change_room(by=request.by, room=room, closed=request.POST.get("closed") == "yes")
    return redirect("sites:rooms")
