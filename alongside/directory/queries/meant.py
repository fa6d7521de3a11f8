"""The one place that is meant by what somebody wrote, and how it is written back."""

import re
from collections.abc import Collection

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.core import errors
from alongside.directory import search

Position = tuple[float, float]  # north, east
NUMBERS = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)[\s,;]+(-?\d{1,3}(?:\.\d+)?)\s*")


def spot(text: str) -> search.Spot:
    """Problem where no place or several are called so."""
    places = search.place(text)
    if places.spot is None:
        raise _which(places.others)
    return places.spot


def spot_or_position(text: str) -> search.Spot:
    """The same, or north and east in degrees, to about a kilometre."""
    numbers = NUMBERS.fullmatch(text)
    at = search.spot_at(float(numbers[1]), float(numbers[2])) if numbers else None
    return at or spot(text)


def called(at: search.Spot) -> str:
    return ", ".join(part for part in (at.name, at.region) if part)


def names(positions: Collection[Position]) -> dict[Position, str]:
    """What was written once, of each: its town, else its degrees."""
    towns = search.towns_at(positions)
    return {at: called(towns[at]) if at in towns else "{}, {}".format(*at) for at in positions}


def _which(others: list[search.Spot]) -> errors.Problem:
    named = [", ".join(filter(None, (at.name, at.region, at.country))) for at in others]
    if not named:
        return errors.Problem(
            _("We do not know that place."),
            kept=_("What you typed is still here."),
            todo=_("Try a larger town nearby, or a postal code."),
        )
    return errors.Problem(
        _("Several places are called so."),
        kept=_("What you typed is still here."),
        todo=format_lazy(_("Write one of these: {places}"), places="; ".join(named[:5])),
    )
