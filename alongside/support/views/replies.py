"""Answering what was written: the participant beside it, the peer to a wish for correction."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions as participants
from alongside.support import actions, forms, queries
from alongside.support.views import places


@access.needs(P.NOTE_ANSWER)
def answer_note(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    """What do I say to what was written?"""
    row = queries.contact_to_answer(request.by, contact)
    form = forms.AnswerNote(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.answer_note(by=request.by, contact=row.pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Kept beside it. Whoever reads the note reads it."))
        return redirect("support:contacts")
    context = {"contact": row, "form": form}
    return places.page(request, "support/answer_note.html", context, status=tried.status)


@access.needs(P.WISH_TELL)
def say_reply(request: access.Request, contact: uuid.UUID) -> HttpResponse:
    """What did they say to what was written?"""
    row = queries.contact_to_answer(request.by, contact, P.WISH_TELL)
    person = participants.look(
        by=request.by, participant=row.participant_id, permission=P.WISH_TELL, page="contact"
    )
    form = forms.SayReply(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.say_reply(by=request.by, contact=row.pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Kept beside it, in their words. They read that you wrote it."))
        return redirect("support:contacts", participant=person.pk)
    context = {"contact": row, "form": form, "person": person}
    return places.page(request, "support/say_reply.html", context, status=tried.status)


@access.needs(P.CONTACT_CORRECT)
def answer_reply(request: access.Request, reply: uuid.UUID) -> HttpResponse:
    """They say it is wrong: was it corrected?"""
    row = queries.reply(request.by, reply)
    participants.look(
        by=request.by,
        participant=row.participant_id,
        permission=P.CONTACT_CORRECT,
        page="contact",
    )
    form = forms.AnswerReply(request.POST or None, initial={"version": row.version})
    tried = door.tried(
        request,
        form,
        lambda: actions.answer_reply(
            by=request.by,
            reply=row.pk,
            version=form.cleaned_data["version"],
            was_corrected=form.cleaned_data["was_corrected"] == "yes",
            answer=form.cleaned_data["answer"],
        ),
    )
    if tried.is_done:
        messages.success(request, _("They read your answer beside the note."))
        return redirect("support:contacts", participant=row.participant_id)
    context = {"reply": row, "person": row.participant, "form": form}
    return places.page(request, "support/answer_reply.html", context, status=tried.status)
