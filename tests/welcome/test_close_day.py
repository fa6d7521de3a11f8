"""The day ends: words are gone, counts are kept, by the clock on the wall."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.insights import queries as insights
from alongside.welcome import actions, models, rules, tasks
from tests.cast import Cast
from tests.welcome import doors

NEW_YORK = "America/New_York"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def test_it_signs_out_everybody_erases_words_and_keeps_counts(cast: Cast) -> None:
    doors.somebody(cast, "Blue cap")
    talking = doors.somebody(cast, "Heron")
    actions.ask_to_talk(by=cast.vera.by, id=ids.new(), presence=talking.pk, wish="now")
    known: dict[str, Any] = {"id": ids.new(), "site": cast.site.pk, "participant": cast.sam.id}
    actions.arrive_known(by=cast.maya.by, **known)
    room: dict[str, Any] = {"id": ids.new(), "site": cast.site.pk}
    actions.add_room(by=cast.kit.by, **room, name="Kitchen", capacity=5)
    actions.take_room(by=cast.vera.by, room=room["id"], id=ids.new(), people=1, minutes=60)
    path = f"/en/desk/{cast.site.pk}/close/"
    vera = cast.vera.client()
    assert "3 visits stand on the list" in vera.get(path).content.decode()
    for _ in range(2):
        assert vera.post(path).status_code == 302
    assert not models.Presence.objects.exists() and not models.Talk.objects.exists()
    count = models.DayCount.objects.get()
    assert (count.visits, count.talks) == (3, 1)
    assert not models.RoomUse.objects.filter(ended_at=None).exists()
    theirs = models.Attendance.objects.get()
    assert theirs.presence is None and theirs.left_at is not None
    closed = Event.objects.filter(verb="close-day")
    assert [event.facts for event in closed] == [{"visits": 3}]
    doors.somebody(cast)  # the day goes on
    assert "4 visits today" in vera.get("/en/welcome/").content.decode()
    vera.post(path)
    assert models.DayCount.objects.get().visits == 4


def test_the_night_closes_what_nobody_closed(cast: Cast) -> None:
    before = clock.now().astimezone(ZoneInfo(NEW_YORK)) - timedelta(days=5)
    evening = before.replace(hour=23, minute=30)
    with clock.pretend(evening):
        known: dict[str, Any] = {"id": ids.new(), "site": cast.site.pk, "participant": cast.sam.id}
        actions.arrive_known(by=cast.maya.by, **known)
    with clock.pretend(evening + timedelta(hours=4)):  # half past three: they may still be here
        tasks.close_old_days()
        assert models.Presence.objects.count() == 1
    with clock.pretend(evening + timedelta(hours=5)):
        tasks.close_old_days()
    count = models.DayCount.objects.get()
    assert (count.day, count.hour, count.visits) == (evening.date(), 23, 1)
    row = models.Attendance.objects.get()
    assert row.left_at is None and row.presence is None  # nobody knows when they left


def test_an_hour_that_comes_twice_is_one_hour() -> None:
    """1 November 2026 in New York: half past one, twice; and the day has 25 hours."""
    day = date(2026, 11, 1)
    first, second = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6))
    found = rules.counted([(day, first, False), (day, second, True)], NEW_YORK)
    assert found == [rules.Counted(day, 1, 2, 1)]
    start, end = rules.moments_of(day, NEW_YORK)
    assert end.timestamp() - start.timestamp() == 25 * 3600
    assert rules.for_so_long(first, second) == 60


@given(
    st.lists(st.integers(0, 365 * 24 * 60), max_size=20),
    st.sampled_from([NEW_YORK, "Europe/Berlin", "Australia/Lord_Howe", "UTC"]),
)
def test_no_visit_is_lost_in_counting(minutes: list[int], zone: str) -> None:
    moments = [NEW_YEAR + timedelta(minutes=n) for n in minutes]
    arrivals = [(rules.day_of(at, zone), at, at.minute % 2 == 0) for at in moments]
    found = rules.counted(arrivals, zone)
    assert sum(each.visits for each in found) == len(moments)
    assert sum(each.talks for each in found) == sum(talked for *_rest, talked in arrivals)
    assert all(0 <= each.hour < 24 and each.talks <= each.visits for each in found)


def test_a_day_is_over_in_its_night_where_it_is_night() -> None:
    day = date(2026, 3, 7)
    here = datetime(2026, 3, 8, 3, 59, tzinfo=ZoneInfo(NEW_YORK))
    assert not rules.is_over(day, now=here, zone=NEW_YORK)
    assert rules.is_over(day, now=here + timedelta(minutes=1), zone=NEW_YORK)
    assert not rules.is_over(here.date(), now=here, zone=NEW_YORK)
    assert rules.is_over(day - timedelta(days=1), now=here, zone=NEW_YORK)


def test_numbers_below_the_floor_are_not_shown(cast: Cast) -> None:
    """Neither at the desk nor in Outcomes, nor can they be worked out."""
    today = clock.today(cast.site.time_zone)
    for back, hour, visits in ((1, 10, 9), (1, 11, 2), (2, 10, 7), (9, 15, 3), (10, 15, 6)):
        models.DayCount.objects.create(
            organisation=cast.riverbend,
            site=cast.site,
            day=today - timedelta(days=back),
            hour=hour,
            visits=visits,
        )
    found = insights.visits.at_the_desk(cast.vera.by, cast.site)
    assert found.total == 27
    hours = {bar.at: bar.value for bar in found.hours}
    assert hours[11] is None and list(hours.values()).count(None) >= 2
    days = {bar.at: bar.value for bar in found.days}
    assert days[today - timedelta(days=9)] is None and days[today - timedelta(days=10)] is None
    assert "too few to show" in cast.vera.client().get("/en/welcome/visits/").content.decode()
    page = cast.ana.client().get("/en/outcomes/").content.decode()
    assert "How often did somebody come in?" in page
