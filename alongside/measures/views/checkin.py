"""The check-in, and what has changed."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, errors
from alongside.measures import actions, forms, queries, rules
from alongside.participants import actions as participants
from alongside.participants import queries as people


@access.needs(P.CHECKIN_ANSWER)
def checkin(request: access.Request) -> HttpResponse:
    """Ask; keep what was said, or say plainly that it is not kept."""
    person = people.own(request.by)
    form = forms.Checkin(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.answer(
            by=request.by,
            id=form.cleaned_data["id"],
            participant=person.pk,
            answers=form.answers(),
            words=form.cleaned_data["words"],
        ),
    )
    if tried.is_done:
        return redirect("measures:checkins")
    if isinstance(tried.problem, errors.Gone):  # they have not agreed to being written down
        steps = rules.next_steps(form.answers())
        return render(request, "measures/not_kept.html", {"steps": steps})
    is_kept = people.has_agreed(person, kind="recorded")
    return render(
        request, "measures/checkin.html", {"form": form, "is_kept": is_kept}, status=tried.status
    )


@access.needs(P.CHECKIN_READ)
def checkins(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """What has changed: one's own, or that of somebody one walks with."""
    of = participant or people.own(request.by).pk
    person = participants.look(
        by=request.by, participant=of, permission=P.CHECKIN_READ, page="check-ins"
    )
    found = queries.changes(request.by, person.pk)
    return render(
        request,
        "measures/checkins.html",
        {
            "person": person,
            "is_own": request.by.is_participant,
            "changes": found,
            "steps": rules.next_steps(found.latest),
        },
    )
