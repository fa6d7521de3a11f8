"""The small people beside a name on the Team page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def signs(kind: str, count: int = 1) -> SafeString:
    """So many people of one kind (new, quiet, well, free). Hidden from screen readers: the
    number stands beside them in words."""
    sign = format_html(
        '<svg class="sign sign-{}" viewBox="0 0 16 22" aria-hidden="true" focusable="false">'
        '<circle cx="8" cy="5.5" r="4"/><path d="M1.5 20.5v-2a6.5 6.5 0 0 1 13 0v2"/></svg>',
        kind,
    )
    return mark_safe(sign * count)  # noqa: S308  made of format_html above
