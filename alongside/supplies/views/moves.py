"""What comes in, comes back, is counted, moves and is gone."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, door
from alongside.supplies import actions, models
from alongside.supplies.forms import stock as forms
from alongside.supplies.queries import book, listing, shelves
from alongside.supplies.rules.stock import Line, Received
from alongside.supplies.views import stock as doors


def _zone(place: models.Place) -> str:
    return shelves.zone_of(place)


def _items(request: access.Request, *, back: bool = False) -> list[Any]:
    """By kind, for a list to choose from."""
    by = request.by
    rows = [item for item in listing.things(by).values() if not item.hidden]
    if back:
        return [(item.slug, item.called(listing.language())) for item in rows if item.back]
    return listing.choices(rows)


@access.needs(P.FIELD_WORK)
def take_in(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """What came in? One box after the other."""
    found = shelves.place(request.by, place)
    form = forms.TakeIn(
        request.POST or None,
        zone=_zone(found),
        items=_items(request),
        funders=listing.funders(request.by),
        initial={"item": request.GET.get("item", "")},
    )

    def write() -> None:
        said = form.cleaned_data
        when = said.pop("happened_at")
        line = Received(**{key: value for key, value in said.items() if key != "id"})
        actions.take_in(by=request.by, id=said["id"], place=place, lines=[line], happened_at=when)

    tried = door.tried(request, form, write)
    if tried.is_done:
        messages.success(request, _("It is in the book."))
        return doors.at(place)
    return doors.page(request, found, "supplies/take_in.html", {"form": form}, tried.status)


@access.needs(P.FIELD_WORK)
def take_back(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """How many used ones came back, or were picked up?"""
    found = shelves.place(request.by, place)
    form = forms.TakeBack(request.POST or None, zone=_zone(found), items=_items(request, back=True))

    def write() -> None:
        said = form.cleaned_data
        outside = said.pop("where") == "cleaned"
        actions.take_back(by=request.by, place=place, outside=outside, **said)

    tried = door.tried(request, form, write)
    if tried.is_done:
        messages.success(request, _("Counted. Thank you for making this place safer."))
        return doors.at(place)
    return doors.page(request, found, "supplies/take_back.html", {"form": form}, tried.status)


@access.needs(P.FIELD_WORK)
def count(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """How many are there? What nobody counted yet can be counted from here on."""
    found = shelves.place(request.by, place)
    everything = request.GET.get("all") == "yes" or request.method == "POST"
    groups = _groups(request, found, all_things=everything)
    form = forms.Count(request.POST or None, zone=_zone(found), groups=groups)
    tried = door.tried(
        request,
        form,
        lambda: actions.count(
            by=request.by,
            id=form.cleaned_data["id"],
            place=place,
            lines=form.lines,
            happened_at=form.cleaned_data["happened_at"],
        ),
    )
    if tried.is_done:
        messages.success(request, _("Counted. The book says the same now."))
        return doors.at(place)
    context = {"form": form, "everything": everything}
    return doors.page(request, found, "supplies/count.html", context, tried.status)


@access.needs(P.FIELD_WORK)
def transfer(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """What moves, and where to?"""
    found = shelves.place(request.by, place)
    others = [one for one in shelves.places(request.by) if one.pk != place]
    form = forms.Transfer(
        request.POST or None, zone=_zone(found), groups=_groups(request, found), places=others
    )
    tried = door.tried(
        request,
        form,
        lambda: actions.transfer(
            by=request.by,
            id=form.cleaned_data["id"],
            place=place,
            to=form.cleaned_data["to"],
            lines=_some(form.lines),
            happened_at=form.cleaned_data["happened_at"],
        ),
    )
    if tried.is_done:
        messages.success(request, _("Moved. Both places know it."))
        return doors.at(place)
    context = {"form": form, "others": others}
    return doors.page(request, found, "supplies/transfer.html", context, tried.status)


@access.needs(P.FIELD_WORK)
def write_off(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """What is gone without being handed out?"""
    found = shelves.place(request.by, place)
    groups = _groups(request, found)
    form = forms.WriteOff(request.POST or None, zone=_zone(found), groups=groups)
    tried = door.tried(
        request,
        form,
        lambda: actions.write_off(
            by=request.by,
            id=form.cleaned_data["id"],
            place=place,
            lines=_some(form.lines),
            why=form.cleaned_data["why"],
            happened_at=form.cleaned_data["happened_at"],
        ),
    )
    if tried.is_done:
        messages.success(request, _("It is in the book."))
        return doors.at(place)
    return doors.page(request, found, "supplies/write_off.html", {"form": form}, tried.status)


def _groups(
    request: access.Request, place: models.Place, *, all_things: bool = False
) -> list[shelves.Group]:
    now = clock.now()
    return shelves.shelves(request.by, place, now=now, all_things=all_things).groups


def _some(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.count]


@access.needs(P.FIELD_WORK)
def ask_refill(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """What is needed here?"""
    found = shelves.place(request.by, place)
    form = forms.AskRefill(
        request.POST or None,
        zone=_zone(found),
        items=_items(request),
        initial={"item": request.GET.get("item", "")},
    )

    def write() -> None:
        said = form.cleaned_data
        said["why"] = said["why"] or models.Refill.Why.LOW
        actions.ask_refill(by=request.by, place=place, **said)

    tried = door.tried(request, form, write)
    if tried.is_done:
        messages.success(request, _("Asked. Everybody who works with supplies sees it."))
        return doors.at(place)
    return doors.page(request, found, "supplies/ask_refill.html", {"form": form}, tried.status)


@access.needs(P.FIELD_WORK)
@require_POST
def answer_refill(request: access.Request, refill: uuid.UUID) -> HttpResponse:
    """It was brought, or can't be now."""
    form = forms.AnswerRefill(request.POST)
    said = form.cleaned_data if form.is_valid() else {"version": 0, "outcome": ""}
    actions.answer_refill(by=request.by, refill=refill, **said)
    messages.success(request, _("Answered."))
    return doors.home(request)


# --- recalls -----------------------------------------------------------------------------


@access.needs(P.FIELD_WORK)
@require_GET
def recall(request: access.Request) -> HttpResponse:
    """Where is this lot, and where did it go?"""
    number = request.GET.get("number", "")[:60]
    found = book.lots_numbered(request.by, number)
    context = {
        "number": number,
        "found": [(one, forms.Recall(initial={"lot": one.lot.pk})) for one in found],
        "recalled": book.recalled_lots(request.by),
        "may_keep": listing.may_keep(request.by),
    }
    return render(request, "supplies/recall.html", context)


@access.needs(P.FIELD_KEEP)
@require_POST
def mark_recalled(request: access.Request) -> HttpResponse:
    """Nobody hands it out from now on."""
    form = forms.Recall(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say who recalls it, and why. Nothing was changed."))
        return doors.recall_of(request)
    said = form.cleaned_data
    actions.recall(by=request.by, lot=said["lot"], why=said["why"])
    messages.success(request, _("Recalled. It can’t be handed out any more."))
    return doors.recall_of(request)


@access.needs(P.FIELD_KEEP)
@require_POST
def take_recall_back(request: access.Request, lot: uuid.UUID) -> HttpResponse:
    actions.take_recall_back(by=request.by, lot=lot)
    messages.success(request, _("It can be handed out again."))
    return doors.recall_of(request)
