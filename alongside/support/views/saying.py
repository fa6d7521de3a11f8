"""What did they say of who walks with them, and of their goals?"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions as participants
from alongside.participants import models as records
from alongside.participants.views import saying
from alongside.support import actions, forms
from alongside.support.queries import saying as queries
from alongside.support.views import places


def _walking(request: access.Request, person: records.Participant) -> dict[str, Any]:
    return {"walking": queries.walking_with(request.by, person)}


def _asked(request: access.Request, person: records.Participant) -> dict[str, Any]:
    return {"walking": queries.walking_with(request.by, person, unanswered=True)}


say_missed = saying.at(
    saying.Door(
        gettext_lazy("Do they want to be missed?"),
        forms.SayMissed,
        actions.say_missed,
        begins=_walking,
    )
)
say_next = saying.at(
    saying.Door(
        gettext_lazy("Who may come when their peer leaves?"),
        forms.SayNext,
        actions.say_next,
        begins=_walking,
    )
)
say_stays = saying.at(
    saying.Door(
        gettext_lazy("Does the new peer stay?"), forms.SayStays, actions.say_stays, begins=_asked
    )
)


@access.needs(P.WISH_TELL)
def say_goal(request: access.Request, goal: uuid.UUID) -> HttpResponse:
    """What do they say became of it?"""
    whose = queries.whose_goal(request.by, goal)
    person = participants.look(
        by=request.by, participant=whose, permission=P.WISH_TELL, page=saying.PAGE
    )
    row = queries.goal(request.by, person, goal)
    form = forms.SayGoal(request.POST or None, initial={"state": row.state})
    tried = door.tried(
        request, form, lambda: actions.say_goal(by=request.by, goal=row.pk, **form.cleaned_data)
    )
    back = reverse("support:plan", args=[person.pk])
    if tried.is_done:
        messages.success(request, saying.WRITTEN)
        return redirect(back)
    title = _("What became of “%(goal)s”?") % {"goal": row.words}
    context = {"person": person, "form": form, "title": title, "back": back}
    return places.page(request, "participants/say.html", context, status=tried.status)
