"""Who waits for a peer: the coordinator's list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.participants.models import Participant, Request
from alongside.participants.queries import REQUESTS_ON_A_PAGE
from tests.cast import Cast, staff

pytestmark = pytest.mark.django_db
PAGE = "/en/requests/"


def wait(cast: Cast, alias: str, *, hours: float, state: str = "waiting") -> Request:
    who = Participant.objects.create(organisation=cast.riverbend, alias=alias)
    return Request.objects.create(
        organisation=cast.riverbend,
        participant=who,
        state=state,
        happened_at=clock.now() - timedelta(hours=hours),
    )


def test_it_shows_who_waited_longest_first(cast: Cast) -> None:
    wait(cast, "Blue", hours=2)
    wait(cast, "Fern", hours=60)
    page = cast.omar.client().get(PAGE).content.decode()
    assert page.index("Fern") < page.index("Blue")
    assert page.count("longer than we promised") == 1
    assert "2 people wait for an answer" in page


def test_it_tells_apart_whose_turn_it_is(cast: Cast) -> None:
    wait(cast, "Blue", hours=2, state="proposed")
    wait(cast, "Fern", hours=60, state="chosen")
    browser = cast.omar.client()
    assert "Nobody waits for an answer" in browser.get(PAGE).content.decode()
    assert "Blue" in browser.get(f"{PAGE}?stands=proposed").content.decode()
    done = browser.get(f"{PAGE}?stands=done").content.decode()
    assert "Fern" in done
    assert "longer than we promised" not in done
    assert browser.get(f"{PAGE}?stands=nonsense&page=nonsense").status_code == 200


def test_it_names_somebody_without_a_name(cast: Cast) -> None:
    wait(cast, "", hours=1)
    assert "Someone without a name" in cast.omar.client().get(PAGE).content.decode()


def test_it_asks_the_database_no_more_for_more_requests(cast: Cast) -> None:
    wait(cast, "Blue", hours=1)
    browser = cast.omar.client()
    browser.get(PAGE)  # the first page of a session chooses its hat
    with CaptureQueriesContext(connection) as few:
        browser.get(PAGE)
    for number in range(REQUESTS_ON_A_PAGE + 3):
        wait(cast, f"Other {number}", hours=number)
    with CaptureQueriesContext(connection) as many:
        page = browser.get(PAGE).content.decode()
    assert len(many) == len(few)
    assert "Page 1 of 2" in page
    assert "Page 2 of 2" in browser.get(f"{PAGE}?page=2").content.decode()


def test_it_is_the_coordinators_alone(cast: Cast) -> None:
    wait(cast, "Blue", hours=1)
    for who in (cast.maya, cast.dana, cast.kit, cast.sam, cast.rosa, cast.ana):
        assert who.client().get(PAGE).status_code == 403
    olga = staff(cast, cast.harbour, "olga", "coordinator")
    assert "Blue" not in olga.client().get(PAGE).content.decode()
