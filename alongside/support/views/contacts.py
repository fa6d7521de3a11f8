"""Logging in three taps, and what was logged."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.support import actions, forms, models, queries, rules
from alongside.support.views import places


@access.needs(P.CONTACT_LOG)
def log(request: access.Request) -> HttpResponse:
    """Whom were you with? The big Log button begins here."""
    pairings = queries.people_to_log(request.by)
    return places.page(request, "support/log.html", {"pairings": pairings, "now": clock.now()})


@access.needs(P.CONTACT_LOG)
def log_contact(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What was it? Two taps from here."""
    zone = places.zone_of(request)
    found = _opened(request, participant) if request.method != "POST" else None
    form = _form(request, forms.Log, participant, zone=zone)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.log_contact(
                by=request.by, participant=participant, programme=_programme(request), **said
            )
            return redirect(f"{reverse('homes:today')}?logged={said['id']}")
        except errors.Problem as problem:
            if problem.status == errors.Missing.status:
                raise
            status = errors.onto(form, problem)
    found = found or _opened(request, participant)
    context = {"person": found, "form": form, "recorded": people.has_agreed(found, kind=RECORDED)}
    return places.page(request, "support/log_contact.html", context, zone=zone, status=status)


def _opened(request: access.Request, participant: uuid.UUID) -> Participant:
    """Before anything of theirs is read, also what the form begins with."""
    return participants.look(
        by=request.by, participant=participant, permission=P.CONTACT_LOG, page="log"
    )


def _form(request: access.Request, shape: Any, participant: uuid.UUID, **more: Any) -> Any:
    """The form with its choices; what it begins with is read only when it is first drawn."""
    by = request.by
    if shape is forms.Log:
        more["since"] = lambda: queries.walking_since(by, participant)
        if request.method != "POST":
            way = queries.usual_way(by, participant, _site(request))
            more["initial"] = {
                "form": way.form,
                "setting": way.setting,
                "minutes": way.minutes,
                "site": way.site_id,
            }
    return shape(
        request.POST or None,
        sites=lambda: queries.sites(by),
        goals=lambda: [(str(row.pk), row.words) for row in queries.open_goals(by, participant)],
        **more,
    )


def _site(request: access.Request) -> uuid.UUID | None:
    return getattr(getattr(request, "hat", None), "site_id", None)


def _programme(request: access.Request) -> uuid.UUID | None:
    return getattr(getattr(request, "hat", None), "programme_id", None)


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
            "is_own": request.by.is_participant,
        },
    )


@access.needs(P.CONTACT_CORRECT)
def correct_contact(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    row = queries.contact(request.by, contact)
    participants.look(
        by=request.by,
        participant=row.participant_id,
        permission=P.CONTACT_CORRECT,
        page="contact",
    )
    form = _form(request, forms.Correct, row.participant_id, initial=_as_it_is(row))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_contact(by=request.by, contact=row.pk, **form.cleaned_data)
            return redirect("support:contacts", participant=row.participant_id)
        except errors.Stale as problem:
            form.data = request.POST.copy()
            form.data["version"] = str(queries.contact(request.by, contact).version)
            status = errors.onto(form, problem)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    context = {
        "person": row.participant,
        "form": form,
        "contact": row,
        "may_take_back": clock.now() - row.recorded_at <= rules.UNDO,
    }
    return places.page(request, "support/correct_contact.html", context, status=status)


def _as_it_is(row: models.Contact) -> dict[str, Any]:
    return {
        "kinds": [kind.value for kind in row.kinds],
        "minutes": row.minutes,
        "form": row.form,
        "setting": row.setting,
        "site": row.site_id,
        "goal": row.goal_id,
        "note": row.note,
        "version": row.version,
    }


@access.needs(P.CONTACT_CORRECT)
@require_POST
def take_back_contact(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    actions.take_back_contact(by=request.by, contact=contact)
    messages.success(request, _("Taken back. It is as if it had not been written down."))
    return redirect("homes:today")
