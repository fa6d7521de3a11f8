"""What can be handed out, as a phone needs it: the shelves and the things of an organisation."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core import errors
from alongside.supplies import models, policy
from alongside.supplies.rules import catalogue

MOST_LOTS = 60


def things(by: actors.Actor) -> dict[str, catalogue.Item]:
    """By slug, without those that are not offered here."""
    found = catalogue.catalogue(policy.items_for(by))
    return {slug: item for slug, item in found.items() if not item.hidden}


def kit_of(by: actors.Actor, route: str) -> str:
    """The first kind of naloxone that is given so; Problem where there is none."""
    for slug, item in things(by).items():
        if item.is_naloxone and route in {"", item.route}:
            return slug
    raise errors.Problem(_("No naloxone of this kind is offered here."))


def items(by: actors.Actor) -> list[dict[str, Any]]:
    return [
        {
            "slug": slug,
            **in_every_language(partial(_named, item)),
            "kind": item.kind,
            "usual": item.usual,
            "back": item.back,
            "route": item.route,
        }
        for slug, item in things(by).items()
    ]


def _named(item: catalogue.Item) -> dict[str, str]:
    return {"name": item.called(get_language() or "en")}


def in_every_language(said: Callable[[], dict[str, str]]) -> dict[str, Any]:
    """As it is said now, and `in` each language: a phone may speak another one before it has
    signal again."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = said()
    return {**found.get(get_language() or "", found[settings.LANGUAGE_CODE]), "in": found}


def stocks(by: actors.Actor) -> list[dict[str, Any]]:
    """Cupboards, vans and bags that are open."""
    rows = policy.in_book(by, models.Place).filter(closed_at=None).order_by("name")
    return [{"id": str(row.pk), "name": row.name, "kind": row.kind} for row in rows]


def lots(by: actors.Actor, item: str) -> list[tuple[str, str]]:
    """Those of a thing that were not recalled, by what stands on the box; the newest first. Before
    them that nobody knows."""
    rows = policy.in_book(by, models.Lot).filter(item=item, recalled_at=None)
    found = [(str(row.pk), _on_the_box(row)) for row in rows.order_by("-added_at")[:MOST_LOTS]]
    return [("", gettext("The lot is not known")), *found]


def _on_the_box(row: models.Lot) -> str:
    if row.expires_on is None:
        return row.number
    date = date_format(row.expires_on, "SHORT_DATE_FORMAT")
    return gettext("%(number)s, good until %(date)s") % {"number": row.number, "date": date}
