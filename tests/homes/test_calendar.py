"""What is on, day by day, in the zone of the place."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock, ids
from alongside.groups import actions as groups
from alongside.support.models import Appointment
from tests.cast import Cast
from tests.groups import circles


def meeting(cast: Cast, at: datetime, **more: str) -> Appointment:
    return Appointment.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.sam.id,
        peer_id=cast.maya.by.person_id,
        at=at,
        **more,
    )


def test_it_shows_times_and_own_groups_by_day(cast: Cast) -> None:
    meeting(cast, clock.now() + timedelta(days=2), place="The bridge")
    meeting(cast, clock.now() + timedelta(days=3), what="call")
    group = circles.circle(cast)
    groups.join(by=cast.sam.by, id=ids.new(), group=group.pk, called="Sammy")
    mine = cast.sam.client().get("/en/my-calendar/").content.decode()
    assert "Meet Maya" in mine and "The bridge" in mine and "A call with Maya" in mine
    assert mine.count("Tuesday circle") == 4  # every week of the four
    hers = cast.maya.client().get("/en/calendar/").content.decode()
    assert "Meet Sam" in hers and f"/en/people/{cast.sam.id}/" in hers
    assert "Tuesday circle" in hers  # she runs it
    assert "Tuesday circle" not in cast.vera.client().get("/en/calendar/").content.decode()


def test_it_leaves_out_what_was_called_off_and_what_is_anothers(cast: Cast) -> None:
    off = meeting(cast, clock.now() + timedelta(days=2))
    Appointment.objects.filter(pk=off.pk).update(called_off_at=clock.now())
    assert "Nothing is planned" in cast.sam.client().get("/en/my-calendar/").content.decode()
    meeting(cast, clock.now() + timedelta(days=2))
    assert "Nothing is planned" in cast.lee.client().get("/en/my-calendar/").content.decode()
    assert "Nothing is planned" in cast.vera.client().get("/en/calendar/").content.decode()


def test_a_late_evening_stands_on_the_day_it_has_there(cast: Cast) -> None:
    """Also on the night on which clocks go back."""
    with time_machine.travel(datetime(2026, 10, 30, 12, tzinfo=UTC)):
        meeting(cast, datetime(2026, 11, 1, 3, 30, tzinfo=UTC))  # 31 October, half past eleven
        meeting(cast, datetime(2026, 11, 2, 4, 30, tzinfo=UTC))  # 1 November, half past eleven
        page = cast.sam.client().get("/en/my-calendar/").content.decode()
    assert 'id="day-2026-10-31"' in page and 'id="day-2026-11-01"' in page
    assert 'id="day-2026-11-02"' not in page


def test_it_goes_on_and_back_and_takes_no_nonsense(cast: Cast) -> None:
    sam = cast.sam.client()
    meeting(cast, clock.now() + timedelta(days=40))
    assert "Meet Maya" not in sam.get("/en/my-calendar/").content.decode()
    later = (clock.now() + timedelta(days=28)).date()
    assert "Meet Maya" in sam.get(f"/en/my-calendar/?from={later}").content.decode()
    for odd in ("", "x", "2026-02-30", "9999-12-31", "0001-01-01", "\x00"):
        assert sam.get("/en/my-calendar/", {"from": odd}).status_code == 200


def test_it_asks_as_often_however_much_is_on(cast: Cast) -> None:
    group = circles.circle(cast)
    groups.join(by=cast.sam.by, id=ids.new(), group=group.pk, called="Sammy")
    meeting(cast, clock.now() + timedelta(days=1))
    sam = cast.sam.client()
    sam.get("/en/my-calendar/")
    with CaptureQueriesContext(connection) as few:
        sam.get("/en/my-calendar/")
    for day in range(1, 20):
        meeting(cast, clock.now() + timedelta(days=day))
        more = circles.circle(cast)
        groups.join(by=cast.sam.by, id=ids.new(), group=more.pk, called="Sammy")
    with CaptureQueriesContext(connection) as many:
        sam.get("/en/my-calendar/")
    assert len(many) == len(few)
