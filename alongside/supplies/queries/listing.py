"""What can be handed out, to whom by name, and what a place can belong to."""

import uuid
from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from alongside.accounts import access, actors
from alongside.accounts import policy as accounts
from alongside.accounts.models import Programme, Site
from alongside.core import errors
from alongside.participants import policy as people
from alongside.participants.models import Participant
from alongside.supplies import models, policy
from alongside.supplies.rules import catalogue

MOST_SHOWN = 60  # names on one page


def language() -> str:
    return get_language() or "en"


def may_keep(by: actors.Actor) -> bool:
    """Whether they look after the stock itself."""
    return policy.may_keep(by)


def things(by: actors.Actor) -> Mapping[str, catalogue.Item]:
    return catalogue.catalogue(policy.items_for(by))


def thing(by: actors.Actor, slug: str) -> tuple[catalogue.Item, models.Item | None]:
    """One of the list, and what the organisation says of it."""
    found = things(by).get(slug)
    if found is None:
        raise errors.Missing(access.NOTHING)
    return found, policy.items_for(by).filter(slug=slug).first()


def by_kind(items: Iterable[catalogue.Item]) -> list[tuple[str, list[catalogue.Item]]]:
    """The name of each kind, and what is of it."""
    rows = list(items)
    found = [
        (catalogue.kind_called(kind, language()), [one for one in rows if one.kind == kind])
        for kind in catalogue.KINDS
    ]
    return [(name, of_it) for name, of_it in found if of_it]


def choices(items: Iterable[catalogue.Item]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a list to choose from."""
    return [
        (name, [(item.slug, item.called(language())) for item in of_it])
        for name, of_it in by_kind(items)
    ]


def funders(by: actors.Actor) -> list[str]:
    """Who paid before."""
    rows = policy.in_book(by, models.Lot).exclude(funder="").order_by("funder")
    return list(rows.values_list("funder", flat=True).distinct()[:20])


def sites_and_programmes(by: actors.Actor) -> tuple[list[Site], list[Programme]]:
    return (
        list(accounts.sites_for(by).order_by("name")),
        list(accounts.programmes_for(by).order_by("name")),
    )


def known_people(by: actors.Actor) -> list[Participant]:
    """Whom this worker walks with, by name, so many as fit a page. Names are sealed, so they are
    sorted here."""
    rows = list(people.participants_for(by).order_by("pk")[: MOST_SHOWN + 1])
    return sorted(rows, key=lambda row: str(row).casefold()) if len(rows) <= MOST_SHOWN else []


def person(by: actors.Actor, pk: uuid.UUID | None) -> Participant | None:
    """Somebody whose record opens to the actor."""
    return people.participants_for(by).filter(pk=pk).first() if pk else None
