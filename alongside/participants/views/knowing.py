"""What am I called, what is good to know about me, how am I found again, and where am I now?
The participant's own pages, and the same together with whoever walks with them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.participants import actions, models, queries
from alongside.participants.forms import knowing as forms
from alongside.participants.queries import knowing as reads


@access.needs(P.GOAL_SET)
@never_cache
def called(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    person = _opened(request, participant, "called")
    start = {name: getattr(person, name) for name in ("alias", "known_name", "version")}
    form = forms.Called(request.POST or None, initial=start, own=request.by.is_participant)
    tried = door.tried(
        request,
        form,
        lambda: actions.be_called(by=request.by, participant=person.pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Kept. From now on it is so everywhere."))
        return _back(request, "participants:called", person)
    keys = request.by.is_participant and reads.has_other_keys(person)
    page = {"form": form, "has_other_keys": keys}
    return _page(request, "participants/called.html", person, page, tried.status)


@access.needs(P.ACCOUNT_HAVE)
@require_POST
def turn_in_key(request: access.Request) -> HttpResponse:
    actions.turn_in_key(by=request.by)
    messages.success(request, _("Your six words open nothing any more."))
    return redirect("participants:called")


@access.needs(P.ACCOUNT_HAVE)
@require_POST
def keep_one_key(request: access.Request) -> HttpResponse:
    actions.keep_one_key(by=request.by)
    messages.success(request, _("Only one set of words opens your record from now on."))
    return redirect("participants:called")


@access.needs(P.GOAL_SET)
@never_cache
def about(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    person = _opened(request, participant, "about")
    form = forms.Portrait(request.POST or None, initial=reads.portrait_start(person))
    tried = door.tried(
        request,
        form,
        lambda: _write_portrait(by=request.by, participant=person.pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Kept, in these words."))
        return _back(request, "participants:about", person)
    return _page(request, "participants/about.html", person, {"form": form}, tried.status)


def _write_portrait(**said: Any) -> models.Portrait:
    texts = {name: said.pop(name) for name in ("helps", "not_to_do", "own_words")}
    return actions.write_portrait(texts=texts, **said)


@access.needs(P.GOAL_SET)
@never_cache
def who(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    person = _opened(request, participant, "who")
    start = reads.who_start(request.by, person)
    form = forms.Who(request.POST or None, initial=start, is_own=request.by.is_participant)
    tried = door.tried(
        request,
        form,
        lambda: actions.say_who_i_am(
            by=request.by,
            participant=person.pk,
            id=form.cleaned_data["id"],
            version=form.cleaned_data["version"],
            texts=form.texts(),
            shows=form.shows(),
        ),
    )
    if tried.is_done:
        messages.success(request, _("Kept, in these words."))
        return _back(request, "participants:who", person)
    return _page(request, "participants/who.html", person, {"form": form}, tried.status)


# --- being found again -----------------------------------------------------------------------


@access.needs(P.GOAL_SET)
@never_cache
def find(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    person = _opened(request, participant, "find")
    form = forms.FindWay(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.say_way(by=request.by, participant=person.pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Kept for sixty days. Then it is erased, unless you renew it."))
        return _back(request, "participants:find", person)
    page = {"form": form, "ways": reads.ways(person, now=clock.now())}
    return _page(request, "participants/find_again.html", person, page, tried.status)


@access.needs(P.GOAL_SET)
@require_POST
def renew_way(request: access.Request, participant: uuid.UUID, way: uuid.UUID) -> HttpResponse:
    actions.renew_way(by=request.by, participant=participant, way=way)
    messages.success(request, _("Renewed for another sixty days."))
    return _to(request, "participants:find", participant)


@access.needs(P.GOAL_SET)
@require_POST
def drop_way(request: access.Request, participant: uuid.UUID, way: uuid.UUID) -> HttpResponse:
    actions.drop_way(by=request.by, participant=participant, way=way)
    messages.success(request, _("Erased, from this second."))
    return _to(request, "participants:find", participant)


@access.needs(P.CONTACT_LOG)
@require_POST
def looked_there(request: access.Request, participant: uuid.UUID, way: uuid.UUID) -> HttpResponse:
    actions.looked_there(by=request.by, participant=participant, way=way)
    messages.success(request, _("They can read that you looked for them there."))
    return _to(request, "participants:find", participant)


# --- where somebody is, and how close --------------------------------------------------------


@access.needs(P.GOAL_SET)
@never_cache
def status(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    person = _opened(request, participant, "status")
    place = reads.place(person)
    form = forms.Where(
        request.POST or None, initial={"where": place.now.where if place.now else ""}
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.be_at(by=request.by, participant=person.pk, **form.cleaned_data),
    )
    if tried.is_done:
        messages.success(request, _("Kept. It can be another any day."))
        return _back(request, "participants:status", person)
    near = [
        (
            one,
            forms.Close(
                initial={"how": one.own, "knew": one.row.knew if one.row else ""},
                auto_id=f"close-{one.peer_id}-%s",
            ),
        )
        for one in reads.near(request.by, person)
    ]
    page = {"form": form, "place": place, "near": near}
    return _page(request, "participants/status.html", person, page, tried.status)


@access.needs(P.GOAL_SET)
@require_POST
def say_closeness(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    said = {name: request.POST.get(name, "") for name in ("how", "knew")}
    peer = ids.parse(request.POST.get("peer", "")) or uuid.UUID(int=0)
    actions.say_closeness(by=request.by, participant=participant, peer=peer, **said)
    messages.success(request, _("Kept. It holds where you both say the same."))
    return _to(request, "participants:status", participant)


# --- what they have in common ----------------------------------------------------------------


def _opened(
    request: access.Request, participant: uuid.UUID | None, page: str
) -> models.Participant:
    """One's own record, or that of somebody one walks with: the look is written down."""
    whose = queries.own(request.by).pk if participant is None else participant
    return actions.look(by=request.by, participant=whose, permission=P.GOAL_SET, page=page)


def _page(
    request: access.Request,
    template: str,
    person: models.Participant,
    page: dict[str, Any],
    status: int,
) -> HttpResponse:
    context = {"person": person, "zone": person.organisation.time_zone, **page}
    return render(request, template, context, status=status)


def _back(request: access.Request, name: str, person: models.Participant) -> HttpResponse:
    return _to(request, name, person.pk)


def _to(request: access.Request, name: str, participant: uuid.UUID) -> HttpResponse:
    if request.by.is_participant:
        return redirect(name)
    return redirect(name, participant=participant)
