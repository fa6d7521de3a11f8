"""What do we have, and out it goes: the page of a place, and handing out in two taps."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import clock, errors, ids
from alongside.supplies import actions, models
from alongside.supplies.forms import stock as forms
from alongside.supplies.queries import book as entries
from alongside.supplies.queries import listing, shelves

REMEMBERED = "supplies"  # in the session: the place somebody works at


def page(
    request: access.Request,
    place: models.Place,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Times are shown as the place has them."""
    said = {"place": place, "may_keep": listing.may_keep(request.by), **context}
    with timezone.override(shelves.zone_of(place)):
        return render(request, template, said, status=status)


def chosen(request: access.Request) -> models.Place | None:
    """The place asked for, which is remembered; else where somebody was last."""
    asked = ids.parse(request.GET.get("place", ""))
    last = ids.parse(request.session.get(REMEMBERED, ""))
    found = shelves.chosen(shelves.places(request.by), asked or last)
    if found is not None and asked == found.pk and last != found.pk:
        request.session[REMEMBERED] = str(found.pk)
    return found


def at(place: uuid.UUID) -> HttpResponse:
    return redirect(f"{reverse('supplies:stock')}?place={place}")


@access.needs(P.FIELD_WORK)
@require_GET
def stock(request: access.Request) -> HttpResponse:
    """What do we have, and what runs out?"""
    place = chosen(request)
    if place is None:
        return render(request, "supplies/no_place.html", {"may_keep": listing.may_keep(request.by)})
    now = clock.now()
    context = {
        "kept_at": shelves.places(request.by),
        "stock": shelves.shelves(request.by, place, now=now, all_things=False),
        "book": entries.book(request.by, place, now=now, last=5),
        "refills": entries.refills(request.by),
    }
    return page(request, place, "supplies/stock.html", context)


@access.needs(P.FIELD_WORK)
@require_GET
def give(request: access.Request) -> HttpResponse:
    """Hand out where somebody works: the short way from elsewhere."""
    place = chosen(request)
    if place is None:
        return redirect("supplies:stock")
    person = ids.parse(request.GET.get("person", ""))
    more = f"?{urlencode({'person': person})}" if person else ""
    return redirect(reverse("supplies:hand_out", args=[place.pk]) + more)


@access.needs(P.FIELD_WORK)
def hand_out(request: access.Request, place: uuid.UUID) -> HttpResponse:
    """What do they take? One tap, or several numbers."""
    found = shelves.place(request.by, place)
    form, status = _form(request, found, {}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = _hand_out(request, found, form)
                said = ", ".join(entries.entry(request.by, row.pk, now=clock.now()).lines)
                messages.success(request, _("Handed out: %(things)s.") % {"things": said})
                return redirect(_again(form, found))
            except errors.Problem as problem:
                if problem.status == errors.Missing.status:
                    raise
                form, status = _with(request, found, form, problem)
    now = clock.now()
    context = {
        "form": form,
        "often": shelves.often(request.by, found, now=now),
        "person": listing.person(request.by, ids.parse(str(form["participant"].value() or ""))),
        "people": listing.known_people(request.by),
    }
    return page(request, found, "supplies/hand_out.html", context, status)


def _form(request: access.Request, place: models.Place, short: dict[str, str]) -> forms.HandOut:
    """`short` is what the book had too few of just now, or when the form was drawn."""
    groups = shelves.shelves(request.by, place, now=clock.now(), all_things=True).groups
    named = {thing.item.slug: thing.name for group in groups for thing in group.things}
    drawn = [name.removeprefix("counted-") for name in request.POST if name.startswith("counted-")]
    short = {slug: named[slug] for slug in drawn if slug in named} | short
    return forms.HandOut(
        request.POST or None,
        initial={"participant": request.GET.get("person", "")},
        zone=shelves.zone_of(place),
        groups=groups,
        short=short,
    )


def _hand_out(request: access.Request, place: models.Place, form: forms.HandOut) -> models.Entry:
    said = form.cleaned_data
    return actions.hand_out(
        by=request.by,
        id=said["id"],
        place=place.pk,
        lines=form.lines,
        participant=said["participant"],
        for_others=said["for_others"] or 0,
        people=1 if said["people"] is None else said["people"],
        bulk_to=said["bulk_to"],
        knowingly_expired=said["knowingly_expired"],
        counted=form.counted,
        happened_at=said["happened_at"],
    )


def _with(
    request: access.Request, place: models.Place, form: forms.HandOut, problem: errors.Problem
) -> tuple[forms.HandOut, int]:
    """The same form with its card; and with 'I count' where the book had too few."""
    if isinstance(problem, actions.Short):
        form = _form(request, place, {problem.item: str(problem.called)})
        form.is_valid()
    form.ask_expired = isinstance(problem, actions.OnlyExpired)
    return form, errors.onto(form, problem)


def _again(form: forms.HandOut, place: models.Place) -> str:
    """Back to the same page for the same person: there is often more than one thing."""
    person = form.cleaned_data["participant"]
    more = f"?{urlencode({'person': person})}" if person else ""
    return reverse("supplies:hand_out", args=[place.pk]) + more


@access.needs(P.FIELD_WORK)
@require_GET
def book(request: access.Request) -> HttpResponse:
    """What was written down?"""
    place = chosen(request)
    if place is None:
        return redirect("supplies:stock")
    number = request.GET.get("page", "")
    rows, pages = entries.page(request.by, place, number, now=clock.now())
    context = {
        "kept_at": shelves.places(request.by, closed_too=True),
        "book": rows,
        "pages": pages,
    }
    return page(request, place, "supplies/book.html", context)


@access.needs(P.FIELD_WORK)
@require_POST
def put_right(request: access.Request, entry: uuid.UUID) -> HttpResponse:
    """It was wrong: an entry against it."""
    told = entries.entry(request.by, entry, now=clock.now())
    wanted = ids.parse(request.POST.get("id", "")) or ids.new()
    try:
        actions.put_right(by=request.by, id=wanted, entry=entry)
        messages.success(request, _("Put right. Both stand in the book."))
    except errors.Problem as problem:
        if problem.status == errors.Missing.status:
            raise
        said = (problem.happened, problem.kept, problem.todo)
        messages.error(request, " ".join(str(one) for one in said if one))
    return at(told.entry.place_id)


def home(request: access.Request) -> HttpResponse:
    """The page somebody came from, or where they work."""
    place = ids.parse(request.POST.get("place", ""))
    return at(place) if place else redirect("supplies:stock")


def recall_of(request: access.Request) -> HttpResponse:
    number = request.POST.get("number", "")[:60]
    return redirect(f"{reverse('supplies:recall')}?{urlencode({'number': number})}")
