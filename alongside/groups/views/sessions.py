"""One time that a group met: a count without names, themes, and what people wished written."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids
from alongside.groups import actions, forms, models, queries
from alongside.groups.views import doors
from alongside.support.views import places


@access.needs(P.GROUP_OFFER)
def session(request: access.Request, group: uuid.UUID, on: str) -> HttpResponse:
    """How was it?"""
    seen = queries.run(request.by, group)
    day = queries.session(request.by, seen.group, doors.day(on))
    row = day.row
    start = {"version": row.version if row else 0}
    if row:
        start |= {n: getattr(row, n) for n in ("heads", "themes", "note", "next_steps")}
    form = forms.Session(request.POST or None, initial=start)
    named = _names_somebody(request, seen.group, form)
    tried: door.Tried[None] = (
        door.Tried(422)
        if named
        else door.tried(request, form, lambda: _keep(request, group, on, form))
    )
    if tried.is_done:
        messages.success(request, _("Kept."))
        return redirect("groups:run", group)
    page = {
        "seen": seen,
        "group": seen.group,
        "day": day,
        "on": doors.day(on),
        "form": form,
        "named": named,
        "people": queries.to_check_in(request.by, day),
        "id": ids.new(),
        "to_add": queries.to_add(request.by, seen.group, doors.day(on)),
        "logs": access.can(request.by, P.CONTACT_LOG),
    }
    return render(request, "groups/session.html", page, status=tried.status)


def _keep(request: access.Request, group: uuid.UUID, on: str, form: forms.Session) -> None:
    actions.keep_session(by=request.by, group=group, on=doors.day(on), **form.said())


def _names_somebody(request: access.Request, group: models.Group, form: forms.Session) -> bool:
    """Said once, before it is kept: whoever writes decides."""
    if not form.is_valid() or form.cleaned_data["sure"]:
        return False
    text = " ".join(form.cleaned_data[n] for n in ("themes", "note", "next_steps"))
    return queries.names_in_note(request.by, group, text)


@access.needs(P.GROUP_OFFER)
@require_POST
def show_code(request: access.Request, group: uuid.UUID, on: str) -> HttpResponse:
    try:
        actions.show_code(by=request.by, group=group, on=doors.day(on))
    except errors.Problem as problem:
        return _said(request, problem, group, on)
    return redirect("groups:session", group, on)


@access.needs(P.GROUP_OFFER)
@require_POST
def desk_check_in(request: access.Request, group: uuid.UUID, on: str) -> HttpResponse:
    """Somebody at the desk wishes to be checked in."""
    id = ids.parse(request.POST.get("id", "")) or ids.new()
    person = ids.parse(request.POST.get("participant", "")) or uuid.UUID(int=0)
    try:
        actions.check_in_at_desk(
            by=request.by, id=id, group=group, on=doors.day(on), participant=person
        )
    except errors.Problem as problem:
        return _said(request, problem, group, on)
    messages.success(request, _("Checked in. They can take it back on their own page."))
    return redirect("groups:session", group, on)


@access.needs(P.CONTACT_LOG)
@require_POST
def log(request: access.Request, group: uuid.UUID, on: str) -> HttpResponse:
    """Written down for those who wished it, by the peer they walk with."""
    try:
        many = actions.log_attenders(
            by=request.by,
            group=group,
            on=doors.day(on),
            kinds=["affiliational"],
            minutes=60,
            programme=places.programme_of(request),
        )
    except errors.Problem as problem:
        return _said(request, problem, group, on)
    said = ngettext(
        "Written down with %(many)s person.", "Written down with %(many)s people.", many
    )
    messages.success(request, said % {"many": many})
    return redirect(f"{reverse('groups:group', args=[group])}?written={doors.day(on)}")


def _said(
    request: access.Request, problem: errors.Problem, group: uuid.UUID, on: str
) -> HttpResponse:
    if problem.status != errors.Problem.status:
        raise problem
    messages.error(request, str(problem.happened))
    return redirect("groups:session", group, on)
