"""Naloxone at work: kits out, stories told to a worker, areas, and who asks for a kit."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door, ids
from alongside.supplies.actions import areas as counting
from alongside.supplies.actions import kit_requests as asking
from alongside.supplies.actions import naloxone
from alongside.supplies.forms import naloxone as forms
from alongside.supplies.queries import naloxone as queries
from alongside.supplies.rules import naloxone as rules
from alongside.supplies.views import stock


@access.needs(P.FIELD_WORK)
@require_GET
def naloxone_loop(request: access.Request) -> HttpResponse:
    """How does naloxone go round?"""
    context = {
        "loop": queries.loop(request.by, now=clock.now()),
        "questions": rules.QUESTIONS,
        "told": ids.parse(request.GET.get("told", "")),
        "keeps": access.can(request.by, P.FIELD_KEEP),
    }
    return render(request, "supplies/naloxone/loop.html", context)


def worked_at(request: access.Request) -> str:
    """The place whose stock somebody looked at last, or the only one: what goes out is taken off
    its book unless they say otherwise."""
    kept, last = queries.places(request.by), request.session.get(stock.REMEMBERED, "")
    only = kept[0] if len(kept) == 1 else None
    found = next((place for place in kept if str(place.pk) == last), only)
    return str(found.pk) if found else ""


def _stocked(request: access.Request) -> dict[str, Any]:
    by = request.by
    return {"items": queries.items(by), "places": queries.places(by), "areas": queries.areas(by)}


@access.needs(P.FIELD_WORK)
def give_kit(request: access.Request) -> HttpResponse:
    """What goes out, and what did you show them?"""
    start = {
        "id": ids.new(),
        "reversal": ids.parse(request.GET.get("reversal", "")),
        "participant": ids.parse(request.GET.get("participant", "")),
        "reason": request.GET.get("reason", ""),
        "place": worked_at(request),
    }
    form = forms.GiveKit(request.POST or None, initial=start, **_stocked(request))
    tried = door.tried(request, form, lambda: naloxone.give_kit(by=request.by, **form.given()))
    if tried.is_done:
        messages.success(request, _("Written down. Thank you for showing them how."))
        return redirect("supplies:naloxone_loop")
    return render(request, "supplies/naloxone/give_kit.html", {"form": form}, status=tried.status)


@access.needs(P.FIELD_WORK)
@sensitive_post_parameters()
def record_reversal(request: access.Request) -> HttpResponse:
    """What happened, as they tell it?"""
    by = request.by
    start = {"id": ids.new()}
    form = forms.RecordReversal(request.POST or None, initial=start, areas=queries.areas(by))
    tried = door.tried(
        request,
        form,
        lambda: naloxone.record_reversal(
            by=by,
            id=form.cleaned_data["id"],
            told=form.told(),
            area=form.area_id(),
            happened_at=form.happened_at(queries.zone_of(by)),
        ),
    )
    if tried.is_done:
        return redirect(f"{reverse('supplies:naloxone_loop')}?told={tried.result.pk}")
    return render(
        request, "supplies/naloxone/record_reversal.html", {"form": form}, status=tried.status
    )


@access.needs(P.FIELD_KEEP)
@require_GET
def stories(request: access.Request) -> HttpResponse:
    """What do people tell of it?"""
    context = {"stories": queries.stories(request.by), "said": rules.QUESTIONS}
    return render(request, "supplies/naloxone/stories.html", context)


# --- areas --------------------------------------------------------------------------------


@access.needs(P.FIELD_WORK)
def areas(request: access.Request) -> HttpResponse:
    """Does naloxone go where people die?"""
    by, keeps = request.by, access.can(request.by, P.FIELD_KEEP)
    form = forms.AddArea(request.POST or None, initial={"id": ids.new()})
    tried = door.tried(request, form, lambda: counting.add_area(by=by, **form.cleaned_data))
    if tried.is_done:
        messages.success(
            request, _("%(name)s is in the list of areas.") % {"name": tried.result.name}
        )
        return redirect("supplies:areas")
    context = {"page": queries.by_area(by, now=clock.now()), "form": form, "keeps": keeps}
    return render(request, "supplies/naloxone/areas.html", context, status=tried.status)


@access.needs(P.FIELD_KEEP)
@require_POST
def end_area(request: access.Request, area: uuid.UUID) -> HttpResponse:
    counting.end_area(by=request.by, area=area)
    messages.success(request, _("Taken out. What was counted stays."))
    return redirect("supplies:areas")


# --- who asks -----------------------------------------------------------------------------


@access.needs(P.FIELD_KEEP)
@require_GET
def kit_requests(request: access.Request) -> HttpResponse:
    """Who waits for naloxone?"""
    context = {"asked": queries.requests(request.by), "offer": queries.offer(request.by)}
    return render(request, "supplies/naloxone/kit_requests.html", context)


@access.needs(P.FIELD_KEEP)
def send_kit(request: access.Request, asked: uuid.UUID) -> HttpResponse:
    """Where does it go?"""
    row = queries.request(request.by, asked)
    form = forms.SendKit(request.POST or None, **_stocked(request))
    tried = door.tried(
        request, form, lambda: asking.send_kit(by=request.by, asked=asked, **form.out_of())
    )
    if tried.is_done:
        messages.success(request, _("On its way. The address is erased."))
        return redirect("supplies:kit_requests")
    context = {"row": row, "form": form}
    return render(request, "supplies/naloxone/send_kit.html", context, status=tried.status)


@access.needs(P.FIELD_KEEP)
@require_POST
def close_kit_request(request: access.Request, asked: uuid.UUID) -> HttpResponse:
    asking.close_kit_request(by=request.by, asked=asked)
    messages.success(request, _("Closed. The address is erased."))
    return redirect("supplies:kit_requests")


@access.needs(P.FIELD_KEEP)
def offer_kits(request: access.Request) -> HttpResponse:
    """What may anybody ask us for?"""
    row = queries.offer(request.by)
    names = ("version", "posts", "hands_over", "hears_stories", "where", "days")
    start = {name: getattr(row, name) for name in names} if row else {"hears_stories": True}
    form = forms.OfferKits(request.POST or None, initial=start)
    tried = door.tried(request, form, lambda: asking.offer_kits(by=request.by, **form.cleaned_data))
    if tried.is_done:
        messages.success(request, _("Kept. The open page says so from now on."))
        return redirect("supplies:kit_requests")
    return render(request, "supplies/naloxone/offer_kits.html", {"form": form}, status=tried.status)
