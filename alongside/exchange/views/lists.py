"""Where our listings come from: lists brought in, looked at, and applied after a yes."""

import uuid
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids
from alongside.exchange import actions, queries, readers
from alongside.exchange.forms import lists as forms

OPTIONS = ("fellowship", "pathway", "time_zone")
KEPT = ("name", "address", "licence", "reader", *OPTIONS, "every_hours", "is_paused",
        "holds_changes", "most_gone", "tell", "version")  # fmt: skip


@access.needs(P.DIRECTORY_IMPORT)
@require_GET
def sources(request: access.Request) -> HttpResponse:
    return render(request, "exchange/sources.html", {"found": queries.sources(request.by)})


@access.needs(P.DIRECTORY_IMPORT)
def bring(request: access.Request) -> HttpResponse:
    """A file or an address; what it would change is shown before anything is."""
    form = forms.Bring(
        request.POST or None, request.FILES or None, initial={"id": ids.new(), **_named(request)}
    )
    if request.method == "POST" and getattr(request, "is_too_large", False):
        form.add_error("file", forms.TOO_LARGE)
    tried = door.tried(request, form, lambda: _brought(request, form.cleaned_data))
    if tried.is_done:
        run = tried.result
        return redirect("exchange:run", run=run.pk)
    context = {"form": form, "readers": list(readers.READERS.values())}
    return render(request, "exchange/bring.html", context, status=tried.status)


def _named(request: access.Request) -> dict[str, Any]:
    """A newer file of a list that we know is called the same."""
    pk = request.GET.get("source", "")
    try:
        row, _runs = queries.source(request.by, uuid.UUID(pk))
    except (ValueError, errors.Missing):
        return {}
    return {"name": row.name, "licence": row.licence, "reader": row.reader} | {
        name: getattr(row, name) for name in OPTIONS
    }


def _brought(request: access.Request, said: dict[str, Any]) -> Any:
    return actions.bring(
        by=request.by,
        id=said["id"],
        name=said["name"],
        given=[(each.name or "list", each.read()) for each in said["file"]],
        address=said["address"],
        reader=said["reader"],
        licence=said["licence"],
        options=readers.Options(**{name: said[name] for name in OPTIONS}),
    )


@access.needs(P.DIRECTORY_IMPORT)
@require_GET
def run(request: access.Request, run: uuid.UUID) -> HttpResponse:
    """The report: what is new, changed field by field, held, gone, and what is odd."""
    said = {"fate": request.GET.get("show", ""), "page": request.GET.get("page", "")}
    found = queries.run(request.by, run, **said)
    answer = render(request, "exchange/run.html", {"found": found})
    if found.waits:
        answer["Refresh"] = "4"  # the worker is at it; the page has a link as well
    return answer


@access.needs(P.DIRECTORY_IMPORT)
@require_POST
def apply_run(request: access.Request, run: uuid.UUID) -> HttpResponse:
    actions.apply_run(by=request.by, run=run)
    return redirect("exchange:run", run=run)


@access.needs(P.DIRECTORY_IMPORT)
@require_POST
def let_go(request: access.Request, run: uuid.UUID) -> HttpResponse:
    actions.let_go(by=request.by, run=run)
    return redirect("exchange:sources")


@access.needs(P.DIRECTORY_IMPORT)
@require_GET
def report(request: access.Request, run: uuid.UUID) -> StreamingHttpResponse:
    """The whole report as a table, for a spreadsheet."""
    answer = StreamingHttpResponse(
        queries.report(request.by, run), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="report.csv"'
    return answer


@access.needs(P.DIRECTORY_IMPORT)
def source(request: access.Request, source: uuid.UUID) -> HttpResponse:
    """How a list is kept, and what became of it lately."""
    row, runs = queries.source(request.by, source)
    now = {name: getattr(row, name) for name in KEPT}
    form = forms.Source(request.POST or None, initial=now)
    tried = door.tried(
        request,
        form,
        lambda: actions.change_source(by=request.by, source=source, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("exchange:sources")
    context = {"form": form, "source": row, "runs": runs}
    return render(request, "exchange/source.html", context, status=tried.status)


@access.needs(P.DIRECTORY_IMPORT)
@require_POST
def read_again(request: access.Request, source: uuid.UUID) -> HttpResponse:
    id = ids.parse(request.POST.get("id", "")) or ids.new()
    found = actions.read_again(by=request.by, id=id, source=source)
    return redirect("exchange:run", run=found.pk)
