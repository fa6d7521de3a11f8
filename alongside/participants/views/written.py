"""The worker's side: what somebody signed on paper or said aloud, who asks about them, who may
sign for them, and what was told in an emergency."""

import uuid
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, ids
from alongside.participants import actions, models
from alongside.participants.forms import agreeing as shapes
from alongside.participants.queries import agreeing
from alongside.participants.rules import agreeing as rules
from alongside.participants.rules import regimes

PAGE = "agreements"  # as looks name it


@access.needs(P.CONSENT_HEAR)
@never_cache
def agreements(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What do they agree to? And one tap for what they say aloud."""
    person = _opened(request, participant, P.CONSENT_HEAR)
    page = {
        "parties": agreeing.parties(person),
        "askings": agreeing.askings(person),
        "law": agreeing.law(person),
        "may_write": access.can(request.by, P.CONSENT_WRITE),
        "may_tell": access.can(request.by, P.EMERGENCY_TELL),
    }
    return _render(request, "participants/agreements.html", person, page)


@access.needs(P.CONSENT_HEAR)
@require_POST
def hear_withdrawal(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """They said it aloud: one agreement, or all of them."""
    said = request.POST.get("consent", "")
    consent = None if said == "all" else ids.parse(said) or uuid.UUID(int=0)
    actions.hear_withdrawal(by=request.by, participant=participant, consent=consent)
    messages.success(request, _("Taken back, from this second. They read that you heard it."))
    return redirect("participants:agreements", participant=participant)


@access.needs(P.CONSENT_HEAR)
@require_POST
def say_ended(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """The study, or the matter before the court, is over: so is the agreement."""
    consent = ids.parse(request.POST.get("consent", "")) or uuid.UUID(int=0)
    actions.say_ended(by=request.by, participant=participant, consent=consent)
    messages.success(request, _("It has ended. Nothing leaves under it any more."))
    return redirect("participants:agreements", participant=participant)


@access.needs(P.CONSENT_WRITE)
@never_cache
def write_down(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What did they sign, or say yes to?"""
    person = _opened(request, participant, P.CONSENT_WRITE)
    law = agreeing.law(person)
    if law is None:
        return _render(request, "participants/no_law.html", person, {})
    stands = agreeing.representatives(person)
    start = {"id": ids.new(), "until": "90", "signed_name": person.alias}
    form = shapes.WriteDown(
        request.POST or None,
        request.FILES or None,
        initial=start,
        law=law,
        representatives=[row for row in stands if row.refused_at is None],
    )
    tried = door.tried(request, form, lambda: _write(request, person, form, law))
    if tried.is_done:
        return redirect("participants:agreements", participant=person.pk)
    page = {"form": form, "law": law, "heard": agreeing.heard(person)}
    return _render(request, "participants/write_down.html", person, page, status=tried.status)


def _write(
    request: access.Request,
    person: models.Participant,
    form: shapes.WriteDown,
    law: regimes.Regime,
) -> None:
    said = form.cleaned_data
    kind = law.kind_for(said["purpose"], tuple(said["categories"])) or regimes.SHARED
    with timezone.override(person.organisation.time_zone):
        actions.write_down(
            by=request.by,
            id=said["id"],
            participant=person.pk,
            yes=form.yes(statements=rules.heard(law, kind), language=get_language() or "en"),
            way=said["way"],
            pictures=said["scans"],
            representative=form.stands(),
            given_at=form.at(),
        )


@access.needs(P.CONSENT_WRITE)
@never_cache
def ask_about(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """Who asks about them? They answer; the asker is told the same whatever they say."""
    person = _opened(request, participant, P.CONSENT_WRITE)
    law = agreeing.law(person)
    if law is None:
        return _render(request, "participants/no_law.html", person, {})
    form = shapes.Asking(request.POST or None, initial={"id": ids.new()}, law=law)
    tried = door.tried(
        request,
        form,
        lambda: actions.ask_about(by=request.by, participant=person.pk, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("participants:agreements", participant=person.pk)
    page = {"form": form}
    return _render(request, "participants/ask_about.html", person, page, status=tried.status)


@access.needs(P.CONSENT_HEAR)
@never_cache
def nothing(request: access.Request) -> HttpResponse:
    """What everybody who asks is given, about anybody, known to us or not."""
    return render(request, "participants/nothing.html")


@access.needs(P.EMERGENCY_TELL)
@never_cache
def emergency(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """What was told to save a life?"""
    person = _opened(request, participant, P.EMERGENCY_TELL)
    form = shapes.Emergency(request.POST or None, initial={"id": ids.new()})

    def tell() -> None:
        said = form.cleaned_data
        facts = {
            "facility": said["facility"],
            "nature": said["nature"],
            "no-consent": said["no_consent"],
            "told": said["told"],
        }
        actions.tell_emergency(
            by=request.by,
            id=said["id"],
            participant=person.pk,
            recipient=said["recipient"],
            facts=facts,
        )

    tried = door.tried(request, form, tell)
    if tried.is_done:
        messages.success(request, _("Written down. They read it first when they come back."))
        return redirect("participants:agreements", participant=person.pk)
    page = {"form": form, "law": agreeing.law(person)}
    return _render(request, "participants/emergency.html", person, page, status=tried.status)


@access.needs(P.CONSENT_WRITE)
@never_cache
def representatives(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """Who may sign for them? Nobody, unless a paper says so."""
    person = _opened(request, participant, P.CONSENT_WRITE)
    law = agreeing.law(person)
    if law is None:
        return _render(request, "participants/no_law.html", person, {})
    form = shapes.Representative(request.POST or None, initial={"id": ids.new()}, law=law)

    def stand_in() -> None:
        said = dict(form.cleaned_data)
        until = said.pop("until_on")
        end = timezone.make_aware(datetime.combine(until, time.max)) if until else None
        actions.stand_in(by=request.by, participant=person.pk, until_at=end, **said)

    tried = door.tried(request, form, stand_in)
    if tried.is_done:
        return redirect("participants:representatives", participant=person.pk)
    page = {"form": form, "representatives": agreeing.representatives(person)}
    return _render(request, "participants/representatives.html", person, page, status=tried.status)


@access.needs(P.CONSENT_HEAR)
@require_POST
def refuse_representative(
    request: access.Request, participant: uuid.UUID, pk: uuid.UUID
) -> HttpResponse:
    """They may sign no more; what they signed holds no more."""
    actions.refuse_representative(
        by=request.by,
        participant=participant,
        representative=pk,
        why=request.POST.get("why", "")[:1000],
    )
    if access.can(request.by, P.CONSENT_WRITE):
        return redirect("participants:representatives", participant=participant)
    return redirect("participants:agreements", participant=participant)


def _opened(request: access.Request, participant: uuid.UUID, permission: P) -> models.Participant:
    return actions.look(by=request.by, participant=participant, permission=permission, page=PAGE)


def _render(
    request: access.Request,
    template: str,
    person: models.Participant,
    page: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    with timezone.override(person.organisation.time_zone):
        return render(request, template, {"person": person, **page}, status=status)
