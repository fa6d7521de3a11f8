"""Offering help, and the way from coming to helping to being paid for it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door
from alongside.groups import actions, forms, queries, rules


@access.needs(P.GROUP_JOIN)
def offers(request: access.Request) -> HttpResponse:
    """What could you give?"""
    form = forms.Offer(request.POST or None, groups=lambda: queries.groups_to_help(request.by))
    tried = door.tried(
        request, form, lambda: actions.offer_help(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        messages.success(request, _("Thank you. Whoever needs it reads your offer."))
        return redirect("groups:offers")
    page = {"form": form, "rows": queries.offers(request.by)}
    return render(request, "groups/offers.html", page, status=tried.status)


@access.needs(P.GROUP_JOIN)
@require_POST
def take_back_offer(request: access.Request, offer: uuid.UUID) -> HttpResponse:
    actions.take_back_offer(by=request.by, offer=offer)
    messages.success(request, _("Taken back. It is as if it had not been said."))
    return redirect("groups:offers")


@access.needs(P.GROUP_OFFER)
def offered(request: access.Request) -> HttpResponse:
    """Who offers what?"""
    page = {
        "rows": queries.offers_seen(request.by),
        "standings": _named(request, queries.shown_standings(request.by)),
    }
    return render(request, "groups/offered.html", page)


@access.needs(P.GROUP_OFFER)
def answer_offer(request: access.Request, offer: uuid.UUID) -> HttpResponse:
    row = queries.offer(request.by, offer)
    form = forms.AnswerOffer(request.POST or None, initial={"version": row.version})
    tried = door.tried(
        request, form, lambda: actions.answer_offer(by=request.by, offer=offer, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("groups:offered")
    return render(
        request, "groups/answer_offer.html", {"offer": row, "form": form}, status=tried.status
    )


@access.needs(P.GROUP_JOIN)
def way(request: access.Request) -> HttpResponse:
    """How does somebody become a helper or a peer here?"""
    steps = _steps(queries.way(request.by))
    mine = queries.standing(request.by)
    start = {}
    if mine:
        start = {"step": mine.step, "called": mine.called, "shown": mine.is_shown}
    form = forms.Standing(
        request.POST or None, initial=start, steps=[(s["slug"], s["name"]) for s in steps]
    )
    tried = door.tried(request, form, lambda: actions.show_step(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("Kept."))
        return redirect("groups:way")
    page = {
        "steps": steps,
        "form": form if request.by.is_participant else None,
        "mine": mine.step if mine else "",
        "writes": access.can(request.by, P.ORGANISATION_EDIT),
    }
    return render(request, "groups/way.html", page, status=tried.status)


@access.needs(P.ORGANISATION_EDIT)
def write_way(request: access.Request) -> HttpResponse:
    """What are the steps here?"""
    toml, version = queries.way_text(request.by)
    form = forms.Way(request.POST or None, initial={"toml": toml, "version": version})
    tried = door.tried(request, form, lambda: actions.write_way(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("Kept. This is what people read from now on."))
        return redirect("groups:write_way")
    page = {"form": form, "steps": _steps(queries.way(request.by))}
    return render(request, "groups/write_way.html", page, status=tried.status)


PARTS = ("name", "what", "needs", "gives")


def _steps(steps: list[rules.Step]) -> list[dict[str, str]]:
    language = get_language() or "en"
    return [
        {"slug": step.slug, **{part: step.said(part, language) for part in PARTS}} for step in steps
    ]


def _named(request: access.Request, rows: list[Any]) -> list[tuple[Any, str]]:
    names = {step["slug"]: step["name"] for step in _steps(queries.way(request.by))}
    return [(row, names[row.step]) for row in rows if row.step in names]
