"""Bring your people: a file, its columns, what would become of each row, yes, and undo. And out."""

import uuid
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids
from alongside.exchange import actions
from alongside.exchange.forms import people as forms
from alongside.exchange.forms.lists import TOO_LARGE
from alongside.exchange.people import sample, shapes
from alongside.exchange.queries import people as queries
from alongside.participants.queries import walls


@access.needs(P.PEOPLE_BRING)
@access.step_up
def people(request: access.Request) -> HttpResponse:
    """What was brought so far, and a place for the next file."""
    initial = {"id": ids.new()}
    form = forms.Bring(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and getattr(request, "is_too_large", False):
        form.add_error("file", TOO_LARGE)
    tried = door.tried(
        request,
        form,
        lambda: actions.bring_people(
            by=request.by,
            id=form.cleaned_data["id"],
            given=[(each.name or "file", each.read()) for each in form.cleaned_data["file"]],
        ),
    )
    if tried.is_done:
        return redirect("exchange:columns", run=tried.result.pk)
    context = {
        "form": form,
        "found": queries.bringings(request.by),
        "kinds": list(shapes.KIND.values()),
    }
    return render(request, "exchange/people.html", context, status=tried.status)


@access.needs(P.PEOPLE_BRING)
@require_GET
def invented_people(request: access.Request) -> HttpResponse:
    """To try it with: nobody in it is anybody."""
    answer = HttpResponse(sample.packed(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{sample.NAME}"'
    return answer


@access.needs(P.PEOPLE_BRING)
@access.step_up
def columns(request: access.Request, run: uuid.UUID) -> HttpResponse:
    """What is in which column? Guessed, to be corrected."""
    row = queries.bringing(request.by, run)
    if row.state not in ("columns", "shown", "failed"):
        return redirect("exchange:people_run", run=run)
    said = [(kind, fields) for kind, fields in row.choices["tables"]]
    initial = {name: row.choices.get(name, "") for name in ("order", "likely", "kinds")}
    form = forms.Columns(request.POST or None, tables=row.tables, said=said, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.was_turned:
            form = _turned(form, said, row.tables)
        else:
            try:
                _mapped(request, run, form)
                return redirect("exchange:people_run", run=run)
            except errors.Problem as problem:
                status = errors.onto(form, problem)
    trouble = queries.TROUBLE.get(row.trouble, "")
    context = {"form": form, "run": row, "trouble": trouble}
    return render(request, "exchange/columns.html", context, status=status)


def _turned(form: Any, said: Any, tables: Any) -> forms.Columns:
    """Drawn anew, with everything else as it was."""
    before = [(form.cleaned_data[f"was-{at}"], ()) for at in range(len(tables))]
    chosen = forms.guessed(form.chosen, before, tables)
    initial = {name: form.cleaned_data[name] for name in ("order", "likely", "kinds")}
    return forms.Columns(tables=tables, said=chosen, initial=initial)


def _mapped(request: access.Request, run: uuid.UUID, form: forms.Columns) -> None:
    said = form.cleaned_data
    actions.map_people(
        by=request.by,
        bringing=run,
        tables=form.chosen,
        order=said["order"],
        likely=said["likely"],
        kinds=said["kinds"],
    )


@access.needs(P.PEOPLE_BRING)
@access.step_up
@require_GET
def people_run(request: access.Request, run: uuid.UUID) -> HttpResponse:
    """What would become of each row, or what became of it."""
    asked = {"fate": request.GET.get("show", ""), "page": request.GET.get("page", "")}
    found = queries.report_page(request.by, run, **asked)
    if found.run.state == "columns":
        return redirect("exchange:columns", run=run)
    context = {"found": found, "fates": list(queries.FATES.values())}
    answer = render(request, "exchange/people_run.html", context)
    if found.waits:
        answer["Refresh"] = "4"  # the worker is at it; the page has a link as well
    return answer


@access.needs(P.PEOPLE_BRING)
@access.step_up
@require_POST
def apply_people(request: access.Request, run: uuid.UUID) -> HttpResponse:
    actions.apply_people(by=request.by, bringing=run)
    return redirect("exchange:people_run", run=run)


@access.needs(P.PEOPLE_BRING)
@access.step_up
@require_POST
def undo_people(request: access.Request, run: uuid.UUID) -> HttpResponse:
    actions.undo_people(by=request.by, bringing=run)
    return redirect("exchange:people_run", run=run)


@access.needs(P.PEOPLE_BRING)
@require_POST
def let_people_go(request: access.Request, run: uuid.UUID) -> HttpResponse:
    actions.let_people_go(by=request.by, bringing=run)
    return redirect("exchange:people")


@access.needs(P.PEOPLE_BRING)
@access.step_up
@require_GET
def people_report(request: access.Request, run: uuid.UUID) -> StreamingHttpResponse:
    """The whole report as a table, for a spreadsheet."""
    lines = queries.report(request.by, run)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="report.csv"'
    return answer


@access.needs(P.PEOPLE_BRING)
def takings(request: access.Request) -> HttpResponse:
    """Everything out: asked here, allowed by the privacy lead."""
    form = forms.Take(request.POST or None, initial={"id": ids.new()})
    tried = door.tried(
        request, form, lambda: actions.ask_taking(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("exchange:takings")
    context = {
        "form": form,
        "found": queries.takings(request.by),
        "silent": walls.silent_about_exports(request.by),
    }
    return render(request, "exchange/takings.html", context, status=tried.status)


@access.needs(P.RIGHTS_KEEP)
@require_GET
def taking_wishes(request: access.Request) -> HttpResponse:
    """Who wishes to take everything out, for whoever says yes or no."""
    context = {"found": queries.takings(request.by)}
    return render(request, "exchange/taking_wishes.html", context)


@access.needs(P.RIGHTS_KEEP)
@access.step_up
@require_POST
def answer_taking(request: access.Request, taking: uuid.UUID) -> HttpResponse:
    allow = request.POST.get("answer") == "yes"
    actions.answer_taking(by=request.by, taking=taking, allow=allow)
    return redirect("exchange:taking_wishes")


@access.needs(P.PEOPLE_BRING)
@access.step_up
@require_GET
def take_people(request: access.Request, taking: uuid.UUID) -> StreamingHttpResponse:
    """The file, written while it is sent; nothing of it is kept here."""
    parts = actions.take_people(by=request.by, taking=taking)
    answer = StreamingHttpResponse(parts, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="people.zip"'
    return answer
