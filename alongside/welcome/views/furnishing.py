"""Which rooms and lists does each place have? Set up by an administrator."""

import uuid

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.welcome import actions, forms, queries


@access.needs(P.ORGANISATION_EDIT)
def furnish(request: access.Request) -> HttpResponse:
    return _page(request)


@access.needs(P.ORGANISATION_EDIT)
def add_room(request: access.Request) -> HttpResponse:
    form = forms.AddRoom(request.POST or None)
    tried = door.tried(request, form, lambda: actions.add_room(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect("welcome:furnish")
    return _page(request, room_form=form, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
def add_queue(request: access.Request) -> HttpResponse:
    form = forms.AddQueue(request.POST or None)
    tried = door.tried(request, form, lambda: actions.add_queue(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect("welcome:furnish")
    return _page(request, queue_form=form, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
@require_POST
def change_room(request: access.Request, room: uuid.UUID) -> HttpResponse:
    actions.change_room(by=request.by, room=room, closed=request.POST.get("closed") == "yes")
    return redirect("welcome:furnish")


@access.needs(P.ORGANISATION_EDIT)
@require_POST
def switch_queue(request: access.Request, queue: uuid.UUID) -> HttpResponse:
    actions.switch_queue(by=request.by, queue=queue, on=request.POST.get("on") == "yes")
    return redirect("welcome:furnish")


def _page(
    request: access.Request,
    *,
    room_form: django_forms.Form | None = None,
    queue_form: django_forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """A form that was sent keeps what was typed, at the place it was typed for."""
    context = {
        "furnished": [
            (
                one,
                _form(forms.AddRoom, room_form, one, "room"),
                _form(forms.AddQueue, queue_form, one, "list"),
            )
            for one in queries.furnished(request.by)
        ]
    }
    return render(request, "welcome/furnish.html", context, status=status)


def _form(
    shape: type[django_forms.Form],
    sent: django_forms.Form | None,
    one: queries.Furnished,
    kind: str,
) -> django_forms.Form:
    site = str(one.site.pk)
    if sent is not None and sent.is_bound and sent.data.get("site") == site:
        return sent
    return shape(initial={"site": site}, auto_id=f"{kind}-{site}-%s")
