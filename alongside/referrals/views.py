"""Referrals: prepared and agreed to, sent with a link, answered, and closed."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access, actors
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.core import door, errors, ids
from alongside.participants import actions as participants
from alongside.participants import queries as people
from alongside.participants.models import Participant
from alongside.participants.queries import agreeing as agreed
from alongside.referrals import actions, forms, queries
from alongside.referrals.models import Link

PAGE = "referrals"  # as looks name it


@access.needs(P.REFERRAL_SEND)
def refer(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """Choose a service, tick what to share, read it once more, and say so."""
    person = _opened(request, participant, P.REFERRAL_SEND)
    if request.method == "POST":
        return _prepare(request, person)
    chosen = ids.parse(request.GET.get("service", ""))
    if chosen is None:
        words = request.GET.get("q", "")
        page = {"person": person, "words": words, "services": queries.services(words)}
        return render(request, "referrals/choose.html", page)
    form = forms.Refer(
        initial={
            "id": ids.new(),
            "service": chosen,
            "name": person.alias,
            "reach": person.reach_how,
        }
    )
    page = {"person": person, "service": queries.service(chosen), "form": form}
    return render(request, "referrals/refer.html", page)


def _prepare(request: access.Request, person: Participant) -> HttpResponse:
    form = forms.Refer(request.POST)
    service = queries.service(ids.parse(request.POST.get("service", "")) or ids.new())
    page: dict[str, Any] = {"person": person, "service": service, "form": form}
    status, wanted = 200, request.POST.get("do", "read")
    if not form.is_valid() or wanted == "change":
        status = 422 if form.errors else 200
    elif wanted == "read":
        page["shown"] = _shown(form, person)
        return render(request, "referrals/preview.html", page)
    else:
        said = form.cleaned_data
        try:
            row = actions.refer(
                by=request.by,
                id=said["id"],
                participant=person.pk,
                service=said["service"],
                shares=form.shares(),
                name=said["name"],
                reach_how=said["reach"],
                words=said["words"],
                language=get_language() or "en",
            )
            return redirect("referrals:referral", row.pk)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    return render(request, "referrals/refer.html", page, status=status)


def _shown(form: forms.Refer, person: Participant) -> list[queries.Shown]:
    said = form.cleaned_data
    return queries.shown(
        shares=form.shares(),
        name=said["name"],
        reach_how=said["reach"],
        language=person.language,
        words=said["words"],
    )


@access.needs(P.REFERRAL_READ)
def referrals(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """Which referrals are open, and how long they wait."""
    person = None
    if participant is not None or request.by.is_participant:
        person = _opened(request, participant, P.REFERRAL_READ)
    of = person.pk if person else None
    page = {
        "person": person,
        "lines": queries.lines(request.by, of),
        "ended": queries.ended(request.by, of),
        **_may(request),
    }
    return render(request, "referrals/referrals.html", page)


@access.needs(P.REFERRAL_READ)
def referral(request: access.Request, referral: uuid.UUID) -> HttpResponse:
    return _page(request, referral)


def _page(
    request: access.Request,
    pk: uuid.UUID,
    *,
    form: forms.Close | None = None,
    agreeing: forms.Agree | None = None,
    status: int = 200,
) -> HttpResponse:
    """One referral: where it stands, what is shown, and what can be done."""
    person = _opened(request, queries.participant_of(request.by, pk), P.REFERRAL_READ)
    line = queries.referral(request.by, pk)
    form = form or forms.Close(initial={"version": line.referral.version})
    page = {
        "person": person,
        "line": line,
        "form": form,
        "agreeing": agreeing or forms.Agree(),
        "heard": agreed.heard(person),
        **_may(request),
    }
    return render(request, "referrals/referral.html", page, status=status)


@access.needs(P.CONSENT_GIVE)
def agree(request: access.Request, referral: uuid.UUID) -> HttpResponse:
    """Yes, share exactly this: one tap, by the participant. What says who they are takes their
    own name, or goes on a slip that they carry."""
    if request.method != "POST":
        return redirect("referrals:referral", referral)
    form = forms.Agree(request.POST)
    tried = door.tried(
        request,
        form,
        lambda: actions.agree(
            by=request.by,
            referral=referral,
            version=_version(request),
            language=get_language() or "en",
            own_name=form.cleaned_data["own_name"],
            age=form.age(),
            slip="slip" in request.POST,
        ),
        at_the_door=errors.Missing,
    )
    if tried.is_done:
        return redirect("referrals:referral", referral)
    return _page(request, referral, agreeing=form, status=tried.status)


@access.needs(P.REFERRAL_READ)
def slip(request: access.Request, referral: uuid.UUID) -> HttpResponse:
    """What they carry themselves: paper in their own hand is no disclosure of ours."""
    person = _opened(request, queries.participant_of(request.by, referral), P.REFERRAL_READ)
    line = queries.referral(request.by, referral)
    return render(request, "referrals/slip.html", {"person": person, "line": line})


@access.needs(P.REFERRAL_SEND)
@never_cache
def link(request: access.Request, referral: uuid.UUID) -> HttpResponse:
    """Make the one-time link and show it, once."""
    made = ids.parse(request.POST.get("id", ""))
    if request.method != "POST" or made is None:
        return redirect("referrals:referral", referral)
    shown = actions.link(by=request.by, id=made, referral=referral)
    line = queries.referral(request.by, referral)
    page = {"line": line, "link_days": settings.LINK_DAYS}
    if shown.secret:
        path = reverse("referrals:open", args=[shown.secret])
        page |= {"address": request.build_absolute_uri(path), "pin": shown.pin}
    return render(request, "referrals/link.html", page)


@access.needs(P.REFERRAL_SEND)
def stop(request: access.Request, referral: uuid.UUID) -> HttpResponse:
    """Nothing more leaves."""
    if request.method == "POST":
        actions.stop(by=request.by, referral=referral)
    return redirect("referrals:referral", referral)


@access.needs(P.REFERRAL_CLOSE)
def close(request: access.Request, referral: uuid.UUID) -> HttpResponse:
    """The participant says how it went."""
    if request.method != "POST":
        return redirect("referrals:referral", referral)
    form = forms.Close(request.POST)
    tried = door.tried(
        request,
        form,
        lambda: actions.close(by=request.by, referral=referral, **form.cleaned_data),
    )
    if tried.is_done:
        return redirect("referrals:referral", referral)
    return _page(request, referral, form=form, status=tried.status)


# --- the partner's side ----------------------------------------------------------------

BEARER = actors.Actor(actors.Kind.PARTNER_LINK, None, None, "partner")


@door.public_with_session
@never_cache
def open(request: HttpRequest, secret: str) -> HttpResponse:
    """A link: reading it shows nothing and uses nothing up. It opens with the PIN that was said
    aloud, and from then on in this browser alone."""
    address = door.address(request)
    form = forms.Pin(request.POST or None)
    browser = request.COOKIES.get(BROWSER, "") or secrets.token_urlsafe(24)
    tried = door.tried(
        request,
        form,
        lambda: actions.open_link(
            by=BEARER,
            secret=secret,
            pin=form.cleaned_data["pin"],
            browser=browser,
            address=address,
        ),
        at_the_door=(errors.Gone, errors.Missing, errors.TooMany),
    )
    if tried.is_done:
        return _opened_here(request, tried.result, browser)
    if not form.errors:
        queries.require_openable(actions.known_link(by=BEARER, secret=secret, address=address))
    return render(request, "referrals/open.html", {"form": form}, status=tried.status)


# Random: it says that it is the same browser, and nothing else.
BROWSER = f"{settings.COOKIE_PREFIX}alongside_link"


def _opened_here(request: HttpRequest, link: Link, browser: str) -> HttpResponse:
    """The session ends with the browser; within the days of the link it begins again here."""
    request.session.cycle_key()
    request.session.set_expiry(0)
    request.session[accounts.LINK] = {"link": str(link.pk), "org": str(link.organisation_id)}
    answer = redirect("referrals:partner")
    answer.set_cookie(
        BROWSER,
        browser,
        max_age=settings.LINK_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@access.needs(P.REFERRAL_ANSWER, holder=actors.Kind.PARTNER_LINK)
@never_cache
def partner(request: access.Request) -> HttpResponse:
    """What was agreed to be shown, and the service's answer."""
    form = forms.Answer(request.POST or None)
    tried = door.tried(request, form, lambda: actions.answer(by=request.by, **form.cleaned_data))
    if tried.is_done:
        return redirect(f"{reverse('referrals:partner')}?answered")
    shown = actions.show(by=request.by)
    line = queries.line_of(shown.referral)
    if not form.is_bound:
        form = forms.Answer(initial=forms.answered_in(line.referral))
    page = {
        "line": line,
        "left": shown.left,
        "form": form,
        "is_answered": "answered" in request.GET,
    }
    return render(request, "referrals/partner.html", page, status=tried.status)


@access.needs(P.SERVICE_RATE)
def rating(request: access.Request, service: uuid.UUID) -> HttpResponse:
    """Was it useful, and were they kind? For others of the same organisation."""
    row = queries.rated(service)
    found = queries.ratings(request.by, service)
    start = {"useful": found.mine.useful, "kind": found.mine.kind} if found.mine else {}
    form = forms.Rating(request.POST or None, initial={"id": ids.new(), **start})
    tried = door.tried(
        request, form, lambda: actions.rate(by=request.by, service=service, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("referrals:rating", service=service)
    page = {"service": row, "ratings": found, "form": form, "floor": settings.SMALL_NUMBER}
    return render(request, "referrals/rating.html", page, status=tried.status)


@access.needs(P.SERVICE_RATE)
@require_POST
def take_back_rating(request: access.Request, service: uuid.UUID) -> HttpResponse:
    actions.take_back_rating(by=request.by, service=service)
    return redirect("referrals:rating", service=service)


def _opened(request: access.Request, participant: uuid.UUID | None, permission: P) -> Participant:
    """The record, its look written down: one's own where none is named."""
    of = participant or people.own(request.by).pk
    return participants.look(by=request.by, participant=of, permission=permission, page=PAGE)


def _may(request: access.Request) -> dict[str, bool]:
    """Which buttons make sense for this hat; each action asks again."""
    return {
        "is_own": request.by.is_participant,
        "may_send": access.can(request.by, P.REFERRAL_SEND),
        "may_rate": access.can(request.by, P.SERVICE_RATE),
    }


def _version(request: access.Request) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
