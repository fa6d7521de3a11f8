"""Where this thread of work is, as the database is told it: in which organisation, for whom,
and as whom if that is somebody who may reach only the people they walk with.

On PostgreSQL row-level security compares every row with these settings, and with nothing
set it shows nothing. They are per request or task, never per process.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ORGANISATION, WALKER = "alongside.organisation", "alongside.walker"
READER = "alongside.reader"
TOLD = "alongside_told"  # on the connection itself: what it was told last, where that is sure


class Where(NamedTuple):
    """`walker_id` is set for those who reach records by ties; for others it is None. `reader_id`
    is whoever came in by a door, in whatever role, and None where nobody did: a nightly duty,
    say. It decides over what is one person's alone."""

    organisation_id: uuid.UUID | None = None
    walker_id: uuid.UUID | None = None
    reader_id: uuid.UUID | None = None


NOWHERE = Where()
_where: ContextVar[Where] = ContextVar("where", default=NOWHERE)


def current() -> uuid.UUID | None:
    return _where.get().organisation_id


@contextmanager
def within(
    organisation_id: uuid.UUID | None,
    *,
    walker_id: uuid.UUID | None = None,
    reader_id: uuid.UUID | None = None,
) -> Iterator[None]:
    """Everything inside reads and writes rows of this organisation only."""
    before = _where.get()
    enter(organisation_id, walker_id=walker_id, reader_id=reader_id)
    try:
        yield
    finally:
        _where.set(before)
        _tell(before)


def enter(
    organisation_id: uuid.UUID | None,
    *,
    walker_id: uuid.UUID | None = None,
    reader_id: uuid.UUID | None = None,
) -> None:
    """Move to an organisation until the surrounding `within` ends: for the front door, which
    learns in the middle of a request who is asking."""
    where = Where(organisation_id, walker_id, reader_id)
    _where.set(where)
    _tell(where)


def _tell(where: Where) -> None:
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and connection.connection is not None:
            tell_connection(connection, where)


def tell_connection(connection: BaseDatabaseWrapper, where: Where) -> None:
    """A connection that was told so already is not told again: most pages know nobody. What is
    told inside a transaction may be undone with it, so that is never relied on."""
    if connection.needs_rollback:  # the rollback restores the settings by itself
        return
    if getattr(connection.connection, TOLD, None) == where:
        return
    with connection.cursor() as cursor:
        held = connection.connection  # which the cursor may have opened anew
        setattr(held, TOLD, None)
        cursor.execute(
            f"select set_config('{ORGANISATION}', %s, false), set_config('{WALKER}', %s, false), "
            f"set_config('{READER}', %s, false)",
            [str(told or "") for told in where],
        )
    if connection.autocommit and not connection.in_atomic_block:
        setattr(held, TOLD, where)


def on_connect(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """A connection opened in the middle of a request learns where it is."""
    if connection.vendor == "postgresql":
        tell_connection(connection, _where.get())
