"""Are these one person, or two? Side by side, with a reason, undone within thirty days."""

import uuid
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.participants import actions as participants
from alongside.participants.models import Participant
from alongside.rights import actions, forms
from alongside.rights.queries import joining as reads


@access.needs(P.RECORD_JOIN)
@access.step_up
@never_cache
def join(request: access.Request, pk: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """What would come together: counts on both sides, and nothing of what was written."""
    both = (pk, other)
    form = forms.Join(request.POST or None, people=[(str(each), "") for each in both])

    def merge() -> None:
        said = form.cleaned_data
        kept = said["kept"] if said["kept"] in both else pk
        gone = other if kept == pk else pk
        actions.merge(by=request.by, id=said["id"], kept=kept, other=gone, reason=said["reason"])

    tried = door.tried(request, form, merge)
    if tried.is_done:
        messages.success(request, _("Put together. You can undo it for thirty days."))
        return redirect("rights:joinings")
    people = [_opened(request, each, "join") for each in both]
    zone = ZoneInfo(people[0].organisation.time_zone)
    named = [(str(one.pk), _called(one, zone)) for one in people]
    shown = forms.named(form, named) if form.is_bound else forms.Join(people=named)
    context = {"form": shown, "sides": reads.sides(*people)}
    return render(request, "rights/join.html", context, status=tried.status)


@access.needs(P.RECORD_JOIN)
@access.step_up
@never_cache
def split(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """What belongs to somebody else? Chosen row by row."""
    asked = [(each, "") for each in request.POST.getlist("rows")]
    form = forms.Split(request.POST or None, choices=asked)
    tried = door.tried(
        request,
        form,
        lambda: actions.split(by=request.by, participant=pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Taken apart. You can undo it for thirty days."))
        return redirect("participants:hand_words", pk=tried.result.other_id)
    person = _opened(request, pk, "split")
    zone = ZoneInfo(person.organisation.time_zone)
    choices = [(str(one.id), _row_called(one, zone)) for one in reads.choices(person)]
    shown = forms.chosen(form, choices) if form.is_bound else forms.Split(choices=choices)
    context = {"form": shown, "person": person, "choices": choices}
    return render(request, "rights/split.html", context, status=tried.status)


@access.needs(P.RECORD_JOIN)
@never_cache
def joinings(request: access.Request) -> HttpResponse:
    done, page = reads.joinings(request.by, page=request.GET.get("page", ""))
    return render(request, "rights/joinings.html", {"done": done, "page": page})


@access.needs(P.RECORD_JOIN)
@access.step_up
@require_POST
def undo_joining(request: access.Request, joining: uuid.UUID) -> HttpResponse:
    actions.undo_joining(by=request.by, joining=joining)
    messages.success(request, _("Undone. Everything is where it was."))
    return redirect("rights:joinings")


def _opened(request: access.Request, pk: uuid.UUID, page: str) -> Participant:
    return participants.look(by=request.by, participant=pk, permission=P.RECORD_JOIN, page=page)


def _called(person: Participant, zone: ZoneInfo) -> str:
    day = date_format(localtime(person.welcomed_at, zone), "DATE_FORMAT")
    return _("%(name)s, welcomed on %(day)s") % {"name": person, "day": day}


def _row_called(one: reads.Choice, zone: ZoneInfo) -> str:
    day = date_format(localtime(one.at, zone), "DATETIME_FORMAT") if one.at else "–"
    return f"{one.kind} · {day}"
