"""Who and what helps: people as they are called, and what the finder finds."""

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids
from alongside.directory import forms as finding
from alongside.participants import queries as people
from alongside.support import actions
from alongside.support.forms import plans as forms
from alongside.support.queries import open_goals
from alongside.support.queries import plans as queries
from alongside.support.views import plans


@access.needs(P.GOAL_SET)
def add_help(request: access.Request, participant: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    """Who helps with this? In words, or from the finder: nothing of the search is kept."""
    found = plans.look(request, participant)
    row = queries.goal(request.by, found.pk, goal)
    form = forms.Help(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.add_help(
            by=request.by, participant=found.pk, goal=goal, **form.cleaned_data
        ),
    )
    if tried.is_done:
        return plans.back(request, found.pk)
    seek = forms.Seek(request.GET)
    seek.is_valid()
    typed = {name: seek.cleaned_data.get(name, "") for name in ("what", "place")}
    asked = finding.Find({**typed, "when": "any"}).asked()
    context = {
        "form": form,
        "seek": seek,
        "goal": row,
        "hits": queries.sought(typed["what"], asked) if request.method == "GET" else [],
        "asked": any(typed.values()),
    }
    return plans.page(request, "support/add_help.html", found, context, tried.status)


@access.needs(P.GOAL_SET)
def keep_listing(
    request: access.Request, table: str, listing: uuid.UUID, participant: uuid.UUID | None = None
) -> HttpResponse:
    """Keep this in the plan? From the finder, or by the link on a listing's public page."""
    if participant is None and not request.by.is_participant:
        raise errors.Problem(
            _("You have no plan of your own here."),
            todo=_("Open the plan of somebody you walk with, and add there what helps."),
        )
    found = plans.look(request, participant or people.own(request.by).pk)
    shown = queries.listing(table, listing)
    if shown is None:
        raise errors.Missing(actions.helps.NO_LISTING)
    goals = [(str(row.pk), row.words) for row in open_goals(request.by, found.pk)]
    asked = {"goal": ids.parse(request.GET.get("goal", ""))}
    form = forms.Keep(request.POST or None, initial=asked, goals=goals)
    tried = door.tried(
        request,
        form,
        lambda: actions.keep_listing(
            by=request.by,
            participant=found.pk,
            table=table,
            listing=listing,
            **form.cleaned_data,
        ),
    )
    if tried.is_done:
        return plans.back(request, found.pk)
    context = {"form": form, "shown": shown}
    return plans.page(request, "support/keep_listing.html", found, context, tried.status)


@access.needs(P.GOAL_SET)
@require_POST
def let_go_help(request: access.Request, participant: uuid.UUID, help: uuid.UUID) -> HttpResponse:
    plans.look(request, participant)
    actions.let_go_help(by=request.by, help=help)
    return plans.back(request, participant)
