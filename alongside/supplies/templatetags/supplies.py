"""How things are called on a page."""

from django import template

from alongside.supplies.queries import listing
from alongside.supplies.rules import catalogue

register = template.Library()


@register.filter
def called(item: catalogue.Item) -> str:
    """In the language of the page."""
    return item.called(listing.language())
