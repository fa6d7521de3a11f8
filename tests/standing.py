"""The cast, written once and found by every test that asks for it.

A test's own writes are rolled back, so what was committed before it stands for the next one.
Tests are ordered so that those with the cast follow each other; a test that must find an empty
database, or that has real transactions, finds it empty.
"""

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from tests import empty

if TYPE_CHECKING:
    from tests.cast import Cast

EMPTY, CAST, OWN = range(3)


class Standing:
    """What the database of this process holds before the next test begins."""

    def __init__(self, blocker: Any) -> None:
        self.blocker = blocker
        self.written: bytes | None = None

    def make_ready_for(self, item: pytest.Item) -> None:
        wanted = kind_of(item) == CAST
        if wanted == (self.written is not None):
            return
        with self.blocker.unblock():
            if wanted:
                self._write()
            else:
                empty.without_rows()
                self.written = None

    def cast(self) -> "Cast | None":
        """As new, whatever the last test did with theirs."""
        found: Cast | None = pickle.loads(self.written) if self.written else None  # noqa: S301
        return found

    def _write(self) -> None:
        from tests import cast as people

        with transaction.atomic():
            assembled = people.assemble()
        self.written = pickle.dumps(assembled)


def kind_of(item: pytest.Item) -> int:
    """Which database it begins with: EMPTY, the CAST, or its OWN (with real transactions)."""
    names = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db")
    own = names & {"transactional_db", "live", "shared", "live_server"}
    if own or (marked and (marked.kwargs.get("transaction") or marked.args)):
        return OWN
    return CAST if "cast" in names else EMPTY
