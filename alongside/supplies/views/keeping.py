"""What stands behind the stock: places, what is enough, and things of one's own."""

import uuid

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.supplies import actions, models
from alongside.supplies.forms import keeping as forms
from alongside.supplies.queries import listing, shelves


@access.needs(P.FIELD_KEEP)
def places(request: access.Request) -> HttpResponse:
    """Where do we keep things?"""
    sites, programmes = listing.sites_and_programmes(request.by)
    form = forms.AddPlace(request.POST or None, sites=sites, programmes=programmes)
    tried = door.tried(request, form, lambda: actions.add_place(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("The place is there. Count what is in it first."))
        return redirect("supplies:place", place=tried.result.pk)
    context = {"form": form, "kept_at": shelves.places(request.by, closed_too=True)}
    return render(request, "supplies/places.html", context, status=tried.status)


@access.needs(P.FIELD_KEEP)
def place(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """What is the place called, and how many of each thing are enough there?"""
    found = shelves.place(request.by, place)
    initial = {
        "version": found.version,
        "name": found.name,
        "closed": found.closed_at is not None,
    }
    form = forms.ChangePlace(request.POST or None, initial=initial)
    tried = door.tried(
        request, form, lambda: actions.change_place(by=request.by, place=place, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Changed."))
        return redirect("supplies:place", place=place)
    return _place(request, found, form, _enough(request, found), tried.status)


@access.needs(P.FIELD_KEEP)
def set_enough(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """Fewer than so many is low."""
    if request.method != "POST":
        return redirect("supplies:place", place=place)
    found = shelves.place(request.by, place)
    form = _enough(request, found)

    def set_all() -> None:
        for slug, count in form.changed_numbers.items():
            actions.set_enough(by=request.by, place=place, item=slug, count=count)

    tried = door.tried(request, form, set_all)
    if tried.is_done:
        messages.success(request, _("Kept. You are told when there are fewer."))
        return redirect("supplies:place", place=place)
    change = forms.ChangePlace(initial={"version": found.version, "name": found.name})
    return _place(request, found, change, form, tried.status)


def _enough(request: access.Request, place: models.Place) -> forms.Enough:
    groups = shelves.shelves(request.by, place, now=clock.now(), all_things=True).groups
    return forms.Enough(request.POST or None, groups=groups)


def _place(
    request: access.Request,
    found: models.Place,
    form: django_forms.Form,
    enough: forms.Enough,
    status: int,
) -> HttpResponse:
    context = {"place": found, "form": form, "enough": enough}
    return render(request, "supplies/place.html", context, status=status)


@access.needs(P.FIELD_KEEP)
def things(request: access.Request) -> HttpResponse:
    """What do we hand out?"""
    form = forms.AddItem(request.POST or None, language=listing.language())
    tried = door.tried(request, form, lambda: actions.add_item(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("It is on the list now."))
        return redirect("supplies:things")
    groups = listing.by_kind(listing.things(request.by).values())
    return render(
        request, "supplies/things.html", {"form": form, "groups": groups}, status=tried.status
    )


@access.needs(P.FIELD_KEEP)
def thing(request: access.Request, item: str) -> HttpResponse:
    """What is different here of this thing?"""
    listed, row = listing.thing(request.by, item)
    names = ("name", "name_fr", "name_es", "usual", "doses", "strength", "is_hidden")
    initial = {name: getattr(row, name) for name in names} if row else {}
    form = forms.ChangeItem(
        request.POST or None, initial={"version": row.version if row else 0, **initial}
    )
    tried = door.tried(
        request, form, lambda: actions.change_item(by=request.by, item=item, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Changed for your organisation."))
        return redirect("supplies:things")
    context = {"form": form, "item": listed, "name": listed.called(listing.language())}
    return render(request, "supplies/thing.html", context, status=tried.status)
