"""The organisation: what those who ask for help read of it, its programmes and sites."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from alongside.accounts import access, actions, forms, queries
from alongside.accounts.access import Permission as P
from alongside.core import door, ids


@access.needs(P.ORGANISATION_EDIT)
def organisation(request: access.Request) -> HttpResponse:
    form = forms.Organisation(request.POST or None, initial=queries.organisation(request.by))
    return _sent(request, "form", form, actions.edit_organisation, "homes:setup")


@access.needs(P.ORGANISATION_EDIT)
def add_programme(request: access.Request) -> HttpResponse:
    form = _programme_form(request.POST or None)
    return _sent(request, "programme_form", form, actions.add_programme, "accounts:organisation")


@access.needs(P.ORGANISATION_EDIT)
def add_site(request: access.Request) -> HttpResponse:
    form = _site_form(request.POST or None)
    return _sent(request, "site_form", form, actions.add_site, "accounts:organisation")


def _programme_form(data: QueryDict | None = None) -> forms.Programme:
    return forms.Programme(data, initial={"id": ids.new()}, auto_id="programme_%s")


def _site_form(data: QueryDict | None = None, *, zone: str = "UTC") -> forms.Site:
    return forms.Site(data, initial={"id": ids.new(), "time_zone": zone}, auto_id="site_%s")


def _sent(
    request: access.Request,
    name: str,
    form: django_forms.Form,
    write: Callable[..., object],
    onward: str,
) -> HttpResponse:
    """One page with three forms; the one that was sent keeps what was typed."""
    tried = door.tried(request, form, lambda: write(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect(onward)
    now = queries.organisation(request.by)
    context = {
        "form": forms.Organisation(initial=now),
        "programme_form": _programme_form(),
        "site_form": _site_form(zone=now["time_zone"]),
        "programmes": queries.programmes(request.by),
        "sites": queries.sites(request.by),
    } | {name: form}
    return render(request, "accounts/organisation.html", context, status=tried.status)
