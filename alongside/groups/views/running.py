"""Running a group: what is said of it, dates that differ, who asks to come."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, ids
from alongside.groups import actions, forms, queries
from alongside.groups.views import doors


@access.needs(P.GROUP_OFFER)
def desk(request: access.Request) -> HttpResponse:
    """Which groups do we offer?"""
    words = doors.words(request)
    found = queries.to_run(request.by, words)
    page = {
        "found": Paginator(found, queries.GROUPS_ON_A_PAGE).get_page(request.GET.get("page", "")),
        "words": words,
        "is_cut": len(found) == queries.MOST_GROUPS,
        "hosted": queries.hosted_by_me(request.by),
        "own": queries.others_own(request.by, words),
        "offers": len([row for row in queries.offers_seen(request.by) if row.state == "offered"]),
    }
    return render(request, "groups/desk.html", page)


@access.needs(P.GROUP_OFFER)
def begin_group(request: access.Request) -> HttpResponse:
    """What kind of group do you want to offer?"""
    form = _facts(request, {"id": ids.new(), **queries.blank(request.by)}, is_new=True)
    tried = door.tried(
        request,
        form,
        lambda: actions.begin_group(by=request.by, id=form.cleaned_data["id"], said=form.facts()),
    )
    if tried.is_done:
        return redirect("groups:run", form.cleaned_data["id"])
    return render(
        request, "groups/facts.html", {"form": form, "is_own": False}, status=tried.status
    )


def _facts(request: access.Request, initial: dict[str, Any], *, is_new: bool) -> forms.Facts:
    return forms.Facts(
        request.POST or None,
        initial=initial,
        is_own=False,
        is_new=is_new,
        sites=lambda: queries.sites(request.by),
    )


@access.needs(P.GROUP_OFFER)
def run(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """How is this group? Names only of those who chose to be seen."""
    seen = queries.run(request.by, group)
    page = {
        "seen": seen,
        "group": seen.group,
        "hosts": queries.hosts(seen.group),
        "is_host": group in queries.hosted_by_me(request.by),
        "roll": queries.roll(request.by, seen.group),
        "lines": queries.places(request.by, seen.group, [each.on for each in seen.times]),
        "sessions": queries.sessions(seen.group),
    }
    return render(request, "groups/run.html", page)


@access.needs(P.GROUP_OFFER)
def edit_group(request: access.Request, group: uuid.UUID) -> HttpResponse:
    found = queries.run(request.by, group).group
    form = _facts(request, {"id": found.pk, **queries.facts(found)}, is_new=False)
    tried = door.tried(
        request,
        form,
        lambda: actions.edit_group(
            by=request.by,
            group=group,
            version=form.cleaned_data["version"] or 0,
            said=form.facts(),
        ),
    )
    if tried.is_done:
        return redirect("groups:run", group)
    page = {"form": form, "is_own": False, "group": found}
    return render(request, "groups/facts.html", page, status=tried.status)


@access.needs(P.GROUP_OFFER)
@require_POST
def end_group(request: access.Request, group: uuid.UUID) -> HttpResponse:
    actions.end_group(by=request.by, group=group)
    messages.success(request, _("The group has ended. What is written of it stays."))
    return redirect("groups:desk")


@access.needs(P.GROUP_OFFER)
@require_POST
def host(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """Take it on, or step out."""
    if doors.said_yes(request, "runs"):
        actions.take_on(by=request.by, group=group)
        return redirect("groups:run", group)
    actions.step_out(by=request.by, group=group)
    return redirect("groups:desk")


@access.needs(P.GROUP_OFFER)
def differs(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """Which date is not as usual?"""
    seen = queries.run(request.by, group)
    form = forms.Differs(request.POST or None, initial={"on": request.GET.get("on", "")})
    tried = door.tried(request, form, lambda: _differ(request, group, form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("Kept. Everybody who belongs to it reads it at once."))
        return redirect("groups:differs", group)
    return render(request, "groups/differs.html", {"seen": seen, "form": form}, status=tried.status)


def _differ(request: access.Request, group: uuid.UUID, said: dict[str, Any]) -> None:
    common = {"by": request.by, "group": group, "on": said["on"], "reason": said["reason"]}
    more = {name: said[name] for name in ("start_minute", "end_minute", "place")}
    if said["what"] == "off":
        actions.call_off(**common)
    elif said["what"] == "move":
        actions.move(**common, **more, to=said["to"])
    elif said["what"] == "more":
        actions.add_date(**common, **more)
    else:
        actions.pause_group(**common, until_on=said["to"])


@access.needs(P.GROUP_OFFER)
@require_POST
def undo_date(request: access.Request, group: uuid.UUID, date: uuid.UUID) -> HttpResponse:
    actions.undo_date(by=request.by, group=group, date=date)
    return redirect("groups:differs", group)


@access.needs(P.GROUP_OFFER)
def invite(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """Whom do you want to invite? People you walk with; their yes is theirs."""
    seen = queries.run(request.by, group)
    people = [(str(row.pk), str(row)) for row in queries.to_invite(request.by, seen.group)]
    form = forms.Invite(request.POST or None, people=people)
    tried = door.tried(
        request, form, lambda: actions.invite(by=request.by, group=group, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Invited. They answer on their own page."))
        return redirect("groups:run", group)
    page = {"seen": seen, "form": form, "people": people}
    return render(request, "groups/invite.html", page, status=tried.status)


@access.needs(P.GROUP_OFFER)
@require_POST
def answer(request: access.Request, group: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    actions.answer_request(
        by=request.by, group=group, member=member, welcome=doors.said_yes(request, "welcome"),
        answer=request.POST.get("answer", "")[:1000],
    )  # fmt: skip
    return redirect("groups:run", group)


@access.needs(P.GROUP_OFFER)
@access.step_up
def time_away(request: access.Request, group: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Why, and until when, should somebody stay away?"""
    seen = queries.run(request.by, group)
    entry = queries.entry(request.by, seen.group, member)
    form = forms.Away(request.POST or None)
    if request.method == "POST" and request.POST.get("do") == "end":
        actions.end_time_away(by=request.by, group=group, member=member)
        return redirect("groups:run", group)
    tried = door.tried(
        request,
        form,
        lambda: actions.time_away(by=request.by, group=group, member=member, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("groups:run", group)
    page = {"seen": seen, "entry": entry, "form": form}
    return render(request, "groups/time_away.html", page, status=tried.status)
