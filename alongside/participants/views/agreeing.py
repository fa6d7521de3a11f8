"""Who may be told something: agreeing to it, reading it again, printing what may leave, and the
account of what left."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors, ids
from alongside.participants import actions, models, queries
from alongside.participants.forms import agreeing as shapes
from alongside.participants.queries import agreeing, contents
from alongside.participants.rules import agreeing as rules
from alongside.participants.rules import leaving, regimes


@access.needs(P.CONSENT_GIVE)
@never_cache
def share(request: access.Request) -> HttpResponse:
    """Say who may be told what; read exactly what would leave; then sign, or don't."""
    me = queries.own(request.by)
    law = agreeing.law(me)
    if law is None:
        return render(request, "participants/no_law.html", {"person": me})
    if request.method != "POST":
        form = shapes.Share(initial=_begin(request, me), law=law)
        return _page(request, me, form)
    form, status, wanted = shapes.Share(request.POST, law=law), 200, request.POST.get("do", "read")
    if not form.is_valid() or wanted == "change":
        return _page(request, me, form, status=422 if form.errors else 200)
    yes = _yes(form, law)
    if wanted == "read":
        return _read(request, me, form, yes)
    try:
        actions.share(
            by=request.by,
            id=form.cleaned_data["id"],
            participant=me.pk,
            yes=yes,
            asking=form.cleaned_data["asking"],
        )
    except errors.Problem as problem:
        if isinstance(problem, errors.Missing):
            raise
        status = errors.onto(form, problem)
        return _read(request, me, form, yes, status=status)
    messages.success(request, _("You agreed. You can take it back here, any day."))
    return redirect("participants:consents")


def _begin(request: access.Request, me: models.Participant) -> dict[str, Any]:
    """An empty form; what somebody asked for, and the least that serves it, is filled in."""
    start: dict[str, Any] = {"id": ids.new(), "until": "90", "signed_name": me.alias}
    asked = ids.parse(request.GET.get("asking", ""))
    if asked is not None:
        row = agreeing.asking(me, asked)
        start |= {
            "asking": row.pk,
            "recipient": row.recipient,
            "recipient_kind": row.recipient_kind,
            "purpose": row.purpose,
            "categories": list(agreeing.least(row)),
            "until": "7",
        }
    return start


def _yes(form: shapes.Share, law: regimes.Regime) -> rules.Yes:
    """With the sentences that this page shows before it is signed."""
    said = form.cleaned_data
    kind = law.kind_for(said["purpose"], tuple(said["categories"])) or regimes.SHARED
    return form.yes(statements=rules.heard(law, kind), language=get_language() or "en")


def _page(
    request: access.Request, me: models.Participant, form: shapes.Share, *, status: int = 200
) -> HttpResponse:
    return render(request, "participants/share.html", {"person": me, "form": form}, status=status)


def _read(
    request: access.Request,
    me: models.Participant,
    form: shapes.Share,
    yes: rules.Yes,
    *,
    status: int = 200,
) -> HttpResponse:
    given = contents.Given(yes.words, yes.name)
    asker = regimes.ASKERS.get(yes.recipient_kind)
    page = {
        "person": me,
        "form": form,
        "yes": yes,
        "heard": yes.said.splitlines(),
        "coerces": asker is not None and asker.coerces,
    }
    with timezone.override(me.organisation.time_zone):
        page["shown"] = contents.contents(request.by, me, yes.categories, given)
        return render(request, "participants/share_read.html", page, status=status)


@access.needs(P.PARTICIPANT_READ)
@never_cache
def agreement(request: access.Request, consent: uuid.UUID) -> HttpResponse:
    """One agreement, as it was signed, and what left under it. To read, print and take back."""
    line = agreeing.agreement(request.by, consent)
    person = actions.look(by=request.by, participant=line.consent.participant_id, page="agreement")
    page = {
        "line": line,
        "person": person,
        "papers": agreeing.papers(line.consent),
        "is_own": request.by.is_participant,
        "may_send": access.can(request.by, P.DISCLOSURE_MAKE),
        "form_id": ids.new(),
        "may_end": not request.by.is_participant and line.consent.until_event in leaving.TOLD,
    }
    with timezone.override(person.organisation.time_zone):
        return render(request, "participants/agreement.html", page)


@access.needs(P.PARTICIPANT_READ)
@never_cache
def paper(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """The picture of an agreement that was signed on paper."""
    found = agreeing.paper(request.by, pk)
    actions.look(by=request.by, participant=found.participant_id, page="agreement")
    return HttpResponse(agreeing.picture(found), content_type="image/jpeg")


@access.needs(P.DISCLOSURE_MAKE)
@never_cache
def letter(request: access.Request, consent: uuid.UUID) -> HttpResponse:
    """What they may be told now, on paper: it leaves in this answer, and is written down."""
    line = agreeing.agreement(request.by, consent)
    made = ids.parse(request.POST.get("id", ""))
    if request.method != "POST" or made is None:
        return redirect("participants:agreement", consent)
    given = line.consent
    named = request.POST.get("to", "").strip() or given.recipient
    left = actions.disclose(
        by=request.by,
        id=made,
        participant=given.participant_id,
        recipient=leaving.Recipient(named[:200], given.recipient_kind),
        purpose=_purpose(given),
        categories=given.categories,
        via=models.Disclosure.Via.PRINT,
        consent=given.pk,
    )
    person = given.participant
    with timezone.override(person.organisation.time_zone):
        words = contents.Given(given.words, given.signed_name)
        shown = contents.contents(request.by, person, left.categories, words)
        page = {"person": person, "left": left, "shown": shown, "to": named, "line": line}
        return render(request, "participants/letter.html", page)


def _purpose(given: models.Consent) -> str:
    return "treatment" if given.purpose == regimes.TPO else given.purpose


@access.needs(P.LOOKS_READ)
@never_cache
def left(request: access.Request) -> HttpResponse:
    """What left us, and to whom? To read and to print; kept for six years and more."""
    me = queries.own(request.by)
    with timezone.override(me.organisation.time_zone):
        page = {"person": me, "account": agreeing.account(me), "taken": queries.taken(me)}
        answer = render(request, "participants/left.html", page)
    actions.read_account(by=request.by, participant=me.pk)
    return answer


@access.needs(P.CONSENT_GIVE)
@never_cache
def asked(request: access.Request, pk: uuid.UUID) -> HttpResponse:
    """Somebody asks: what may they know? The least, later, or that there is nothing to share."""
    me = queries.own(request.by)
    row = agreeing.asking(me, pk)
    form = shapes.AnswerAsking(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_asking(
            by=request.by,
            participant=me.pk,
            asking=pk,
            answer=request.POST.get("answer", ""),
            felt_free=form.cleaned_data["felt_free"],
        )
        messages.success(request, _("Kept. Whoever asks can’t tell what you answered."))
        return redirect("participants:consents")
    page = {"person": me, "asked": row, "form": form, "least": agreeing.least(row)}
    with timezone.override(me.organisation.time_zone):
        page["shown"] = contents.contents(request.by, me, agreeing.least(row), contents.Given())
        return render(request, "participants/asked_about.html", page)
