"""Groups that belong to their members: begun, changed and opened by them."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids
from alongside.groups import actions, forms, queries
from alongside.groups.views import doors


@access.needs(P.GROUP_JOIN)
def begin(request: access.Request) -> HttpResponse:
    """Do you want to begin a group of your own?"""
    if not request.by.is_participant:  # whoever works here offers one instead
        return redirect("groups:begin_group")
    start = {"id": ids.new(), **queries.blank(request.by)}
    form = forms.Facts(
        request.POST or None,
        initial=start,
        is_own=True,
        is_new=True,
        sites=lambda: queries.sites(request.by),
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.begin_own(
            by=request.by,
            id=form.cleaned_data["id"],
            said=form.facts(),
            called=form.cleaned_data["called"],
        ),
    )
    if tried.is_done:
        return redirect("groups:group", form.cleaned_data["id"])
    return render(request, "groups/facts.html", {"form": form, "is_own": True}, status=tried.status)


@access.needs(P.GROUP_JOIN)
def ours(request: access.Request, group: uuid.UUID) -> HttpResponse:
    """What do we say of our group?"""
    found = queries.ours(request.by, group)
    form = forms.Facts(
        request.POST or None,
        initial={"id": found.pk, **queries.facts(found)},
        is_own=True,
        is_new=False,
        sites=lambda: queries.sites(request.by),
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.edit_own(
            by=request.by,
            group=group,
            version=form.cleaned_data["version"] or 0,
            said=form.facts(),
        ),
    )
    if tried.is_done:
        return redirect("groups:group", group)
    page = {"form": form, "is_own": True, "group": found}
    return render(request, "groups/facts.html", page, status=tried.status)


@access.needs(P.GROUP_JOIN)
@require_POST
def end_own(request: access.Request, group: uuid.UUID) -> HttpResponse:
    try:
        actions.end_own(by=request.by, group=group)
    except errors.Problem as problem:
        if problem.status != errors.Problem.status:
            raise
        messages.error(request, str(problem.happened))
        return redirect("groups:group", group)
    messages.success(request, _("The group has ended. Thank you for it."))
    return redirect("groups:groups")


@access.needs(P.GROUP_JOIN)
@require_POST
def let_in(request: access.Request, group: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    actions.let_in(
        by=request.by, group=group, member=member, welcome=doors.said_yes(request, "welcome"),
        answer=request.POST.get("answer", "")[:1000],
    )  # fmt: skip
    return redirect("groups:group", group)
