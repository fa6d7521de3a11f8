"""How a plan is said: rough dates, who helps, whose words they were."""

from django import template
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from alongside.core.privacy import Words
from alongside.support import models
from alongside.support.rules import rough as dates

register = template.Library()

TEXTS: dict[str, Words] = {
    "dreams": gettext_lazy("What I dream of"),
    "strengths": gettext_lazy("What carries me"),
    "in_the_way": gettext_lazy("What stands in the way"),
}


@register.filter
def rough(text: str) -> str:
    """A date as far as it is known: 'spring 2021', 'May 2021', 'some day'."""
    if text == dates.SOMEDAY:
        return _("some day")
    try:
        found = dates.read(text)
    except ValueError:
        return ""
    if found is None:
        return ""
    if found.is_exact:
        return formats.date_format(found.first, "DATE_FORMAT")
    year, part, _day = dates.parts(text)
    if part in dates.SEASONS:
        return _season(part, _years(text, year))
    return formats.date_format(found.first, "YEAR_MONTH_FORMAT") if part else str(year)


def _years(text: str, year: int | None) -> str:
    return f"{year}–{(year or 0) + 1}" if dates.crosses_years(text) else str(year)


def _season(part: str, years: str) -> str:
    said = {
        "spring": _("spring %(year)s"),
        "summer": _("summer %(year)s"),
        "autumn": _("autumn %(year)s"),
        "winter": _("winter %(year)s"),
    }
    return said[part] % {"year": years}


def dated(words: str, by_when: str) -> str:
    when = rough(by_when)
    said = pgettext("a goal, and by when", "%(words)s – by: %(when)s")
    return said % {"words": words, "when": when} if when else words


@register.filter
def helping(help: models.Help) -> str:
    return _("with %(who)s") % {"who": help.words}


@register.filter
def text_of(part: str) -> Words:
    """What one of the plan's own texts is called."""
    return TEXTS.get(part, "")
