"""How the work is for a peer: their own pages, and what they show to somebody."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.measures import actions, forms, queries, rules


@access.needs(P.OWN_KEEP)
@never_cache
@require_GET
def own_work(request: access.Request) -> HttpResponse:
    """How is the work for me? What changed, what may help, and who is shown what."""
    found = queries.own_work(request.by)
    context = {
        "changes": found,
        "steps": rules.next_at_work(found.latest),
        "showings": queries.own_showings(request.by, now=clock.now()),
    }
    return render(request, "measures/own_work.html", context)


@access.needs(P.OWN_KEEP)
@never_cache
def answer_work(request: access.Request) -> HttpResponse:
    form = forms.WorkCheckin(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.answer_work(
            by=request.by,
            id=form.cleaned_data["id"],
            answers=form.answers(),
            words=form.cleaned_data["words"],
        ),
    )
    if tried.is_done:
        return redirect("measures:own_work")
    return render(request, "measures/answer_work.html", {"form": form}, status=tried.status)


@access.needs(P.OWN_KEEP)
@never_cache
def show_work(request: access.Request) -> HttpResponse:
    """Show somebody, or ask them for something."""
    days = [
        (row.pk, date_format(localtime(row.at), "DATETIME_FORMAT"))
        for row in queries.own_work(request.by).rows
    ]
    form = forms.ShowWork(
        request.POST or None,
        people=queries.who_may_be_shown(request.by, now=clock.now()),
        moments=days,
        initial={"moment": request.GET.get("of", ""), "asks": request.GET.getlist("ask")},
    )
    if request.GET.get("of"):
        form.initial["what"] = "moment"
    tried = door.tried(request, form, lambda: actions.show_work(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("They can read it now. You can take it back at any time."))
        return redirect("measures:own_work")
    return render(request, "measures/show_work.html", {"form": form}, status=tried.status)


@access.needs(P.OWN_KEEP)
@require_POST
def take_work_back(request: access.Request, showing: uuid.UUID) -> HttpResponse:
    actions.take_work_back(by=request.by, showing=showing)
    messages.success(request, _("Taken back. It is shown to them no longer."))
    return redirect("measures:own_work")


@access.needs(P.OWN_KEEP)
@never_cache
def let_go_of_moment(request: access.Request, moment: uuid.UUID) -> HttpResponse:
    """Delete this one? Asked on a page of its own: there is no way back."""
    if request.method != "POST":
        context = queries.own_moment(request.by, moment)
        return render(request, "measures/let_go_of_moment.html", context)
    actions.let_go_of_moment(by=request.by, moment=moment)
    messages.success(request, _("Deleted."))
    return redirect("measures:own_work")


@access.needs(P.OWN_KEEP)
@never_cache
def let_go_of_all(request: access.Request) -> HttpResponse:
    """Delete all that I keep of myself at work."""
    form = forms.LetGoOfAll(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.let_go_of_all(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("All of it is deleted."))
        return redirect("measures:own_work")
    return render(request, "measures/let_go.html", {"form": form}, status=tried.status)


@access.needs(P.WORK_SHOWN)
@never_cache
@require_GET
def shown_to_me(request: access.Request) -> HttpResponse:
    """What do colleagues show me?"""
    context = {"showings": queries.shown_to_me(request.by, now=clock.now())}
    return render(request, "measures/shown_to_me.html", context)


@access.needs(P.ACCOUNT_KEEP)
@never_cache
@require_GET
def shown(request: access.Request, showing: uuid.UUID) -> HttpResponse:
    """One thing that a colleague shows. To everybody else it is not there, whoever they are."""
    row = actions.read_shown(by=request.by, showing=showing)
    return render(request, "measures/shown.html", {"shown": queries.shown(row)})
