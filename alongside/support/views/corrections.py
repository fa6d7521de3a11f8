"""What was written down is put right, given to the right person, or taken away again."""

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
from alongside.core import clock, door, errors, ids
from alongside.participants import actions as participants
from alongside.support import actions, models, queries
from alongside.support.forms import contacts as forms
from alongside.support.queries import logging
from alongside.support.rules import logging as rules
from alongside.support.views import contacts, places

# What can be put right in one tap, and how each value is read.
FACTS: dict[str, Any] = {"minutes": int, "form": str, "setting": str, "special": str, "stage": str}


@access.needs(P.CONTACT_CORRECT)
def correct_contact(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    row = _opened(request, contact)
    form = forms.Correct(
        request.POST or None,
        initial=_as_it_is(row),
        **contacts.choices(request) | {"goals": lambda: _goals(request, row)},
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.correct_contact(by=request.by, contact=row.pk, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("support:contacts", participant=row.participant_id)
    if tried.is_stale:
        fresh = queries.contact(request.by, contact)
        form.data = places.renewed(request.POST, version=fresh.version)
    context = {
        "person": row.participant,
        "form": form,
        "contact": row,
        "may_take_back": rules.may_undo(row.recorded_at, now=clock.now()),
    }
    return places.page(request, "support/correct_contact.html", context, status=tried.status)


def _opened(request: access.Request, contact: uuid.UUID) -> models.Contact:
    """One's own contact; the look at the record is written down."""
    row = queries.contact(request.by, contact)
    participants.look(
        by=request.by,
        participant=row.participant_id,
        permission=P.CONTACT_CORRECT,
        page="contact",
    )
    return row


def _as_it_is(row: models.Contact) -> dict[str, Any]:
    same = ("minutes", "form", "setting", "special", "stage", "for_others", "for_what")
    return {name: getattr(row, name) for name in same} | {
        "kinds": [kind.value for kind in row.kinds],
        "site": row.site_id,
        "programme": row.programme_id,
        "goals": queries.goals_touched(row),
        "note": row.note,
        "written_together": row.written_together,
        "version": row.version,
    }


def _goals(request: access.Request, row: models.Contact) -> list[tuple[str, str]]:
    """Those that are open, and those that it was about."""
    return [(str(goal.pk), goal.words) for goal, _is in logging.goals_about(request.by, row)]


def _number(typed: str) -> int:
    """Nought, which no version is, for whatever else was sent."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


@access.needs(P.CONTACT_CORRECT)
@require_POST
def correct_fact(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    """One fact, one tap; the rest stays as it is."""
    row = _opened(request, contact)
    version = request.POST.get("version", "")
    said = _as_it_is(row) | {"version": _number(version)}
    name = next((name for name in FACTS if name in request.POST), "")
    try:
        if goal := ids.parse(request.POST.get("goal", "")):  # about it, or not any more
            said["goals"] = list({goal} ^ set(said["goals"]))
        else:
            said[name] = FACTS[name](request.POST[name])
    except (KeyError, ValueError):
        raise errors.not_an_answer() from None
    actions.correct_contact(by=request.by, contact=row.pk, **said)
    return redirect(f"{reverse('homes:today')}?logged={row.pk}&fact={name or 'goal'}")


@access.needs(P.CONTACT_CORRECT)
def move_contact(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    """Whom was it with? The wrong person was picked."""
    row = _opened(request, contact)
    people = [one for one in logging.likely(request.by) if one.participant_id != row.participant_id]
    if request.method == "POST":
        version = request.POST.get("version", "")
        actions.move_contact(
            by=request.by,
            contact=row.pk,
            version=_number(version),
            participant=ids.parse(request.POST.get("participant", "")) or uuid.UUID(int=0),
        )
        messages.success(request, _("It is with the right person now, and both can read of it."))
        return redirect(f"{reverse('homes:today')}?logged={row.pk}")
    context = {"contact": row, "person": row.participant, "people": people}
    return places.page(request, "support/move_contact.html", context)


# --- undo --------------------------------------------------------------------------------------


@access.needs(P.CONTACT_CORRECT)
@require_POST
def take_back_contact(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    actions.take_back_contact(by=request.by, contact=contact)
    return _undone(request)


@access.needs(P.CONTACT_CORRECT)
@require_POST
def take_back_attempt(request: access.Request, attempt: uuid.UUID) -> HttpResponse:
    actions.take_back_attempt(by=request.by, attempt=attempt)
    return _undone(request)


@access.needs(P.CONTACT_CORRECT)
@require_POST
def take_back_shift(request: access.Request, shift: uuid.UUID) -> HttpResponse:
    actions.take_back_shift(by=request.by, shift=shift)
    return _undone(request)


@access.needs(P.CONTACT_CORRECT)
@require_POST
def take_back_work(request: access.Request, work: uuid.UUID) -> HttpResponse:
    actions.take_back_work(by=request.by, work=work)
    return _undone(request)


def _undone(request: access.Request) -> HttpResponse:
    messages.success(request, _("Taken back. It is as if it had not been written down."))
    return redirect("homes:today")
