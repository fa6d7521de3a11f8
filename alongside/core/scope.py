"""Which organisation this thread of work is in, as the database is told it.

On PostgreSQL row-level security compares every row with this setting, and with nothing set
it shows nothing. It is per request or task, never per process.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_organisation: ContextVar[uuid.UUID | None] = ContextVar("organisation", default=None)

SETTING = "alongside.organisation"


def current() -> uuid.UUID | None:
    return _organisation.get()


@contextmanager
def within(organisation_id: uuid.UUID | None) -> Iterator[None]:
    """Everything inside reads and writes rows of this organisation only."""
    before = _organisation.get()
    token = _organisation.set(organisation_id)
    _tell(organisation_id)
    try:
        yield
    finally:
        _organisation.reset(token)
        _tell(before)


def enter(organisation_id: uuid.UUID | None) -> None:
    """Move to an organisation until the surrounding `within` ends: for the front door, which
    learns in the middle of a request who is asking."""
    _organisation.set(organisation_id)
    _tell(organisation_id)


def _tell(organisation_id: uuid.UUID | None) -> None:
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and connection.connection is not None:
            tell_connection(connection, organisation_id)


def tell_connection(connection: BaseDatabaseWrapper, organisation_id: uuid.UUID | None) -> None:
    if connection.needs_rollback:  # the rollback restores the setting by itself
        return
    with connection.cursor() as cursor:
        cursor.execute(f"select set_config('{SETTING}', %s, false)", [str(organisation_id or "")])


def on_connect(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """A connection opened in the middle of a request learns where it is."""
    if connection.vendor == "postgresql":
        tell_connection(connection, current())
