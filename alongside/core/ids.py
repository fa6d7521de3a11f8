"""Identifiers: UUIDv7, ordered by time, made where the thing is made."""

import uuid

import uuid6


def new() -> uuid.UUID:
    return uuid.UUID(int=uuid6.uuid7().int)


def parse(text: str) -> uuid.UUID | None:
    """The identifier in a form field or path, or None: never an exception for bad input."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None
