"""At the bedside: one minute, three answers. And the card that somebody keeps."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.followups import actions, forms, models, queries
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.rules import RECORDED
from alongside.support.views import places


@access.needs(P.FIELD_WORK)
@never_cache
@sensitive_variables("offered")
def offer(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """May a peer be in touch?"""
    found = _opened(request, participant)
    going_on = queries.of(request.by, found.pk) if found is not None else None
    if going_on is not None and request.method != "POST":
        return redirect("followups:followup", followup=going_on.pk)
    zone = places.zone_of(request)
    form = _form(request, found, zone)
    tried = door.tried(request, form, lambda: _offered(request, form, participant))
    if tried.is_done:
        return tried.result
    recorded = found is None or people.has_agreed(found, kind=RECORDED)
    context = {
        "form": form,
        "person": found,
        "recorded": recorded,
        "may_talk": access.can(request.by, P.CONTACT_LOG),
    }
    return places.page(request, "followups/offer.html", context, zone=zone, status=tried.status)


def _opened(request: access.Request, participant: uuid.UUID | None) -> Participant | None:
    if participant is None:
        return None
    return participants.look(
        by=request.by, participant=participant, permission=P.FIELD_WORK, page="follow-up"
    )


def _form(request: access.Request, found: Participant | None, zone: str) -> forms.Offer:
    more: dict[str, Any] = {}
    if request.method != "POST":
        whom, where = request.GET.get("whom", ""), request.GET.get("where", "")
        more["initial"] = {
            "overdose": ids.parse(request.GET.get("overdose", "")),
            "language": found.language if found else request.LANGUAGE_CODE,
            "whom": whom if whom in models.FollowUp.Whom.values else "self",
            "where": where if where in models.FollowUp.Where.values else "emergency",
        }
    return forms.Offer(request.POST or None, zone=zone, is_known=found is not None, **more)


def _offered(
    request: access.Request, form: forms.Offer, participant: uuid.UUID | None
) -> HttpResponse:
    said = form.cleaned_data
    offered = actions.offer(
        by=request.by,
        participant=participant,
        yes=form.yes() if said["answer"] == "yes" else None,
        **{name: said[name] for name in ("id", "answer", "where", "whom", "overdose")},
        they_came=said["they_came"],
        language=said["language"],
        happened_at=said["happened_at"],
    )
    if offered.words:
        return _card(request, offered.row, offered.words)
    if said["answer"] == "no":
        messages.success(request, _("Nobody asks them again, unless they come themselves."))
        return redirect("followups:followups")
    return redirect("followups:followup", followup=offered.row.pk)


def _card(request: access.Request, row: models.FollowUp, words: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("followups:card"))
    context = {"row": row, "words": words.split(), "address": address, "now": clock.now()}
    return places.page(request, "followups/made_card.html", context)


@access.needs(P.FIELD_WORK)
@never_cache
@require_POST
@sensitive_variables("words")
def make_card(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    """Six new words, shown in this answer only."""
    words = actions.make_card(by=request.by, followup=followup)
    return _card(request, queries.page(request.by, followup, now=clock.now()).row, words)


@access.needs(P.FIELD_WORK)
def accept(request: access.Request, followup: uuid.UUID) -> HttpResponse:
    """They hold a card and say yes now: how, and by whom?"""
    one = queries.page(request.by, followup, now=clock.now())
    form = forms.Yes(request.POST or None, initial={"language": one.row.language})
    tried = door.tried(
        request, form, lambda: actions.accept(by=request.by, followup=followup, yes=form.yes())
    )
    if tried.is_done:
        return redirect("followups:followup", followup=followup)
    return places.page(
        request, "followups/accept.html", {"one": one, "form": form}, status=tried.status
    )
