"""What every page's frame needs: who is here in which hat, where they can go, the languages."""

import functools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the bar. `name` is a URL name; a place not built yet is left out."""

    name: str
    label: Words
    icon: str
    url: str = ""
    here: bool = False


FIND = Place("directory:find", _("Find support"), "map-pin")
LOG = Place("support:log", _("Log"), "plus")
_WALKING = (
    Place("homes:today", _("Today"), "sun"),
    Place("support:people", _("People"), "users"),
    FIND,
    Place("peers:profile", _("My profile"), "user"),
)
_OUTCOMES = Place("homes:outcomes", _("Outcomes"), "chart-line")
_TEAM = Place("homes:team", _("Team"), "users")
PUBLIC = (FIND, Place("participants:talk", _("Talk with a peer"), "message-circle"))
PLACES: Mapping[str, tuple[Place, ...]] = {
    "participant": (
        Place("homes:support", _("My support"), "house"),
        Place("support:plan", _("My plan"), "sprout"),
        Place("measures:checkin", _("Check-in"), "message-circle"),
        Place("participants:looks", _("Who looked"), "eye"),
        Place("directory:find", _("Find"), "map-pin"),
    ),
    "peer": _WALKING,
    "volunteer": _WALKING,
    "supervisor": (_TEAM,),
    "coordinator": (Place("homes:requests", _("Requests"), "inbox"),),
    "manager": (_OUTCOMES,),
    "funder": (_OUTCOMES,),
    "administrator": (Place("homes:setup", _("Set-up"), "settings"),),
}


def shell(request: HttpRequest) -> dict[str, Any]:
    by = getattr(request, "by", None)
    role = by.role if by else ""
    places = _open(request, PUBLIC if by is None else PLACES.get(role, ()))
    return {
        "by": by,
        "hat": getattr(request, "hat", None),
        "languages": settings.LANGUAGES,
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "help_lines": [line.partition("|")[::2] for line in settings.HELP_LINES],
        "guarded": by is None or role == "participant",
        "places": places,
        "log_place": next(iter(_open(request, (LOG,))), None) if role in _LOGGING else None,
    }


_LOGGING = {"peer", "volunteer"}


def _open(request: HttpRequest, places: tuple[Place, ...]) -> list[Place]:
    match = request.resolver_match
    here = match.view_name if match else ""
    found = []
    for place in places:
        url = address(place.name)
        if url:
            found.append(Place(place.name, place.label, place.icon, url, here == place.name))
    return found


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a URL name, or nothing where that page is not there."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def row_address(name: str, **keys: Any) -> str:
    """Like `reverse` with one key that is an id, for lists: the path is worked out once."""
    ((key, value),) = keys.items()
    before, after = _around(name, key, get_language() or "", get_urlconf())
    return f"{before}{value}{after}"


@functools.cache
def _around(name: str, key: str, language: str, urlconf: str | None) -> tuple[str, str]:
    before, _id, after = reverse(name, kwargs={key: _ANY}).partition(str(_ANY))
    return before, after


_ANY = uuid.UUID(int=0)
