"""Which groups are there, and one's own way with each: coming, belonging, leaving, mending."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.groups import actions, forms, queries
from alongside.groups.views import doors


@access.needs(P.GROUP_JOIN)
def groups(request: access.Request) -> HttpResponse:
    """Which groups are there? One's own first."""
    words = doors.words(request)
    found = queries.whats_on(request.by, words)
    others = Paginator([each for each in found if not each.mine], queries.GROUPS_ON_A_PAGE)
    page = {
        "mine": [each for each in found if each.mine],
        "others": others.get_page(request.GET.get("page", "")),
        "own": queries.others_own(request.by, words),
        "words": words,
        "is_cut": len(found) == queries.MOST_GROUPS,
        "talks": queries.talks_for(request.by).exclude(state="done"),
        "runs": access.can(request.by, P.GROUP_OFFER),
    }
    return render(request, "groups/groups.html", page)


@access.needs(P.GROUP_JOIN)
def group(request: access.Request, group: uuid.UUID) -> HttpResponse:
    seen = queries.seen(request.by, group)
    found, on = seen.group, doors.said_day(request, "written")
    lines = queries.places(request.by, found, [each.on for each in seen.times])
    page = {
        "seen": seen,
        "group": found,
        "lines": lines,
        "sees_link": seen.sees_link or (seen.away is None and any(x.is_placed for x in lines)),
        "roll": queries.roll(request.by, found) if found.is_own and seen.belongs else None,
        "hosts": queries.hosts(found),
        "runs": queries.may_run(request.by, found),
        "wished": queries.wished_days(request.by, found),
        "to_add": queries.to_add(request.by, found, on) if on else [],
        "invited": forms.Invited() if seen.mine and seen.mine.state == "invited" else None,
    }
    return render(request, "groups/group.html", page)


@access.needs(P.GROUP_JOIN)
def join(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """Come in, or ask to."""
    found = queries.at_the_door(request.by, group)
    form = forms.Join(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.join(by=request.by, group=group, **form.cleaned_data)
    )
    if tried.is_done:
        return _back(group, reaches=not found.is_own)
    return render(request, "groups/join.html", {"group": found, "form": form}, status=tried.status)


def _back(group: uuid.UUID, *, reaches: bool = True) -> HttpResponse:
    return redirect("groups:group", group) if reaches else redirect("groups:groups")


@access.needs(P.GROUP_JOIN)
@require_POST
def answer_invitation(request: access.Request, group: uuid.UUID) -> HttpResponse:
    accept, form = doors.said_yes(request, "accept"), forms.Invited(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    actions.answer_invitation(by=request.by, group=group, accept=accept, **said)
    return _back(group) if accept else redirect("groups:groups")


@access.needs(P.GROUP_JOIN)
def membership(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """What am I called there, and what do I give?"""
    mine = queries.mine_in(request.by, group)
    start = {
        "version": mine.version,
        "called": mine.called,
        "is_seen": mine.is_seen,
        "gives": mine.gives,
        "missed_after_days": mine.missed_after_days or forms.NEVER,
    }
    form = forms.Membership(request.POST or None, initial=start)
    tried = door.tried(
        request,
        form,
        lambda: actions.settle_membership(by=request.by, group=group, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Kept."))
        return _back(group)
    page = {"seen": queries.seen(request.by, group), "form": form}
    return render(request, "groups/membership.html", page, status=tried.status)


@access.needs(P.GROUP_JOIN)
@require_POST
def pause(request: access.Request, group: uuid.UUID) -> HttpResponse:
    paused = doors.said_yes(request, "paused")
    actions.pause_membership(by=request.by, group=group, paused=paused)
    return _back(group)


@access.needs(P.GROUP_JOIN)
def leave(request: access.Request, group: uuid.UUID) -> HttpResponse:
    form = forms.Leave(request.POST or None)
    tried = door.tried(
        request, form, lambda: actions.leave(by=request.by, group=group, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("You have left. The door stays open for you."))
        return redirect("groups:groups")
    queries.mine_in(request.by, group)
    page = {"seen": queries.seen(request.by, group), "form": form}
    return render(request, "groups/leave.html", page, status=tried.status)


@access.needs(P.GROUP_JOIN)
def ask_talk(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """Were you hurt here? A talk with somebody you choose."""
    seen = queries.seen(request.by, group)
    mine = queries.mine_in(request.by, group)
    whom = [(str(each.id), each.name) for each in queries.listeners(request.by, seen.group)]
    form = forms.AskTalk(request.POST or None, listeners=whom, initial={"called": mine.called})
    tried = door.tried(
        request, form, lambda: actions.ask_talk(by=request.by, group=group, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Asked. Only the two of you know of it."))
        return _back(group)
    page = {"seen": seen, "form": form, "whom": whom}
    return render(request, "groups/ask_talk.html", page, status=tried.status)


@access.needs(P.GROUP_JOIN)
def talk(request: access.Request, talk: uuid.UUID) -> HttpResponse:
    row = queries.talk(request.by, talk)
    is_mine = queries.asked_it(request.by, row)
    start = {"version": row.version, "state": "done" if is_mine else row.state}
    form = forms.AnswerTalk(request.POST or None, initial=start)
    tried = door.tried(
        request, form, lambda: actions.answer_talk(by=request.by, talk=talk, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("groups:talk", talk)
    page = {"talk": row, "is_mine": is_mine, "form": form}
    return render(request, "groups/talk.html", page, status=tried.status)
