"""What every page's frame needs: who is here in which hat, where they can go, the languages."""

import csv
import functools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core import keyring
from alongside.core.privacy import Words
from alongside.shell import rules


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the bar. `name` is a URL name; a place not built yet is left out."""

    name: str
    label: Words
    icon: str
    url: str = ""
    here: bool = False


FIND = Place("directory:find", _("Find support"), "map-pin")
_FIND = Place("directory:find", _("Find"), "map-pin")  # in a bar of five
LOG = Place("support:log", _("Log"), "plus")
_WELCOME = Place("homes:welcome", _("Welcome"), "door-open")
_WALKING = (
    Place("homes:today", _("Today"), "sun"),
    Place("support:people", _("People"), "users"),
    Place("homes:calendar", _("Calendar"), "calendar"),
    _FIND,
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
        _FIND,
    ),
    "peer": _WALKING,
    "volunteer": (_WELCOME, *_WALKING[1:]),
    "supervisor": (_TEAM, _WELCOME),
    "coordinator": (
        Place("homes:requests", _("Requests"), "inbox"),
        _WELCOME,
        Place("directory:queue", _("Listings"), "map-pin"),
        Place("exchange:sources", _("Sources"), "layers"),
    ),
    "privacy": (
        Place("homes:privacy", _("Second looks"), "shield-check"),
        Place("rights:desk", _("Rights"), "scale"),
    ),
    "manager": (_OUTCOMES,),
    "funder": (_OUTCOMES,),
    "administrator": (
        Place("homes:setup", _("Set-up"), "settings"),
        Place("exchange:sources", _("Sources"), "layers"),
    ),
}


READING, LARGE, PICTURES = "reading", "large", "pictures"
READINGS = {LARGE, PICTURES}  # else as usual


def shell(request: HttpRequest) -> dict[str, Any]:
    by = getattr(request, "by", None)
    role = by.role if by else ""
    places = _open(request, PUBLIC if by is None else PLACES.get(role, ()))
    return {
        "by": by,
        "hat": getattr(request, "hat", None),
        "languages": settings.LANGUAGES,
        "quick_exit_url": settings.QUICK_EXIT_URL,
        **whom_to_call(_country_of(request)),
        "guarded": by is None or role == "participant",
        "places": places,
        "draft_key": _draft_key(by),
        "taps": role in _TAPPING,
        "seeks": role in _SEEKING,
        "reading": getattr(request, "session", {}).get(READING, "") if by else "",
        "log_place": next(iter(_open(request, (LOG,))), None) if role in _LOGGING else None,
    }


_LOGGING = {"peer", "volunteer"}
_SEEKING = _LOGGING | {"supervisor"}
_TAPPING = _SEEKING | {"coordinator"}


def _draft_key(by: Any) -> str:
    """What seals the words that somebody types, in their own browser. Nobody else's pages bring it;
    who is here with a link, or at a tablet by the door, has none, and nothing is kept there."""
    if by is None or by.kind not in {"person", "return-key"}:
        return ""
    return keyring.digest(f"{by.organisation_id} {by.kind} {by.id} {by.role}", use="draft")


def home() -> str:
    return str(settings.COUNTRY).upper()


def help_lines(country: str = "") -> list[rules.Line]:
    """Whom to call in danger: the lines of a country, else of where this is."""
    lines = rules.lines_for(country or home(), **_told())
    return [known.line for known in lines]


def whom_to_call(country: str = "") -> dict[str, Any]:
    """What templates say of that."""
    return {
        "help_lines": help_lines(country),
        "ambulance_line": rules.ambulance_for(country or home(), **_told()).line,
        "lines_country": country,  # empty where that is the country of this house
    }


def called_there(country: str) -> dict[str, Any]:
    """What a page about a place says of that, in the place of what the frame says; nothing where
    no place is known."""
    return whom_to_call(country) if country else {}


def known_lines(country: str = "") -> list[rules.Known]:
    """All lines of a country, also the ambulance's where the operator left it out."""
    country = country or home()
    lines = rules.lines_for(country, **_told())
    ambulance = rules.ambulance_for(country, **_told())
    missing = ambulance.number not in {known.number for known in lines}
    return [*lines, ambulance] if missing else lines


def country_asked(letters: str) -> str:
    """Two letters out of an address; nonsense is nothing said."""
    return letters.upper() if len(letters) == 2 and letters.isascii() and letters.isalpha() else ""


def countries() -> list[str]:
    """Where we know of lines, by the letters of the country."""
    said = {rules.read_line(text)[0] for text in settings.HELP_LINES} - {""}
    return sorted({home(), *_shipped_lines(), *said})


def _told() -> dict[str, Any]:
    return {"home": home(), "said": settings.HELP_LINES, "shipped": _shipped_lines()}


def check_lines(app_configs: object = None, **_kwargs: object) -> list[checks.CheckMessage]:
    """For `manage.py check`: a misspelt word would leave an ambulance unnamed."""
    return [
        checks.Error(
            f"ALONGSIDE_HELP_LINES: what is {odd!r} in {text!r}?",
            hint="After the number: ambulance, a day (2026-11-22), an https:// address.",
            id="shell.E001",
        )
        for text in settings.HELP_LINES
        for odd in rules.odd_parts(text)
    ]


def _country_of(request: HttpRequest) -> str:
    """Of the organisation whose hat or return key this is; on a public page there is none."""
    holding = getattr(request, "hat", None) or getattr(request, "return_key", None)
    return holding.organisation.country if holding is not None and holding.organisation_id else ""


@functools.cache
def _shipped_lines() -> dict[str, list[rules.Known]]:
    lines: dict[str, list[rules.Known]] = {}
    path = Path(__file__).parent / "data" / "help_lines.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lines.setdefault(row["country"], []).append(_read(row))
    return lines


def _read(row: dict[str, str]) -> rules.Known:
    """One row of the file; `checked_on` is empty until somebody rang it."""
    return rules.Known(
        label=row["label"],
        number=row["number"],
        is_ambulance=row["for"] == rules.AMBULANCE,
        who=row["who"],
        source=row["source"],
        noted_on=_day(row["noted_on"]),
        checked_on=_day(row["checked_on"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


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
