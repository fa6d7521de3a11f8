"""A talk along a guide: on the screen step by step, on paper, and looked back at later."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.support import actions, models
from alongside.support.forms import talks as forms
from alongside.support.queries import talks as queries
from alongside.support.views import places


@access.needs(P.CONTACT_LOG)
def talks(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """Which talk could help now?"""
    found = _opened(request, participant)
    now, language = clock.now(), _language()
    had = queries.talks_with(request.by, found.pk, language, now=now) if found else []
    context = {
        "person": found,
        "guides": queries.guides(language),
        "had": had,
        "waiting": [] if found else queries.to_look_back(request.by, language, now=now),
    }
    return places.page(request, "support/talks.html", context)


@access.needs(P.CONTACT_LOG)
def talk(
    request: access.Request, protocol: str, participant: uuid.UUID | None = None
) -> HttpResponse:
    """What do you say first?"""
    guide = queries.guide(protocol, _language())
    found = _opened(request, participant)
    recorded = found is None or people.has_agreed(found, kind=RECORDED)
    zone = places.zone_of(request)
    form = _form(request, guide, zone, is_known=found is not None)
    tried = door.tried(
        request,
        form,
        lambda: actions.log_talk(
            by=request.by, protocol=protocol, participant=participant, **form.cleaned_data
        ),
    )
    if tried.is_done:
        return _after(request, tried.result)
    steps = [(n, step, _bound(form, step)) for n, step in enumerate(guide.steps, 1)]
    context = {"person": found, "guide": guide, "steps": steps, "form": form, "recorded": recorded}
    return places.page(request, "support/talk.html", context, zone=zone, status=tried.status)


def _form(
    request: access.Request, guide: queries.Guide, zone: str, *, is_known: bool
) -> forms.Talk:
    more: dict[str, Any] = {}
    if request.method != "POST":
        asked = request.GET.get("setting", "")
        more["initial"] = {
            "minutes": guide.minutes,
            "setting": asked if asked in models.Setting.values else models.Setting.CENTRE,
            "follow_up": ids.parse(request.GET.get("follow_up", "")),
        }
    steps = guide.steps if is_known else []
    return forms.Talk(request.POST or None, steps=steps, zone=zone, is_known=is_known, **more)


def _bound(form: forms.Talk, step: queries.Step) -> Any:
    return form[step.name] if step.name in form.fields else None


def _after(request: access.Request, row: models.Talk) -> HttpResponse:
    if row.participant_id is None:
        return redirect(f"{reverse('homes:today')}?work={row.pk}")
    messages.success(request, _("The talk is written down, also as a time together."))
    return redirect("support:talks", participant=row.participant_id)


@access.needs(P.CONTACT_LOG)
def talk_paper(request: access.Request, protocol: str) -> HttpResponse:
    """How does it go without a screen? Nobody's name is on it."""
    guide = queries.guide(protocol, _language())
    context = {"guide": guide, "steps": list(enumerate(guide.steps, 1))}
    return places.page(request, "support/talk_paper.html", context)


@access.needs(P.CONTACT_LOG)
def look_back(request: access.Request, talk: uuid.UUID) -> HttpResponse:
    """How did it go?"""
    one = queries.had(request.by, talk, _language(), now=clock.now())
    found = _opened(request, one.row.participant_id)
    as_it_is = {"version": one.row.version, "came_of": one.row.came_of}
    form = forms.LookBack(request.POST or None, initial=as_it_is)
    tried = door.tried(
        request, form, lambda: actions.look_back(by=request.by, talk=talk, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Written down, as they say it."))
        return redirect("support:talks", participant=one.row.participant_id)
    if tried.is_stale:
        form.data = places.renewed(request.POST, version=one.row.version)
    context = {"person": found, "one": one, "form": form}
    return places.page(request, "support/look_back.html", context, status=tried.status)


def _opened(request: access.Request, participant: uuid.UUID | None) -> Participant | None:
    """Before anything of theirs is read."""
    if participant is None:
        return None
    return participants.look(
        by=request.by, participant=participant, permission=P.CONTACT_LOG, page="talks"
    )


def _language() -> str:
    return get_language() or "en"
