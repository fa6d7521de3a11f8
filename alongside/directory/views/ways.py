"""Which kinds of meetings and which fellowships there are: for those who bring in lists."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.directory.actions import fellowships as actions
from alongside.directory.forms import ways as forms
from alongside.directory.models import labels
from alongside.directory.queries import ways as queries
from alongside.directory.rules import changes as rules

Request = access.Request


@access.needs(P.DIRECTORY_IMPORT)
def fellowships(request: Request) -> HttpResponse:
    """Which fellowships do we know?"""
    return render(request, "directory/fellowships.html", {"ways": queries.ways()})


@access.needs(P.DIRECTORY_IMPORT)
def pathway(request: Request, pathway: str = "") -> HttpResponse:
    """What is this kind of meeting called? Without a slug: a new one."""
    row = queries.pathway(pathway) if pathway else None
    now = {"name": row.name, "names": row.names, "is_listed": row.is_listed} if row else {}
    names = {field: row.names.get(code, "") for code, field in forms.NAMES.items()} if row else {}
    ships = str(labels.PATHWAYS.get(pathway, ""))
    form = forms.Pathway(
        request.POST or None,
        initial=now | names | {"seen": rules.mark_of(now) if row else ""},
        ships=ships,
        is_new=row is None,
    )

    def keep(said: dict[str, Any]) -> None:
        actions.keep_pathway(by=request.by, slug=pathway or said["name"], **form.said())

    called = queries.name_of(row) if row else ""
    return _kept(request, form, keep, {"called": called, "template": "directory/pathway.html"})


@access.needs(P.DIRECTORY_IMPORT)
def fellowship(request: Request, fellowship: str = "") -> HttpResponse:
    """What is this fellowship called, and how do lists write it? Without a slug: a new one."""
    row = queries.fellowship(fellowship) if fellowship else None
    now = {"pathway_id": row.pathway_id, "name": row.name, "short": row.short} if row else {}
    known = labels.FELLOWSHIPS.get(fellowship)
    form = forms.Fellowship(
        request.POST or None,
        initial={
            **now,
            "pathway": row.pathway_id if row else request.GET.get("pathway", ""),
            "seen": rules.mark_of(now) if row else "",
        },
        ships=str(known[0]) if known else "",
        is_new=row is None,
    )

    def keep(said: dict[str, Any]) -> None:
        actions.keep_fellowship(by=request.by, slug=fellowship or said["name"], **form.said())

    context = {
        "called": queries.fellowship_name(row) if row else "",
        "spellings": queries.spellings(row) if row else [],
        "template": "directory/fellowship.html",
    }
    return _kept(request, form, keep, context)


def _kept(request: Request, form: Any, keep: Any, context: dict[str, Any]) -> HttpResponse:
    tried = door.tried(request, form, lambda: keep(dict(form.cleaned_data)))
    if tried.is_done:
        return redirect("directory:fellowships")
    return render(request, context.pop("template"), {**context, "form": form}, status=tried.status)
