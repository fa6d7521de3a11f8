"""What a category would say about somebody, in a reader's words. Floors above know some of it:
they add themselves to `said_of` when they are ready."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.participants import models
from alongside.participants.rules import sentences

Said = Callable[[actors.Actor, models.Participant], Iterable[str]]

# Slug of a category → what there is of it, line by line.
said_of: dict[str, Said] = {}


@dataclass(frozen=True, slots=True)
class Given:
    """What was written for one agreement alone."""

    words: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that leaves: a label and its lines. No line: there is nothing to share."""

    label: str
    lines: tuple[str, ...]


def contents(
    by: actors.Actor, person: models.Participant, categories: Sequence[str], given: Given
) -> list[Shown]:
    """Exactly what would leave, or leaves now. One list for the preview and for the paper."""
    own = {
        "name": given.name or person.alias,
        "legal-name": given.name,
        "reach": person.reach_how,
        "language": str(dict(settings.LANGUAGES).get(person.language, person.language)),
        "words": given.words,
        "together": _("A peer worker comes along."),
        "support": _("Support from a peer, since %(day)s")
        % {"day": date_format(localtime(person.welcomed_at), "DATE_FORMAT")},
    }
    found = []
    for slug in categories:
        lines = said_of[slug](by, person) if slug in said_of else [own.get(slug, "")]
        label = capfirst(str(sentences.CATEGORIES[slug]))
        found.append(Shown(label, tuple(line for line in lines if line)))
    return found
