"""Fixtures for every test."""

from collections.abc import Iterator

import pytest

from alongside.core import scope
from tests import cast as players


@pytest.fixture
def cast(db: None) -> Iterator[players.Cast]:
    """The whole cast in the database, and the test inside Riverbend."""
    assembled = players.assemble()
    with scope.within(assembled.riverbend.pk):
        yield assembled
