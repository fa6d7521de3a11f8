"""How a journey is drawn and said."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.privacy import Words
from alongside.support import models
from alongside.support.queries.journey import Journey
from alongside.support.rules import drawing

register = template.Library()
STRIPES = "url(#stripes)"  # in the picture itself: a style sheet can't name it
LONGEST = 38  # signs of a name in the picture; the table has all of it


@register.filter
def line_called(slug: str) -> Words:
    return models.Line(slug).label


@register.simple_tag
def caption(journey: Journey) -> str:
    """What the picture shows, in a sentence or two; never how well anybody does."""
    first = journey.picture.first.year if journey.told else 0
    said = ngettext("%(n)s thing told", "%(n)s things told", len(journey.told))
    parts = [said % {"n": len(journey.told)}]
    if journey.told:
        parts.append(_("from %(year)s until today") % {"year": first})
    sentence = ", ".join(parts) + "."
    if journey.now:
        names = ", ".join(each.name for each in journey.now)
        sentence += " " + _("Going on now: %(names)s.") % {"names": names}
    return sentence


@register.simple_tag
def bar_drawn(bar: drawing.Bar) -> SafeString:
    """One stretch: its name above, what is roughly known pale, what is sure full."""
    name = bar.entry.label
    name = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    label = format_html(
        '<text x="{}" y="{}"{}>{}</text>',
        _n(bar.label_x),
        _n(bar.y + 12),
        format_html(' text-anchor="{}"', "end") if bar.is_right else "",
        name,
    )
    if bar.entry.line == "moment":
        return label + _moment(bar)
    y = _n(bar.y + 18)
    pale = format_html(
        '<rect class="pale" x="{}" y="{}" width="{}" height="12" rx="3"/>',
        _n(bar.x),
        y,
        _n(bar.wide),
    )
    if bar.sure_wide > 0:
        fill = format_html(' fill="{}"', STRIPES) if bar.entry.line == "treatment" else ""
        pale += format_html(
            '<rect class="sure {}"{} x="{}" y="{}" width="{}" height="12" rx="3"/>',
            bar.entry.line,
            fill,
            _n(bar.sure_x),
            y,
            _n(bar.sure_wide),
        )
    if bar.goes_on:
        pale += format_html(
            '<path class="goes-on" d="M{} {}l6 6l-6 6"/>', _n(bar.end - 3), _n(bar.y + 18)
        )
    return label + pale


def _moment(bar: drawing.Bar) -> SafeString:
    x, y = bar.middle, bar.y + 24
    reach = format_html('<path class="reach" d="M{} {}H{}"/>', _n(bar.x), _n(y), _n(bar.end))
    return reach + format_html(
        '<path class="moment" d="M{} {}l7 7l-7 7l-7 -7z"/>', _n(x), _n(y - 7)
    )


def _n(value: float) -> str:
    return f"{value:.1f}"
