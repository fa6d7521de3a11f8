"""Logging in three taps, trying to reach somebody, and what was logged."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, errors
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.support import actions, models, queries
from alongside.support.forms import contacts as forms
from alongside.support.queries import logging
from alongside.support.views import places


@access.needs(P.CONTACT_LOG)
def log(request: access.Request) -> HttpResponse:
    """Whom were you with? The big Log button begins here."""
    context = {
        "people": logging.likely(request.by),
        "fresh": logging.of_today(request.by),
        "now": clock.now(),
    }
    return places.page(request, "support/log.html", context)


@access.needs(P.CONTACT_LOG)
def log_contact(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What was it? Two taps from here."""
    zone = places.zone_of(request)
    found = _opened(request, participant) if request.method != "POST" else None
    form = _log_form(request, participant, zone)

    def log() -> None:
        said = form.cleaned_data
        said["programme"] = said["programme"] or places.programme_of(request)
        actions.log_contact(by=request.by, participant=participant, **said)

    tried = door.tried(request, form, log, at_the_door=errors.Missing)
    if tried.is_done:
        return redirect(f"{reverse('homes:today')}?logged={form.cleaned_data['id']}")
    found = found or _opened(request, participant)
    context = {"person": found, "form": form, "recorded": people.has_agreed(found, kind=RECORDED)}
    return places.page(request, "support/log_contact.html", context, zone=zone, status=tried.status)


def _opened(request: access.Request, participant: uuid.UUID) -> Participant:
    """Before anything of theirs is read, also what the form begins with."""
    return participants.look(
        by=request.by, participant=participant, permission=P.CONTACT_LOG, page="log"
    )


def _log_form(request: access.Request, participant: uuid.UUID, zone: str) -> forms.Log:
    """With its choices; what it begins with is read only when it is first drawn."""
    by = request.by
    more: dict[str, Any] = {}
    if request.method != "POST":
        more["initial"] = begins_with(request, participant)
    return forms.Log(
        request.POST or None,
        zone=zone,
        since=lambda: queries.walking_since(by, participant),
        **choices(request, participant),
        **more,
    )


def begins_with(request: access.Request, participant: uuid.UUID | None) -> dict[str, Any]:
    way = logging.usual_way(
        request.by,
        participant,
        site_id=places.site_of(request),
        programme_id=places.programme_of(request),
    )
    asked = request.GET.get("setting", "")
    return {
        "form": way.form,
        "setting": asked if asked in models.Setting.values else way.setting,
        "minutes": way.minutes,
        "stage": way.stage,
        "site": way.site_id,
        "programme": way.programme_id,
    }


def choices(request: access.Request, participant: uuid.UUID | None = None) -> dict[str, Any]:
    by = request.by
    found: dict[str, Any] = {
        "sites": lambda: queries.sites(by),
        "programmes": lambda: logging.programmes(by),
    }
    if participant is not None:
        found["goals"] = lambda: [
            (str(row.pk), row.words) for row in queries.open_goals(by, participant)
        ]
    return found


@access.needs(P.CONTACT_LOG)
def try_reach(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What came of it? Two taps; where they were reached, it is a time together."""
    zone = places.zone_of(request)
    form = forms.Tried(request.POST or None, zone=zone)
    found = _opened(request, participant)
    tried = door.tried(
        request,
        form,
        lambda: actions.try_reach(by=request.by, participant=found.pk, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect(f"{reverse('homes:today')}?tried={form.cleaned_data['id']}")
    context = {
        "person": found,
        "form": form,
        "recorded": people.has_agreed(found, kind=RECORDED),
        "tried": logging.attempts(request.by, found.pk),
    }
    return places.page(request, "support/try_reach.html", context, zone=zone, status=tried.status)


@access.needs(P.CONTACT_READ)
def contacts(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """What did we do together? Read by both, word by word the same."""
    found = participants.look(
        by=request.by,
        participant=participant or people.own(request.by).pk,
        permission=P.CONTACT_READ,
        page="contacts",
    )
    page = queries.contacts_page(request.by, found.pk, request.GET.get("page", ""))
    return places.page(
        request,
        "support/contacts.html",
        {
            "person": found,
            "contacts": page,
            "shared": queries.shared(page),
            "tried": logging.attempts(request.by, found.pk) if page.number == 1 else [],
            "is_own": request.by.is_participant,
        },
    )
