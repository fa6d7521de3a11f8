"""A link as a code to scan, and words as a text message that the reader's own phone sends."""

from urllib.parse import quote

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def qr(link: str) -> SafeString:
    """A picture of squares, black on white in the dark too: cameras want it so."""
    code = segno.make(link, micro=False, error="l")  # lifted to more where there is room
    drawn = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308  squares


@register.filter
def sms(words: str) -> SafeString:
    """To nobody yet: the phone asks to whom. `?&` is what every make of phone reads."""
    return mark_safe(f"sms:?&body={quote(words, safe='')}")  # noqa: S308  all of it is quoted
