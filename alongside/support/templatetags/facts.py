"""What was said of something done: as buttons to put it right, and as it stood before. And the
kinder words of the page's language."""

import functools
import json
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.support import models
from alongside.support.rules import wording

register = template.Library()

MINUTES = (5, 10, 15, 30, 45, 60, 90)
NEAR = ("street", "centre", "service", "home", "phone", "online", "community", "shelter")
LABELS: dict[str, Words] = {
    "minutes": _("How many minutes?"),
    "form": _("How were you together?"),
    "setting": _("Where was it?"),
    "special": _("Was it of a kind with a name of its own?"),
    "stage": _("Where on the way are they, as far as you both see it?"),
    "goals": _("Was it about any of their goals?"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with what it could be: (value, words, whether it is so now)."""

    name: str
    label: Words
    taps: list[tuple[Any, Words, bool]]


@register.simple_tag
def facts_of(contact: models.Contact) -> list[Fact]:
    """Those that are put right most often; the rest is on the page for correcting."""
    minutes = sorted({*MINUTES, contact.minutes})
    settings = [one for one in models.Setting if one.value in {*NEAR, contact.setting}]
    return [
        Fact("minutes", LABELS["minutes"], [(n, str(n), n == contact.minutes) for n in minutes]),
        Fact("setting", LABELS["setting"], _taps(settings, contact.setting)),
        Fact("form", LABELS["form"], _taps(list(models.Form), contact.form)),
    ]


def _taps(choices: list[Any], now: str) -> list[tuple[Any, Words, bool]]:
    return [(one.value, one.label, one.value == now) for one in choices]


CHOICES: dict[str, Any] = {
    "form": models.Form,
    "setting": models.Setting,
    "special": models.Special,
    "stage": models.StageOfCare,
}


@register.simple_tag
def said_before(before: models.Wording) -> list[tuple[Words, Words]]:
    """What was corrected, as it stood: label and words. What has no words is left to the note."""
    found: list[tuple[Words, Words]] = []
    for name, value in before.said.items():
        if name in models.Kind.values:
            found.append((models.Kind(name).label, _("yes") if value == "True" else _("no")))
        elif name == "minutes":
            found.append((LABELS[name], value))
        elif name == "goals":
            goals: list[str] = getattr(before, "goals_before", [])  # of the page's query
            found.append((LABELS[name], ", ".join(goals) or "–"))
        elif name in CHOICES:
            found.append((LABELS[name], dict(CHOICES[name].choices).get(value, "–")))
    return found


@register.simple_tag
def kinder(text: str) -> list[wording.Hint]:
    """Words of a note that could be kinder, in the language of the page."""
    return wording.hints(text, get_language() or "") if text else []


@register.simple_tag
def kinder_words() -> str:
    """The whole list of the page's language, for the script that looks at what is typed."""
    return _as_json(get_language() or "")


@functools.cache
def _as_json(language: str) -> str:
    lists = wording.kinder(language)
    return json.dumps(
        [{"words": one.words, "instead": one.instead, "why": one.why} for one in lists],
        ensure_ascii=False,
    )
