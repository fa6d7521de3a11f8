"""Template tags of the design system; every template has them without loading."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import segno
from babel import Locale
from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, ResolverMatch, reverse, translate_url
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext, override, pgettext

from alongside.core import clock, ids, sentences
from alongside.core.privacy import Declaration
from alongside.shell import context as frame
from alongside.shell import forms

register = template.Library()

SPRITE = "shell/vendor/lucide.svg"


@register.filter
def qr(link: str) -> SafeString:
    """A link as a picture of squares, black on white in the dark too: cameras want it so."""
    code = segno.make(link, micro=False, error="l")  # lifted to more where there is room
    drawn = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308  squares


@register.simple_tag
@cache
def icon(name: str, kind: str = "") -> SafeString:
    """A Lucide icon. Always with a word beside it: it is hidden from screen readers."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" icon-{kind}" if kind else "",
        static(SPRITE),
        name,
    )


@register.simple_tag
def maybe_url(name: str, *args: Any, **kwargs: Any) -> str:
    """Like `url`, but empty where the page does not exist in this installation."""
    return frame.address(name, *args, **kwargs)


@register.simple_tag
def row_url(name: str, **keys: Any) -> str:
    """Like `url` with one id, many times cheaper: for the rows of a list."""
    return frame.row_address(name, **keys)


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """This page in another language. Only its path: what was typed stays behind."""
    request = context.get("request")
    path = request.path if request else "/"
    match = request.resolver_match if request else None
    found = _again(match, code) if match else str(translate_url(path, code))
    return found if found.startswith(f"/{code}/") else f"/{code}/"


def _again(match: ResolverMatch, code: str) -> str:
    """What Django's `translate_url` finds, without looking for the view a second time."""
    with override(code):
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return ""


@register.simple_tag
def new_id() -> str:
    """For the hidden `id` of a form, against doubles."""
    return str(ids.new())


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One form field with its label, hint, reason and errors."""
    return bound.as_field_group()


@register.simple_tag
def colon() -> str:
    """The sign after a label, as the language sets it: `{{ label }}{% colon %} {{ value }}`."""
    return sentences.colon()


@register.filter
def declaration(form: Any) -> Declaration | None:
    """What a form's data is for, and how long it is kept."""
    return forms.declaration_of(form)


@register.filter
def tel(number: str) -> str:
    """A phone number as a `tel:` link wants it: digits, plus, star and hash only."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign in "+*#")


@register.filter
def zone_place(zone: str) -> str:
    """The town a time zone is named for: 'New York' of 'America/New_York'."""
    return str(zone).rpartition("/")[2].replace("_", " ")


@register.filter
def country_name(letters: str) -> str:
    """'Canada' of CA, as the language writes it."""
    return str(Locale.parse(get_language() or "en", sep="-").territories.get(letters, letters))


@register.filter
def waited(since: datetime) -> str:
    """How long ago, in words, also where it is no minute yet."""
    if clock.now() - since < timedelta(minutes=1):
        return gettext("a moment")
    return timesince(since)


@register.filter
def weekday(at: datetime | date | None, form: str = "") -> str:
    """'Saturday 21 November', as the language writes it; for `weekday:"year"` with its year,
    where that is not this one."""
    if at is None:
        return ""
    day = timezone.localtime(at) if isinstance(at, datetime) else at
    with_year = pgettext("how to write a date (Django's letters)", "l j F Y")
    without = pgettext("how to write a date (Django's letters)", "l j F")
    is_past = form == "year" and day.year != timezone.localdate().year
    return formats.date_format(day, with_year if is_past else without)
