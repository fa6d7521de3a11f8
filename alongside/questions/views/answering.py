"""What was asked of somebody, what they said, and writing it down: on their own page, or by who
walks with them."""

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
from alongside.core import door, errors
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.questions import actions
from alongside.questions.forms import answering as forms
from alongside.questions.queries import sheets as queries
from alongside.support.models import Contact
from alongside.support.views import places


@access.needs(P.PARTICIPANT_READ)
def asked(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What do we ask them, and what did they say?"""
    found = _opened(request, participant)
    context = {
        "person": found,
        "filled": queries.of_person(request.by, found),
        "with_contacts": queries.with_contacts(request.by, found),
        "times": queries.times(request.by, found) if access.can(request.by, P.CONTACT_LOG) else [],
        "writes": access.can(request.by, P.CONTACT_LOG),
        "recorded": people.has_agreed(found, kind=RECORDED),
    }
    return places.page(request, "questions/asked.html", context)


def _opened(
    request: access.Request, participant: uuid.UUID, permission: P = P.PARTICIPANT_READ
) -> Participant:
    """Before anything of theirs is read."""
    return participants.look(
        by=request.by, participant=participant, permission=permission, page="questions"
    )


@access.needs(P.CONTACT_LOG)
def answer(request: access.Request, participant: uuid.UUID, sheet: uuid.UUID) -> HttpResponse:
    """What do they say?"""
    found = _opened(request, participant, P.CONTACT_LOG)
    return _answering(request, found, sheet, "questions:asked", participant=found.pk)


@access.needs(P.CONTACT_LOG)
def answer_contact(request: access.Request, contact: uuid.UUID, sheet: uuid.UUID) -> HttpResponse:
    """What do they say of that time?"""
    row = queries.contact(request.by, contact)
    found = _opened(request, row.participant_id, P.CONTACT_LOG)
    back = {"participant": found.pk}
    return _answering(request, found, sheet, "questions:asked", contact=row, **back)


@access.needs(P.CHECKIN_ANSWER)
def own_asked(request: access.Request) -> HttpResponse:
    """What does the organisation ask me, and what did I say?"""
    mine = people.own(request.by)
    context = {
        "person": mine,
        "filled": queries.of_person(request.by, mine),
        "with_contacts": queries.with_contacts(request.by, mine),
        "writes": True,
        "recorded": people.has_agreed(mine, kind=RECORDED),
    }
    return places.page(request, "questions/asked.html", context)


@access.needs(P.CHECKIN_ANSWER)
def own_answer(request: access.Request, sheet: uuid.UUID) -> HttpResponse:
    """What do I say?"""
    return _answering(request, people.own(request.by), sheet, "questions:own_asked")


def _answering(
    request: access.Request,
    person: Participant,
    sheet: uuid.UUID,
    back: str,
    *,
    contact: Contact | None = None,
    **keys: Any,
) -> HttpResponse:
    filled = _filled(request, person, sheet, contact)
    form = _form(request, filled)
    tried = door.tried(
        request,
        form,
        lambda: actions.answer(
            by=request.by,
            participant=person.pk,
            sheet=sheet,
            said=form.said(),
            seen=form.cleaned_data["seen"],
            contact=contact.pk if contact else None,
        ),
    )
    if tried.is_done:
        messages.success(request, _("Kept.") if tried.result else _("Nothing was changed."))
        return redirect(reverse(back, kwargs=keys))
    if tried.is_stale and tried.problem is not None:
        filled = _filled(request, person, sheet, contact)
        form = forms.Answers(places.renewed(request.POST, seen=filled.seen), ones=filled.ones)
        errors.onto(form, tried.problem)
    recorded = people.has_agreed(person, kind=RECORDED)
    context = {"person": person, "filled": filled, "form": form, "recorded": recorded}
    return places.page(request, "questions/answer.html", context, status=tried.status)


def _filled(
    request: access.Request, person: Participant, sheet: uuid.UUID, contact: Contact | None
) -> queries.Filled:
    found = queries.to_answer(request.by, person, sheet, contact)
    if found is None or not found.ones:
        raise errors.Missing(access.NOTHING)
    return found


def _form(request: access.Request, filled: queries.Filled) -> forms.Answers:
    return forms.Answers(request.POST or None, ones=filled.ones, initial={"seen": filled.seen})


@access.needs(P.CONTACT_LOG)
@require_POST
def take_back(request: access.Request, participant: uuid.UUID, answer: uuid.UUID) -> HttpResponse:
    actions.take_back(by=request.by, participant=participant, answer=answer)
    messages.success(request, _("It is taken out."))
    return redirect("questions:asked", participant)


@access.needs(P.CHECKIN_ANSWER)
@require_POST
def own_take_back(request: access.Request, answer: uuid.UUID) -> HttpResponse:
    actions.take_back(by=request.by, participant=people.own(request.by).pk, answer=answer)
    messages.success(request, _("It is taken out."))
    return redirect("questions:own_asked")
