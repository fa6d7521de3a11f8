"""Which pathways there are and which fellowships belong to each, by their names of today."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core import errors
from alongside.core.privacy import Words
from alongside.directory import models
from alongside.directory.models import labels
from alongside.directory.policy import ways as policy
from alongside.directory.rules import words

Choices = list[tuple[str, Words]]


def choices() -> Choices:
    """Those that a search offers, in their order."""
    return [(row.slug, name_of(row)) for row in policy.pathways().filter(is_listed=True)]


def every_choice() -> Choices:
    """Also those that a search does not offer."""
    return [(row.slug, name_of(row)) for row in policy.pathways()]


def name_of(row: models.Pathway) -> Words:
    """As it was named here, in the reader's language or in whatever it has; else as it ships."""
    said = row.names.get(get_language() or "", "") or row.name
    return said or labels.PATHWAYS.get(row.slug, row.slug)


def fellowship_name(row: models.Fellowship) -> Words:
    known = labels.FELLOWSHIPS.get(row.slug)
    return row.name or (known[0] if known else row.slug)


def named(slug: str) -> Words:
    """What a pathway is called that may not be there any more."""
    row = policy.pathways().filter(pk=slug).first() if slug not in labels.PATHWAYS else None
    return name_of(row) if row else labels.PATHWAYS.get(slug, slug)


@dataclass(slots=True)
class Way:
    """A pathway with its fellowships (name, row with `shown` meetings)."""

    row: models.Pathway
    name: Words
    fellowships: list[tuple[Words, Any]] = field(default_factory=list)


def ways() -> list[Way]:
    """All pathways, each with its fellowships by name."""
    found = {row.pk: Way(row, name_of(row)) for row in policy.pathways()}
    shown = Count("meetings", filter=Q(meetings__retired_at=None, meetings__is_public=True))
    for row in policy.fellowships().annotate(shown=shown):
        found[row.pathway_id].fellowships.append((fellowship_name(row), row))
    for way in found.values():
        way.fellowships.sort(key=lambda each: words.fold(str(each[0])))
    return list(found.values())


def pathway(slug: str) -> models.Pathway:
    row = policy.pathways().filter(pk=slug).first()
    if row is None:
        raise errors.Missing(_("There is no such kind of meeting."))
    return row


def fellowship(slug: str) -> models.Fellowship:
    row = policy.fellowships().filter(pk=slug).first()
    if row is None:
        raise errors.Missing(_("There is no such fellowship."))
    return row


def spellings(row: models.Fellowship) -> list[str]:
    return list(row.spellings.order_by("folded").values_list("folded", flat=True))
