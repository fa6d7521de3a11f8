"""What all tests share: the cast, a wall clock for each test, and databases that forget."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from alongside.core import garbage
from tests import empty, standing

if TYPE_CHECKING:
    from tests.cast import Cast

# A machine that does other things, too, is slow; that is no fault of what is tried.
hypothesis.settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,
    ],
)
hypothesis.settings.load_profile("patient")

STANDING = pytest.StashKey[standing.Standing]()
SECONDS = 60
SECONDS_OF_A_JOURNEY = 240


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of what only PostgreSQL has belong to its half of the suite; those that ask no
    database say the same in both, so SQLite's half alone runs them."""
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        elsewhere = [
            item for item in items if not _asks_a_database(item) or item.get_closest_marker("once")
        ]
    else:
        elsewhere = [item for item in items if item.get_closest_marker("postgres")]
    config.hook.pytest_deselected(items=elsewhere)
    left = set(elsewhere)
    items[:] = sorted((item for item in items if item not in left), key=_turn)


def _turn(item: pytest.Item) -> tuple[int, bool]:
    """The last of a run are short, so that no process waits long for another one's."""
    kind = standing.kind_of(item)
    return kind, kind == standing.OWN and not item.get_closest_marker("whole")


def pytest_collection_finish() -> None:
    garbage.settle()


def _asks_a_database(item: pytest.Item) -> bool:
    named = {"db", "transactional_db", "live", "shared"} & set(getattr(item, "fixturenames", ()))
    return bool(named) or any(map(item.get_closest_marker, ("django_db", "postgres")))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if (database := item.config.stash.get(STANDING, None)) is not None:
        database.make_ready_for(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    long = item.get_closest_marker("journey") or item.get_closest_marker("whole")
    seconds = SECONDS_OF_A_JOURNEY if long else SECONDS

    def too_long(number: int, frame: Any) -> None:
        raise TimeoutError(f"the test took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: Any
) -> None:
    """The tests begin with a copy of an empty database."""
    empty.begin_with(django_db_blocker)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> None:
    """What stands for the whole session is made once there is a database."""
    request.config.stash[STANDING] = standing.Standing(django_db_blocker)


@pytest.fixture(autouse=True, scope="session")
def _forgets() -> Iterator[None]:
    """After a test with real transactions, nothing is left of what it committed."""
    case: Any = TransactionTestCase
    teardown = case._fixture_teardown
    case._fixture_teardown = lambda self: empty.without_rows()
    yield
    case._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A request in French leaves its thread in French; the next test begins in English."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def _nothing_open(request: pytest.FixtureRequest, django_db_blocker: Any) -> None:
    """A test without a database finds no connection left open by the one before it."""
    with_database = {"db", "transactional_db", "live"} & set(request.fixturenames)
    if not with_database and not request.node.get_closest_marker("django_db"):
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> "Iterator[Cast]":
    """The whole cast, and the test in Riverbend's scope, where most of them are."""
    from alongside.core import scope
    from tests import cast as people

    assembled = request.config.stash[STANDING].cast() or people.assemble()
    with scope.within(assembled.riverbend.pk):
        yield assembled


@pytest.fixture
def within() -> Callable[[UUID | None], AbstractContextManager[None]]:
    """`with within(cast.harbour.pk):` – the database as another organisation sees it."""
    from alongside.core import scope

    return scope.within
