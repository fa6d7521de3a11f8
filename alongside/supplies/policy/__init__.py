"""Where things are kept, and the book of them: all who work in the field of an organisation see
the same shelves. Whom something was for stands apart, and opens with that person's record."""

from alongside.supplies.policy.stock import (
    entries_for,
    given_for,
    given_in,
    in_book,
    items_for,
    may_keep,
    require_place,
    require_row,
)

__all__ = [
    "entries_for",
    "given_for",
    "given_in",
    "in_book",
    "items_for",
    "may_keep",
    "require_place",
    "require_row",
]
