"""The directory for programs: the same questions and answers as on the find page.

Nobody is known here and no cookie is read or set, so any website may ask (CORS).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.decorators import decorate_view

from alongside.accounts import api as lock
from alongside.core import clock, errors
from alongside.directory import queries, schemas, search

router = Router(tags=["directory"])


def _from_anywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


@router.get("/meetings", auth=lock.public, response={200: schemas.MeetingsOut, **lock.ERRORS})
@decorate_view(_from_anywhere)
def meetings(request: HttpRequest, asked: Query[schemas.MeetingSearch]) -> dict[str, Any]:
    """Meetings near a place, best first."""
    found = _found(asked, show="meetings")
    return {**_page(found, found.meetings), "meetings": [_meeting(x) for x in found.meetings.lines]}


@router.get("/services", auth=lock.public, response={200: schemas.ServicesOut, **lock.ERRORS})
@decorate_view(_from_anywhere)
def services(request: HttpRequest, asked: Query[schemas.Search]) -> dict[str, Any]:
    """Services near a place, the nearest first."""
    found = _found(asked, show="services")
    return {**_page(found, found.services), "services": [_service(x) for x in found.services.lines]}


@router.get("/places", auth=lock.public, response={200: list[schemas.PlaceOut], **lock.ERRORS})
@decorate_view(_from_anywhere)
def places(request: HttpRequest, name: Query[schemas.Text]) -> list[dict[str, Any]]:
    """Towns and postal codes of that name, the likeliest first; else of names much like it."""
    found = search.place(name)
    return [_place(spot) for spot in ([found.spot] if found.spot else []) + found.others]


def _found(asked: schemas.Search, *, show: str) -> queries.Found:
    """Raises errors.Problem without a place, errors.Missing where we do not know it."""
    said = {"when": "any", "part": "", "how": "", "way": "", **asked.dict(), "show": show}
    found = queries.find(search.Asked(said), now=clock.now())
    if not found.asked.names_place:
        raise errors.Problem(_("No place was given."), todo=_("Give place, at, or lat and lon."))
    if found.is_unknown:
        raise errors.Missing(
            _("We do not know this place."), todo=_("Look at /places for how it may be written.")
        )
    return found


def _page(found: queries.Found, lines: queries.Lines) -> dict[str, Any]:
    return {
        "near": _place(found.spot) if found.spot else None,
        "choices": [_place(spot) for spot in found.places.others],
        "total": lines.total,
        "counted_all": not lines.many,
        "page": lines.page,
        "next_page": lines.after or None,
    }


def _place(spot: search.Spot) -> dict[str, Any]:
    names = ("name", "region", "country", "latitude", "longitude", "time_zone")
    return {"at": spot.id, **{name: getattr(spot, name) for name in names}}


def _how_found(line: queries.Shown) -> dict[str, Any]:
    km = line.hit.km
    return {"km": None if km is None else round(km, 2), "exact": line.hit.is_exact}


def _meeting(line: queries.Shown) -> dict[str, Any]:
    row = line.listing
    same = ("id", "name", "fellowship", "weekday", "starts", "ends", "time_zone")
    more = ("attendance", "address", "town")
    return {
        **{name: getattr(row, name) for name in (*same, *more)},
        **_how_found(line),
        "checked_at": row.last_checked_at,
        "group": row.group_name,
        "location": row.location_name,
        "welcomes_medication": {"yes": True, "no": False}.get(row.welcomes_medication),
        "minutes": None if line.hit.minutes == search.UNSAID else line.hit.minutes,
    }


def _service(line: queries.Shown) -> dict[str, Any]:
    row = line.listing
    return {
        **{name: getattr(row, name) for name in ("name", "address", "phone")},
        "checked_at": row.last_checked_at,
        **_how_found(line),
        "id": row.pk,
        "organisation": row.organisation_name,
        "facts": [slug for slug, _name in line.tags],
    }
