"""What do we ask people, and why? For whoever coordinates or manages."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.questions import actions
from alongside.questions.forms import answering, making
from alongside.questions.queries import making as queries
from alongside.questions.queries.sheets import One
from alongside.support.views import places


@access.needs(P.QUESTION_ASK)
def sheets(request: access.Request) -> HttpResponse:
    """What do we ask?"""
    return places.page(request, "questions/sheets.html", {"sheets": queries.sheets(request.by)})


@access.needs(P.QUESTION_ASK)
def begin_sheet(request: access.Request) -> HttpResponse:
    form = making.NewSheet(request.POST or None, **_around(request))
    tried = door.tried(
        request,
        form,
        lambda: actions.begin_sheet(
            by=request.by,
            id=form.cleaned_data["id"],
            about=form.cleaned_data["about"],
            **form.facts(),
        ),
    )
    if tried.is_done:
        return redirect("questions:sheet", tried.result.pk)
    return places.page(request, "questions/begin_sheet.html", {"form": form}, status=tried.status)


def _around(request: access.Request) -> dict[str, Any]:
    return {
        "programmes": queries.programmes(request.by),
        "one": queries.is_of_one_programme(request.by),
    }


@access.needs(P.QUESTION_ASK)
def sheet(request: access.Request, sheet: uuid.UUID) -> HttpResponse:
    """What is on it, and how does it stand?"""
    return _page(request, sheet)


def _page(
    request: access.Request, sheet: uuid.UUID, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"made": queries.made(request.by, sheet)} | more
    return places.page(request, "questions/sheet.html", context, status=status)


@access.needs(P.QUESTION_ASK)
def edit_sheet(request: access.Request, sheet: uuid.UUID) -> HttpResponse:
    found = queries.sheet(request.by, sheet)
    more = _around(request) | {"initial": making.named(found)}
    form = making.EditSheet(request.POST or None, **more)
    tried = door.tried(
        request,
        form,
        lambda: actions.edit_sheet(
            by=request.by, sheet=sheet, version=form.cleaned_data["version"], **form.facts()
        ),
    )
    if tried.is_done:
        messages.success(request, _("Kept."))
        return redirect("questions:sheet", sheet)
    if tried.is_stale:
        form.data = places.renewed(request.POST, version=found.version)
    context = {"form": form, "sheet": found, "is_stale": tried.is_stale}
    return places.page(request, "questions/edit_sheet.html", context, status=tried.status)


@access.needs(P.QUESTION_ASK)
def add_question(request: access.Request, sheet: uuid.UUID) -> HttpResponse:
    """What do you want to know, and why?"""
    found = queries.sheet(request.by, sheet)
    form = making.Question(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.add_question(
            by=request.by, id=form.cleaned_data["id"], sheet=sheet, asked=form.asked()
        ),
    )
    if tried.is_done:
        return redirect("questions:sheet", sheet)
    context = {"form": form, "sheet": found}
    return places.page(request, "questions/question.html", context, status=tried.status)


@access.needs(P.QUESTION_ASK)
def change_question(request: access.Request, question: uuid.UUID) -> HttpResponse:
    """How is it better asked?"""
    found = queries.question(request.by, question)
    form = making.Question(request.POST or None, initial=making.as_it_is(found))
    tried = door.tried(
        request,
        form,
        lambda: actions.change_question(
            by=request.by, id=form.cleaned_data["id"], question=question, asked=form.asked()
        ),
    )
    if tried.is_done:
        return redirect("questions:sheet", found.sheet_id)
    context = {"form": form, "sheet": found.sheet, "question": found, "is_stale": tried.is_stale}
    return places.page(request, "questions/question.html", context, status=tried.status)


@access.needs(P.QUESTION_ASK)
@require_POST
def move_question(request: access.Request, question: uuid.UUID) -> HttpResponse:
    found, form = queries.question(request.by, question), making.Move(request.POST)
    tried = door.tried(
        request,
        form,
        lambda: actions.move_question(by=request.by, question=question, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("questions:sheet", found.sheet_id)
    return _page(request, found.sheet_id, status=tried.status, wrong=form)


@access.needs(P.QUESTION_ASK)
@require_POST
def end_question(request: access.Request, question: uuid.UUID) -> HttpResponse:
    row = actions.end_question(by=request.by, question=question)
    messages.success(request, _("It is asked no more. What was answered stays for its time."))
    return redirect("questions:sheet", row.sheet_id)


@access.needs(P.QUESTION_ASK)
@require_POST
def begin_asking(request: access.Request, sheet: uuid.UUID) -> HttpResponse:
    actions.begin_asking(by=request.by, sheet=sheet)
    messages.success(request, _("From now on it is asked."))
    return redirect("questions:sheet", sheet)


@access.needs(P.QUESTION_ASK)
@require_POST
def end_sheet(request: access.Request, sheet: uuid.UUID) -> HttpResponse:
    actions.end_sheet(by=request.by, sheet=sheet)
    messages.success(request, _("Nobody is asked any more. What was answered stays for its time."))
    return redirect("questions:sheets")


@access.needs(P.QUESTION_ASK)
def preview(request: access.Request, sheet: uuid.UUID) -> HttpResponse:
    """How does it look for whoever answers? Nothing is kept of it."""
    found = queries.sheet(request.by, sheet)
    ones = [One(question) for question in queries.live(request.by, sheet)]
    form = answering.Answers(ones=ones)
    context = {"sheet": found, "form": form}
    return places.page(request, "questions/preview.html", context)
