"""The directory for programs: the same questions and answers as on the find page.

Nobody is known here and no cookie is read or set, so any website may ask (CORS). Who asks very
often waits: counted by network for a minute, under a digest that nobody can read back.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic_core import to_json

from alongside.accounts import api as lock
from alongside.core import clock, door, errors
from alongside.directory import queries, schemas, search
from alongside.directory.rules import limits

router = Router(tags=["directory"])


def wait(request: HttpRequest, *, costs: int = 1) -> tuple[int, dict[str, str]]:
    """How many seconds a network has to wait that asks very often, and in words; 0 for none."""
    address = door.address(request)
    seconds = limits.ASKED.wait(address, settings.API_A_MINUTE, clock.now(), costs=costs)
    said = {"happened": _("Your network asked very often in the last minute."), "kept": ""}
    todo = _("Ask again in a minute. To have everything, fetch one feed and keep it.")
    return seconds, {**said, "todo": todo}


def _from_anywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seconds, said = wait(request)
        response = (
            JsonResponse(said, status=429, headers={"Retry-After": str(seconds)})
            if seconds
            else view(request, *args, **kwargs)
        )
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


@router.get("/meetings", auth=lock.public, response={200: schemas.MeetingsOut, **lock.ERRORS})
@decorate_view(_from_anywhere)
def meetings(request: HttpRequest, asked: Query[schemas.MeetingSearch]) -> HttpResponse:
    """Meetings near a place, best first; a group that meets on several days is one of them."""
    found = _found(asked, show="meetings")
    lines = [_meeting(line) for line in found.meetings.lines]
    return _json({**_page(found, found.meetings), "meetings": lines})


@router.get("/services", auth=lock.public, response={200: schemas.ServicesOut, **lock.ERRORS})
@decorate_view(_from_anywhere)
def services(request: HttpRequest, asked: Query[schemas.ServiceSearch]) -> HttpResponse:
    """Services near a place, the nearest first."""
    found = _found(asked, show="services")
    lines = [_service(line) for line in found.services.lines]
    return _json({**_page(found, found.services), "services": lines})


def _json(answer: dict[str, Any]) -> HttpResponse:
    """Of the shape that the operation declares (a test compares), without building it twice."""
    return HttpResponse(to_json(answer), content_type="application/json; charset=utf-8")


@router.get("/places", auth=lock.public, response={200: list[schemas.PlaceOut], **lock.ERRORS})
@decorate_view(_from_anywhere)
def places(request: HttpRequest, name: Query[schemas.Text]) -> list[dict[str, Any]]:
    """Towns and postal codes of that name, the likeliest first; else of names much like it."""
    found = search.place(name)
    return [_place(spot) for spot in ([found.spot] if found.spot else []) + found.others]


def _found(asked: schemas.Search, *, show: str) -> queries.Found:
    """Raises errors.Problem without a place, errors.Missing where we do not know it."""
    said: dict[str, Any] = {"when": "any", "part": "", "how": "", "way": "", **asked.model_dump()}
    found = queries.find(search.Asked({**said, "show": show}), now=clock.now())
    if not (found.asked.names_place or found.spot or found.is_anywhere):
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
        "corrected": found.text.corrected,
        "unknown": found.text.unknown,
        "total": lines.total,
        "counted_all": not lines.many,
        "page": lines.page,
        "next_page": lines.after or None,
    }


def _place(spot: search.Spot) -> dict[str, Any]:
    names = ("name", "region", "country", "latitude", "longitude", "time_zone")
    return {"at": spot.id, **{name: getattr(spot, name) for name in names}}


def _how_found(line: queries.Shown) -> dict[str, Any]:
    km, checked_at = line.hit.km, line.listing.last_checked_at
    return {
        "name": line.listing.name,
        "km": None if km is None else round(km, 2),
        "exact": line.hit.is_exact,
        "walk": line.walk,
        "tags": [slug for slug, _name in line.tags],
        "address": line.listing.address,
        "checked_at": checked_at.isoformat() if checked_at else None,
    }


def _time(row: search.Sitting | search.Time) -> dict[str, Any]:
    return {
        "id": row.key,
        "weekday": row.weekday,
        "starts": _clock(row.start_minute),
        "ends": _clock(row.end_minute),
    }


@cache
def _clock(minute: int | None) -> str | None:
    return None if minute is None else f"{minute // 60:02}:{minute % 60:02}:00"


def _meeting(line: queries.Shown) -> dict[str, Any]:
    row = line.listing
    return {
        **_time(row),
        **_how_found(line),
        "group": row.group_name,
        "fellowship": row.fellowship,
        "time_zone": row.time_zone,
        "rule": row.rrule,
        "also": [_time(other) for other in line.hit.also],
        "attendance": row.attendance,
        "location": row.location_name,
        "town": row.town,
        "welcomes_medication": {"yes": True, "no": False}.get(row.welcomes_medication),
        "minutes": None if line.hit.minutes == search.UNSAID else line.hit.minutes,
    }


def _service(line: queries.Shown) -> dict[str, Any]:
    row, state = line.listing, line.hit.state
    changes_at = state.changes_at if state else None
    return {
        "id": row.key,
        **_how_found(line),
        "organisation": row.organisation_name,
        "phone": row.phone,
        "open": state.is_open if state else None,
        "changes_at": changes_at.isoformat() if changes_at else None,
        "facts": [slug for slug, _name in line.tags],
    }
